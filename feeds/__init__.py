"""Feeds: calendars to subscribe to.

A *feed* is a calendar that programs read again and again by a secret *address*. Everybody has one of their *own*:
the workshops they are invited to and the days on which their actions are due. A CRM ambassador also has the *plan*:
all workshops with the number of answers, all open actions, and the days on which survey rounds close. An address ends
when it is renewed, when its person gets another mail address, is archived or erased, and the plan's when the person
is no CRM ambassador any more.
"""
