// Small improvements; every page works without them.
document.getElementById("errors")?.focus();
document.addEventListener("submit", (event) => {
  // A second click on the same button sends nothing twice.
  if (event.target.hasAttribute("data-sent")) { event.preventDefault(); return; }
  if (event.target.getAttribute("method") === "post") event.target.setAttribute("data-sent", "yes"); // not by the form’s own properties: a field may be called like one
});
// Of several forms on a page one is sent; what was typed into the others is there again on the page that comes.
const fields = (form) => [...form.elements].filter((one) => one.name && one.matches("textarea, select, input:not([type=hidden])"));
const first = (one) => one.matches("select") ? ([...one.options].find((each) => each.defaultSelected) ?? one.options[0])?.value : one.defaultValue;
const changed = (one) => one.matches("[type=checkbox]") ? one.checked !== one.defaultChecked : one.value !== first(one);
document.addEventListener("submit", ({ target }) => {
  if (!target.hasAttribute("data-stays")) return;
  const others = [...document.querySelectorAll("form[data-stays]")].filter((form) => form !== target && fields(form).some(changed));
  sessionStorage.setItem("typed", JSON.stringify(others.map((form) => [form.action, fields(form).map((one) => [one.value, one.checked])])));
});
for (const form of document.querySelectorAll("form[data-stays]")) {
  const waiting = JSON.parse(sessionStorage.getItem("typed") ?? "[]"), found = waiting.findIndex(([address]) => address === form.action);
  if (found < 0) continue;
  const [[, values]] = waiting.splice(found, 1);
  sessionStorage.setItem("typed", JSON.stringify(waiting));
  if (fields(form).length !== values.length) continue;
  fields(form).forEach((one, place) => { [one.value, one.checked] = one.matches("[type=checkbox]") ? [one.value, values[place][1]] : [values[place][0], one.checked]; });
  form.closest("details")?.setAttribute("open", "");
}
addEventListener("pageshow", () => { for (const form of document.forms) form.removeAttribute("data-sent"); });
// What is to be taken along is copied with one tap; where the browser forbids that, it stays selected.
document.addEventListener("click", async ({ target }) => {
  if (!target.matches("[data-copy]")) return;
  const text = document.getElementById(target.dataset.copy);
  getSelection().selectAllChildren(text);
  const copied = navigator.clipboard ? await navigator.clipboard.writeText(text.textContent).then(() => true, () => false) : document.execCommand("copy");
  if (copied) target.textContent = target.dataset.done;
});
