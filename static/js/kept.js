// Answers kept on this device, if one asks for it: in this browser alone, under the survey's address, until they are sent.
const name = (box) => `answers:${box.dataset.keeping ?? box.dataset.kept ?? box.dataset.over}`;

function stored(box) {
  try {
    return JSON.parse(localStorage.getItem(name(box)));
  } catch {
    return null;
  }
}

function keep(box) {
  const form = document.getElementById("sheet");
  const fields = [...new FormData(form)].filter(([field]) => !["_to", "_phrase"].includes(field));
  try {
    localStorage.setItem(name(box), JSON.stringify({ step: form.getAttribute("data-step"), fields }));
  } catch {
    box.hidden = true; // a browser that keeps nothing
  }
  showing(box);
}

function showing(box) {
  const has = Boolean(stored(box));
  for (const one of box.querySelectorAll("[data-when]")) one.hidden = one.dataset.when !== (has ? "kept" : "new");
}

function forget(box) {
  localStorage.removeItem(name(box));
  showing(box);
  if (box.dataset.kept) box.hidden = true;
}

// At the start: the form goes on with what is kept, at the step where it was kept.
function offer(box) {
  const found = stored(box);
  box.hidden = !found;
  if (!found) return;
  const go = box.querySelector("[name=_to]");
  for (const other of go.form.querySelectorAll(".main")) other.className = "quiet";
  go.className = "main";
  go.value = found.step;
  go.addEventListener("click", () => {
    for (const old of go.form.querySelectorAll("[data-again]")) old.remove();
    for (const [field, value] of found.fields) {
      const input = Object.assign(document.createElement("input"), { type: "hidden", name: field, value });
      input.dataset.again = "yes";
      go.before(input);
    }
  });
}

function arrive() {
  for (const box of document.querySelectorAll("[data-over]")) localStorage.removeItem(name(box));
  for (const box of document.querySelectorAll("[data-kept]")) offer(box);
  for (const box of document.querySelectorAll("[data-keeping]")) {
    box.hidden = false;
    stored(box) ? keep(box) : showing(box);
  }
}

document.addEventListener("click", ({ target }) => {
  const box = target.closest("[data-keeping], [data-kept]");
  if (target.matches("[data-keep]")) keep(box);
  if (target.matches("[data-forget]")) forget(box);
  if (target.matches("[data-keep], [data-forget]")) box.querySelector("[data-when]:not([hidden]) button")?.focus();
});

document.addEventListener("input", () => {
  const box = document.querySelector("[data-keeping]");
  if (box && stored(box)) keep(box);
});

document.addEventListener("shown", arrive);
arrive();
