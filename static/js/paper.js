// Printing by a button, and papers typed in without reaching for the mouse: the focus moves on by itself.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
const typing = document.querySelector("[data-papers]");
const boxes = typing ? [...typing.querySelectorAll("select, input[type=text], textarea, button")] : [];
if (typing && !document.getElementById("errors")) boxes[0]?.focus();

typing?.addEventListener("input", ({ target }) => {
  const keys = target.dataset.keys?.split(" ") ?? [], said = target.value.trim().toLowerCase();
  if (!keys.includes(said) || keys.some((key) => key !== said && key.startsWith(said))) return; // 1 may become 10
  const next = boxes[boxes.indexOf(target) + 1];
  next?.focus();
  next?.select?.();
});
