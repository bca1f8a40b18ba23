// The screen of a room looks again by itself: the count and the time left, a moved closing or a new link, and at last the result.
const SECONDS = 4;
const room = () => document.getElementById("room");
document.getElementById("again")?.setAttribute("hidden", "");

async function look() {
  const page = new DOMParser().parseFromString(await (await fetch(location.href, { signal: AbortSignal.timeout(10000) })).text(), "text/html");
  const found = page.getElementById("room");
  if (!found) { location.reload(); return; } // signed out meanwhile
  const same = found.dataset.state === room().dataset.state && found.dataset.version === room().dataset.version;
  const [now, closes, other] = [document.getElementById("now"), document.querySelector("[name=closes]"), found.querySelector("[name=closes]")];
  if (!same || !now || !closes !== !other) { location.reload(); return; }
  for (const live of document.querySelectorAll("[data-live]")) live.innerHTML = page.getElementById(live.id).innerHTML;
  if (closes) closes.value = other.value;
}

if (room()?.dataset.state === "open") setInterval(() => look().catch(() => {}), SECONDS * 1000); // without a connection it tries again
