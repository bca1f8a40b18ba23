// The questions of a page: those that depend on an answer come and go with it, an order can be moved about, and what
// excludes itself is unticked. Every page works without; what counts is what the server makes of what is sent.
const question = (field) => field.closest("[data-question]");
const value = (field) => (["radio", "checkbox"].includes(field.type) ? field.checked && field.value : field.value.trim());
const ticked = (box) => [...box.querySelectorAll("input[type=checkbox]:checked")].some((one) => one.value !== "-");
const say = (name, words = {}) => {
  const heard = document.getElementById("heard");
  if (heard) heard.textContent = heard.dataset[name].replace(/{(\w+)}/g, (_all, word) => words[word]);
};

// ---------------------------------------------------------------- questions that depend on answers

// What a part of a question on this page is answered with, as text; undefined for nothing.
function answer(part) {
  const [field, ...others] = [...document.getElementsByName(part)].filter((one) => !one.matches(":disabled"));
  if (!field) return undefined;
  if (field.type === "radio") return [field, ...others].map(value).find((one) => one && one !== "-");
  if (field.type === "checkbox") return ticked(question(field)) ? (field.checked ? "1" : "0") : undefined;
  if (field.matches(".places select")) return ranked(field.closest(".places")) ? field.value : undefined;
  if (field.dataset.of && !document.getElementById(field.dataset.of).checked) return undefined;
  return "number" in field.dataset ? number(field.value) : value(field) || undefined;
}

function number(raw) {
  const tidy = raw.replace(/\s/g, "").replace("−", "-").replace(",", ".");
  return /^-?\d{1,12}(\.\d{1,6})?$/.test(tidy) ? String(Number(tidy)) : undefined;
}

const compare = (one, other) => (/^\d{4}-\d\d-\d\d$/.test(other) ? one.localeCompare(other) : Number(one) - Number(other));

function met(condition) {
  if (typeof condition === "boolean") return condition;
  const found = answer(condition.part), { test, values } = condition;
  if (found === undefined) return test === "not_answered";
  if (test === "at_least") return compare(found, values[0]) >= 0;
  if (test === "at_most") return compare(found, values[0]) <= 0;
  return { is: values.includes(found), is_not: !values.includes(found), answered: true, not_answered: false }[test];
}

function follow(announced) {
  let more = false;
  for (const one of document.querySelectorAll("[data-rule]")) {
    const { mode, conditions } = JSON.parse(one.dataset.rule), shown = mode === "all" ? conditions.every(met) : conditions.some(met);
    more ||= shown && one.hidden;
    one.hidden = one.disabled = !shown;
  }
  if (more && announced) say("appeared");
  for (const all of document.querySelectorAll("[data-first]")) {
    let next = Number(all.dataset.first);
    for (const count of all.querySelectorAll(".count")) if (!question(count).hidden) count.textContent = `${next++}.`;
  }
}

// ---------------------------------------------------------------- what excludes itself

function exclude(field) {
  const own = question(field), declining = own?.querySelector("input[type=checkbox][value='-']");
  if (field === declining && declining.checked) {
    for (const box of own.querySelectorAll("input[type=checkbox]:checked")) box.checked = box === declining;
    for (const list of own.querySelectorAll(".places")) clear(list);
  } else if (declining && field !== declining && value(field)) declining.checked = false;
  if (field.dataset.of && value(field)) document.getElementById(field.dataset.of).checked = true;
}

function left(field) {
  const most = Number(field.dataset.most), n = most - [...field.value].length;
  if (n < most / 5) say(n < 0 ? "over" : "left", { n: Math.abs(n) });
}

// ---------------------------------------------------------------- an order

const rows = (list) => [...list.querySelectorAll("li")];
const place = (row) => row.querySelector("select");
const ranked = (list) => new Set(rows(list).map((row) => place(row).value).filter(Boolean)).size === rows(list).length;

function button(label, row, act) {
  const made = document.createElement("button"), name = document.createElement("span");
  [made.type, made.className, made.textContent] = ["button", "quiet", label];
  [name.className, name.textContent] = ["visually-hidden", ` ${row ? row.querySelector("label").textContent : ""}`];
  made.append(name);
  made.addEventListener("click", act);
  return made;
}

function order(list, rowed = rows(list)) {
  for (const row of rowed) list.append(row);
  rows(list).forEach((row, at) => { place(row).value = at + 1; });
  changed(list);
}

function clear(list) {
  for (const row of rows(list)) place(row).value = "";
  changed(list);
}

function changed(list) {
  list.classList.toggle("ranked", ranked(list));
  list.nextElementSibling.hidden = ranked(list);
  follow(true);
}

function move(list, row, to) {
  const others = rows(list).filter((one) => one !== row), at = Math.max(0, Math.min(to, others.length));
  order(list, [...others.slice(0, at), row, ...others.slice(at)]);
  exclude(place(row));
  say("moved", { name: row.querySelector("label").textContent, place: at + 1, all: others.length + 1 });
}

function drag(list, row, handle) {
  handle.addEventListener("pointerdown", (down) => {
    const ended = new AbortController(), { signal } = ended;
    down.preventDefault();
    row.classList.add("held");
    document.addEventListener("pointermove", ({ clientY }) => {
      const over = rows(list).find((one) => one !== row && clientY > one.getBoundingClientRect().top && clientY < one.getBoundingClientRect().bottom);
      if (over) over[rows(list).indexOf(over) > rows(list).indexOf(row) ? "after" : "before"](row);
    }, { signal });
    for (const end of ["pointerup", "pointercancel"]) document.addEventListener(end, () => {
      ended.abort();
      row.classList.remove("held");
      move(list, row, rows(list).indexOf(row));
    }, { signal });
  });
}

function enhance(list) {
  const { up, down, asis } = list.dataset;
  for (const row of rows(list)) {
    const handle = document.createElement("span"), moves = document.createElement("span");
    [handle.className, handle.ariaHidden, moves.className] = ["grip", "true", "moves"];
    row.prepend(handle);
    row.append(moves);
    moves.append(place(row));
    for (const [label, by] of [[up, -1], [down, 1]]) moves.append(button(label, row, ({ currentTarget }) => { move(list, row, rows(list).indexOf(row) + by); currentTarget.focus(); }));
    drag(list, row, handle);
  }
  list.after(button(asis, null, () => move(list, rows(list)[0], 0)));
  list.classList.add("moving");
  if (ranked(list)) order(list, rows(list).sort((one, other) => place(one).value - place(other).value));
  else changed(list);
}

document.addEventListener("change", ({ target }) => {
  if (!target.matches(".places.moving select")) return;
  const list = target.closest(".places");
  if (target.value) move(list, target.closest("li"), target.value - 1);
  else clear(list);
});

document.addEventListener("input", ({ target }) => {
  if (!question(target)) return;
  exclude(target);
  if (target.dataset.most) left(target);
  follow(true);
});

function arrive() {
  for (const list of document.querySelectorAll(".places:not(.moving)")) enhance(list);
  follow(false);
}

document.addEventListener("shown", arrive);
arrive();
