"""A feed as the bytes that calendars read (RFC 5545, RFC 5546 3.2.1, RFC 7986). The same feed gives the same bytes: programs compare them."""

import functools
from datetime import timedelta
from typing import Any

from icalendar import Calendar, Event

import pages
from feeds.model import Day, Feed, Meeting
from workshops import invite
from workshops.invite import Entry, Text
from workshops.model import MAYBE, NONE

HOURLY = timedelta(hours=1)
END = b"END:VCALENDAR\r\n"
KEPT = 8192  # entries, by everything that they say: nearly all of what is asked for again has not changed


def written(feed: Feed) -> bytes:
    """The whole calendar. It names no attendee: whoever reads along would read them too."""
    definitions = invite.definitions(one.workshop for one in feed.meetings)
    frame = _frame(feed)
    for definition in definitions.values():
        if definition is not None:
            frame.add_component(definition)
    entries = [_meeting(one, feed.language, definitions[one.workshop.zone] is not None) for one in feed.meetings] + [_day(one, feed.language) for one in feed.days]
    return bytes(frame.to_ical()).removesuffix(END) + b"".join(entries) + END


def name(feed: Feed) -> str:
    return pages.say("feeds/name.txt", feed.language, feed=feed)[0]


def _frame(feed: Feed) -> Calendar:
    made = invite.frame(invite.PUBLISH)
    for key in ("name", "x-wr-calname"):
        made.add(key, Text(invite.line(name(feed))))
    made.add("refresh-interval", HOURLY, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", "PT1H")
    return made


@functools.lru_cache(KEPT)
def _meeting(one: Meeting, language: str, defined: bool) -> bytes:
    title, description = _words("feeds/workshop.txt", language, meeting=one, workshop=one.workshop)
    made = invite.event(one.workshop, Entry(description, one.url, title), one.sequence)
    made.add("dtstamp", one.changed_at)
    made.add("last-modified", one.changed_at)
    undecided = one.open and one.partstat in (invite.PARTSTAT[NONE], invite.PARTSTAT[MAYBE])
    made.add("status", "CANCELLED" if one.workshop.cancelled else "TENTATIVE" if undecided else "CONFIRMED")
    return bytes(invite.at(made, one.workshop, defined).to_ical())


@functools.lru_cache(KEPT)
def _day(one: Day, language: str) -> bytes:
    title, description = _words(one.template, language, about=one.about)
    made = Event()
    made.add("uid", one.uid)
    made.add("dtstamp", one.stamp)
    made.add("sequence", one.sequence)
    if one.changed_at:
        made.add("last-modified", one.changed_at)
    made.add("summary", Text(invite.line(title)))
    made.add("description", Text(invite.clean(description)))
    made.add("dtstart", one.day)
    made.add("dtend", one.day + timedelta(days=1))
    made.add("transp", "TRANSPARENT")
    if one.url:
        made.add("url", one.url)
    return bytes(made.to_ical())


def _words(template: str, language: str, **context: Any) -> tuple[str, str]:
    """The title and the description of an entry. A template puts the title on its first line."""
    title, description = pages.say(template, language, line=invite.line, clean=invite.clean, **context)
    return title, description.strip()
