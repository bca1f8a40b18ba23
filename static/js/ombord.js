// Small improvements; every page works without them.
document.getElementById("errors")?.focus();
document.addEventListener("submit", (event) => {
  // A second click on the same button sends nothing twice.
  if (event.target.dataset.sent) { event.preventDefault(); return; }
  if (event.target.method === "post") event.target.dataset.sent = "yes";
});
addEventListener("pageshow", () => { for (const form of document.forms) delete form.dataset.sent; });
