// A survey's steps within one page, so that the browser's own Back leads a step back instead of asking to send again.
// Answers stay in the form and in this page's memory; the history is told a step's number and nothing else.
const main = document.getElementById("main"), footer = document.querySelector("footer");
const start = { title: document.title, lang: document.documentElement.lang, main: main.innerHTML, footer: footer.innerHTML };
let sheet = new URLSearchParams(), shown = 0;

const form = () => main.querySelector("form[data-step]");
const stepOf = (one) => one.getAttribute("data-step"); // a field of a form hides what the form itself has under that name, so attributes are asked for

function show(page) {
  document.title = page.title;
  document.documentElement.lang = page.lang;
  main.innerHTML = page.main;
  footer.innerHTML = page.footer;
  const own = main.querySelector("[data-reload]");
  if (own) history.replaceState(null, "", own.dataset.reload); // loading it again asks for a page instead of sending once more
  shown = performance.now();
  scrollTo({ top: 0, behavior: "instant" });
  (document.getElementById("errors") ?? document.getElementById("fresh") ?? main).focus({ preventScroll: true });
  document.dispatchEvent(new Event("shown"));
}

// What has been filled in, also where the start shows nothing of it; unless it goes on with what was kept.
function filled() {
  const own = new URLSearchParams(new FormData(form()));
  if (stepOf(form()) !== "start" || own.size) sheet = own;
  return new URLSearchParams(sheet);
}

async function send(address, fields) {
  const response = await fetch(address, { method: "POST", body: fields, signal: AbortSignal.timeout(30000) }); // sending again counts once
  if (response.status >= 500) throw new Error("not now");
  if (response.redirected) { location.replace(response.url); return; }
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  show({ title: page.title, lang: page.documentElement.lang, main: page.getElementById("main").innerHTML, footer: page.querySelector("footer").innerHTML });
}

async function attempt(address, fields) {
  try {
    await send(address, fields);
  } catch {
    form().removeAttribute("data-sent");
    document.getElementById("offline").hidden = false;
    document.getElementById("offline").scrollIntoView();
  }
}

document.addEventListener("submit", async (event) => {
  if (!stepOf(event.target) || event.defaultPrevented) return;
  event.preventDefault();
  const { submitter: button, target } = event, step = stepOf(target), fields = filled();
  if (button?.name) fields.set(button.name, button.value);
  await attempt(button?.getAttribute("formaction") ?? target.getAttribute("action"), fields);
  if (form() && stepOf(form()) !== step) history.pushState({ step: stepOf(form()) }, "");
});

addEventListener("popstate", async (event) => {
  if (!form()) { location.reload(); return; }
  const fields = filled();
  if (!event.state) { show(start); return; }
  fields.set("_to", event.state.step);
  await attempt(form().getAttribute("action"), fields);
});

// The second tap of a double one means the button that it no longer meets, not the answer that stands there now.
document.addEventListener("click", (event) => {
  if (event.detail > 1 && event.timeStamp - shown < 600) { event.preventDefault(); event.stopPropagation(); }
}, true);

// A link to a place in the page moves there without an entry in the history.
document.addEventListener("click", (event) => {
  const place = document.getElementById(decodeURIComponent(event.target.closest("a[href^='#']")?.hash.slice(1) ?? ""));
  if (!place) return;
  event.preventDefault();
  place.scrollIntoView({ block: "center" });
  place.focus({ preventScroll: true });
});

history.replaceState(form() && stepOf(form()) !== "start" ? { step: stepOf(form()) } : null, "");
