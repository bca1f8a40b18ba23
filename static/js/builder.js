// A questionnaire is built without leaving its page: a form opens in its place, and what is pressed changes the page where it stands.
// One form is open at a time; what was typed into it stays whatever else happens.
const builder = () => document.getElementById("builder"), status = document.getElementById("status"), act = document.getElementById("act");
const sheet = () => document.querySelector(".slot #sheet");
const cards = () => [...document.querySelectorAll(".editing > li")].map((card) => card.id);
const fields = (form) => new URLSearchParams(new FormData(form)).toString();

async function ask(address, options) {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(30000), ...options });
    if (response.status >= 500) throw new Error("not now");
    return new DOMParser().parseFromString(await response.text(), "text/html");
  } catch {
    say(status.dataset.offline);
    return null;
  }
}

function post(address, form, more) {
  const body = new URLSearchParams(new FormData(form));
  for (const [name, value] of Object.entries(more)) if (name) body.set(name, value);
  return ask(address, { method: "POST", body });
}

function say(words, button) {
  document.querySelector(".told:not(#status)")?.remove();
  status.textContent = words?.trim() ?? "";
  if (button) status.append(" ", button.cloneNode(true));
}

const words = (page) => page.querySelector("main")?.innerText.trim().replace(/\s*\n\s*/g, " ");

// The builder as it stands after a change; a form that is being filled in keeps its place. Returns the id of the card that is new.
function swap(page) {
  const open = sheet(), place = open?.closest(".slot").id, known = new Set(cards());
  builder().replaceWith(page.getElementById("builder"));
  if (open) (document.getElementById(place) ?? document.querySelector(".slot")).append(open);
  handles();
  const frame = document.querySelector(".preview iframe");
  if (frame.contentDocument?.URL !== "about:blank") frame.contentWindow.location.reload();
  say(page.querySelector(".told:not(#status)")?.textContent);
  const fresh = cards().find((id) => !known.has(id));
  (document.getElementById("errors") ?? document.querySelector(`#${fresh} a`))?.focus();
  return fresh;
}

async function change(address, more, focus) {
  const answer = await post(address, act, more);
  delete act.dataset.sent;
  if (!answer) return;
  if (!answer.getElementById("builder")) { // what was to be changed is not there any more
    const now = await ask(location.href);
    if (now) swap(now);
    say(words(answer));
    return;
  }
  if (!swap(answer) && !document.getElementById("errors")) focus?.();
}

// ---------------------------------------------------------------- a form in its place

function show(page, slot) {
  const found = page.getElementById("sheet"), heading = found?.querySelector("h1");
  if (!found) { say(words(page)); return; }
  const h3 = document.createElement("h3");
  h3.append(...heading.childNodes);
  heading.replaceWith(h3);
  slot.replaceChildren(found);
  for (const form of found.querySelectorAll("form")) form.dataset.first ??= fields(form);
}

const first = () => sheet()?.querySelector("#errors, textarea, select, input:not([type=hidden]), a")?.focus();
const typed = () => [...document.querySelectorAll(".slot form")].some((form) => form.dataset.first !== fields(form));

async function open(link) {
  const slot = document.getElementById(link.dataset.here) ?? link.closest(".slot");
  if (typed() && !slot.contains(link)) { say(status.dataset.busy); first(); return; }
  const answer = await ask(link.href);
  if (!answer) return;
  sheet()?.remove();
  show(answer, slot);
  first();
}

function close() {
  const slot = sheet().closest(".slot");
  slot.replaceChildren();
  document.querySelector(`[data-here="${slot.id}"]`)?.focus();
}

// Rows that move or come: the focus goes with them.
function follow(form, does, before) {
  const [name, what, number] = does.split("."), place = Number(number) + (what === "up" ? -1 : 1);
  const wanted = {
    up: [`[value="${name}.up.${place}"]`, `[value="${name}.down.${place}"]`], down: [`[value="${name}.down.${place}"]`, `[value="${name}.up.${place}"]`],
    more: [`[name^="${name}-${before}-"]:not([type=hidden])`], next: [`[name="${name}-${number}-test"]`], drop: [`[value="${name}.more"]`],
  }[what] ?? [];
  wanted.map((one) => form.querySelector(one)).find((one) => one)?.focus();
}

async function send(form, submitter) {
  const slot = form.closest(".slot"), again = submitter?.name === "again" ? submitter.value : "", started = form.dataset.first;
  const before = new Set([...form.elements].filter((one) => one.name.startsWith(`${again.split(".")[0]}-`)).map((one) => one.name.split("-")[1])).size;
  const answer = await post(form.action, form, { [submitter?.name ?? ""]: submitter?.value });
  delete form.dataset.sent;
  if (!answer) return;
  if (answer.getElementById("builder")) {
    slot.replaceChildren();
    if (!swap(answer)) document.querySelector(`[data-here="${slot.id}"]`)?.focus();
    return;
  }
  show(answer, slot);
  const shown = sheet()?.querySelector("form");
  if (shown) shown.dataset.first = started;
  if (again && shown) follow(shown, again, before); else first();
}

document.addEventListener("click", (event) => {
  if (status.textContent && !status.contains(event.target)) say("");
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (link.matches("[data-here]")) { event.preventDefault(); open(link); }
  if (link.closest(".slot") && link.pathname === location.pathname && !link.hash) { event.preventDefault(); close(); }
});

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const { target: form, submitter } = event;
  if (form.closest(".slot")) { event.preventDefault(); send(form, submitter); }
  if (form !== act) return;
  event.preventDefault();
  const id = submitter.closest("li")?.id, label = submitter.textContent, removing = submitter.matches(".removing");
  change(submitter.getAttribute("formaction"), { [submitter.name]: submitter.value }, () => {
    const card = document.getElementById(id);
    ([...card?.querySelectorAll("button") ?? []].find((one) => one.textContent.split(" ")[0] === label.split(" ")[0]) ?? card?.querySelector("[name=to]") ?? card?.querySelector("a"))?.focus();
    if (removing) { say(status.textContent, document.querySelector(".undo button")); status.querySelector("button")?.focus(); }
  });
});

// A question chosen for a condition brings its answers; who goes through the list by keyboard goes on.
let choosing = 0;
document.addEventListener("change", ({ target }) => {
  if (!target.closest(".slot") || !/^conditions-\d+-part$/.test(target.name)) return;
  clearTimeout(choosing);
  choosing = setTimeout(async () => {
    await send(target.form, { name: "again", value: "conditions.next" });
    document.getElementsByName(target.name)[0]?.focus();
  }, 250);
});

addEventListener("beforeunload", (event) => { if (typed()) event.preventDefault(); });

// ---------------------------------------------------------------- moved by hand

function handles() {
  for (const card of document.querySelectorAll(".editing > li:has([name=to])")) {
    const handle = document.createElement("span");
    handle.className = "handle";
    handle.setAttribute("aria-hidden", "true");
    handle.textContent = "⠿";
    card.prepend(handle);
  }
}

let dragged = null, over = null;

function mark(card, after) {
  over?.card.classList.remove("drop-before", "drop-after");
  over = card && card !== dragged ? { card, after } : null;
  over?.card.classList.add(after ? "drop-after" : "drop-before");
}

function drop(done) {
  const [card, place] = [dragged, over];
  dragged?.classList.remove("dragged");
  mark(null);
  dragged = null;
  if (done && card && place) change(card.querySelector("[name=to]").getAttribute("formaction"), { to: `${place.after ? "after" : "before"}.${place.card.id.replace("card-", "")}` }, () => document.getElementById(card.id)?.scrollIntoView({ block: "nearest" }));
}

document.addEventListener("pointerdown", (event) => {
  if (!event.target.matches(".handle") || event.button) return;
  event.preventDefault();
  dragged = event.target.closest("li");
  dragged.classList.add("dragged");
});
document.addEventListener("pointermove", ({ clientX, clientY }) => {
  if (!dragged) return;
  const card = document.elementFromPoint(clientX, clientY)?.closest(".editing > li"), box = card?.getBoundingClientRect();
  mark(card, box && clientY > box.top + box.height / 2);
  if (clientY < 80 || clientY > innerHeight - 80) scrollBy(0, clientY < 80 ? -12 : 12);
});
document.addEventListener("pointerup", () => drop(true));
document.addEventListener("pointercancel", () => drop(false));
document.addEventListener("keydown", ({ key }) => { if (key === "Escape") drop(false); });

handles();
