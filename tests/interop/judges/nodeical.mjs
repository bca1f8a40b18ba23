// node-ical, the parser of Home Assistant's and MagicMirror's kind.
import { createRequire } from "node:module";

const ical = createRequire(`${process.env.NODE_MODULES}/`)("node-ical");
const text = (value) => (value && typeof value === "object" ? value.val : value);
const list = (value) => (Array.isArray(value) ? value : value ? [value] : []);

for (const file of process.argv.slice(2)) {
  try {
    const events = Object.values(ical.sync.parseFile(file)).filter((one) => one.type === "VEVENT");
    console.log(JSON.stringify({ file, events: events.map((one) => ({
      uid: one.uid, start: one.start.getTime() / 1000, end: one.end.getTime() / 1000, title: text(one.summary), cancelled: one.status === "CANCELLED",
      attendees: list(one.attendee).map(text), organizer: text(one.organizer),
    })) }));
  } catch (error) {
    console.log(JSON.stringify({ file, error: String(error) }));
  }
}
