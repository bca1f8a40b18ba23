"""Workshops: what people are gathered for.

A *workshop* is one date, with one UID in everybody's calendar for ever; it is planned or cancelled. Its *plan*
is what the ambassador fills in: title, purpose, place, link, start, end, zone, seats, and the *need* behind it. An *invitation* is one
person's: it carries the SEQUENCE and DTSTAMP of what that person was last sent, the answer (yes, maybe or no),
what has *changed since* the answer, and, afterwards, the *attendance*. A yes takes a *seat*. Somebody who came
without being invited has an invitation that was never sent.
"""
