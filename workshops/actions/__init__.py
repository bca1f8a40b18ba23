"""What can be done with workshops, one file a resource."""

from workshops.actions.answering import answer, open_link
from workshops.actions.attending import note_attendance
from workshops.actions.inviting import chosen, invite, remove, send_again
from workshops.actions.personal import about_person, forget_person
from workshops.actions.planning import cancel, change, plan, reach

__all__ = ["about_person", "answer", "cancel", "change", "chosen", "forget_person", "invite", "note_attendance", "open_link", "plan", "reach", "remove", "send_again"]
