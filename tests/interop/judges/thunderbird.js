// What is done inside Thunderbird: a mail is shown, one of the buttons of its calendar bar pressed, the calendar read.
const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
const win = Services.wm.getMostRecentWindow("mail:3pane");
const pane = win.document.getElementById("tabmail").currentAbout3Pane;
const inbox = MailServices.accounts.allServers[0].rootFolder.getChildNamed("Inbox");
const pause = () => new Promise((go) => win.setTimeout(go, 50));

async function until(isSo, tries = 200) {
  for (let i = 0; i < tries && !isSo(); i++) await pause();
  return isSo();
}

async function openInbox(count) {
  pane.displayFolder(inbox.URI);
  return until(() => pane.gDBView?.rowCount >= count);
}

// The buttons that are offered with a mail; Accept, Delete and so on.
async function show(number) {
  const header = [...inbox.messages][number];
  const browser = pane.messageBrowser;
  const bar = () => browser.contentDocument.getElementById("imip-bar");
  if (bar()) bar().collapsed = true; // the one of the mail before
  pane.threadTree.selectedIndex = pane.gDBView.findIndexOfMsgHdr(header, false);
  const offered = () => [...bar().querySelectorAll("toolbarbutton")].filter((one) => one.id && !one.hidden && one.offsetParent).map((one) => one.id.replace(/^imip|Button$/g, ""));
  await until(() => browser.contentWindow.gMessage?.messageKey === header.messageKey && bar() && !bar().collapsed && offered().length, 100);
  return bar() ? offered() : [];
}

async function press(button) {
  win.setTimeout(() => pane.messageBrowser.contentDocument.getElementById(`imip${button}Button`).doCommand(), 0);
}

async function events() {
  const calendar = cal.manager.getCalendars()[0];
  const items = await calendar.getItemsAsArray(calendar.ITEM_FILTER_ALL_ITEMS, 0, null, null);
  return items.map(told);
}

function told(one) {
  return {
    uid: one.id, start: one.startDate.nativeTime / 1e6, end: one.endDate.nativeTime / 1e6, title: one.title, cancelled: one.status === "CANCELLED",
    sequence: Number(one.getProperty("SEQUENCE")), attendees: one.getAttendees().map((other) => other.id), answers: one.getAttendees().map((other) => other.participationStatus),
    ...(one.organizer && { organizer: one.organizer.id }),
  };
}

// A calendar on the network, as "New calendar, on the network" adds it; what it holds.
async function subscribe(address) {
  const calendar = cal.manager.createCalendar("ics", Services.io.newURI(address));
  calendar.name = "Feed";
  cal.manager.registerCalendar(calendar);
  calendar.refresh();
  for (let i = 0; i < 200; i++) {
    const items = await calendar.getItemsAsArray(calendar.ITEM_FILTER_ALL_ITEMS, 0, null, null);
    if (items.length) return items.map(told);
    await pause();
  }
  return [];
}
