"""What can be done with workshops, one file a resource."""

from workshops.actions.answering import answer, invitation_of
from workshops.actions.attending import note_attendance
from workshops.actions.deciding import answer_by_hand, count_for, settle, undo
from workshops.actions.inviting import chosen, invite, remove, send_again
from workshops.actions.planning import cancel, change, plan, reach
from workshops.actions.privacy import about_person, forget_person
from workshops.actions.replying import take
from workshops.actions.welcoming import reconsider, welcome

__all__ = [
    "about_person", "answer", "answer_by_hand", "cancel", "change", "chosen", "count_for", "forget_person", "invitation_of", "invite", "note_attendance", "plan", "reach", "reconsider", "remove",
    "send_again", "settle", "take", "undo", "welcome",
]
