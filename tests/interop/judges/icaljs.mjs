// ical.js, the parser of Thunderbird and Nextcloud. Run in a zone that is none of ours, so that a floating time shows.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const require = createRequire(`${process.env.NODE_MODULES}/`);
const { default: ICAL } = await import(pathToFileURL(require.resolve("ical.js")));

function read(file) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(file, "utf8")));
  ICAL.TimezoneService.reset();
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(zone);
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return {
      uid: event.uid, start: event.startDate.toUnixTime(), end: event.endDate.toUnixTime(), title: event.summary,
      cancelled: component.getFirstPropertyValue("status") === "CANCELLED",
      attendees: event.attendees.map((one) => one.getFirstValue()), organizer: event.organizer,
    };
  });
}

for (const file of process.argv.slice(2)) {
  try {
    console.log(JSON.stringify({ file, events: read(file) }));
  } catch (error) {
    console.log(JSON.stringify({ file, error: String(error) }));
  }
}
