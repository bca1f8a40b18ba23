"""A workshop's plan, its invitations, what comes back, and the rules of all three."""

from workshops.model.invitations import ANSWERS, HAND, LINK, MAIL, MAYBE, NO, NONE, YES, Invitation, Tally, check_answer, check_attendance, closed, next_stamp
from workshops.model.judging import COUNTER, REPLY, Said, changed_since, judge, kept, standing
from workshops.model.plans import CANCELLED, DETAILS, LOCAL, LONGEST, PLANNED, TEXT, TIME, Plan, Workshop, change, check, check_change, check_need_from, check_new, check_open
from workshops.model.replies import BEFORE, CLOSED, COUNTED, DELEGATED, FULL, NEED_DECISION, OLDER, OUTCOMES, PROPOSED, SAME, STRANGER, UNINVITED, Reply

__all__ = [
    "ANSWERS", "BEFORE", "CANCELLED", "CLOSED", "COUNTED", "COUNTER", "DELEGATED", "DETAILS", "FULL", "HAND", "LINK", "LOCAL", "LONGEST", "MAIL", "MAYBE", "NEED_DECISION", "NO", "NONE", "OLDER", "OUTCOMES", "PLANNED",
    "PROPOSED", "REPLY", "SAME", "STRANGER", "TEXT", "TIME", "UNINVITED", "YES", "Invitation", "Plan", "Reply", "Said", "Tally", "Workshop", "change", "changed_since", "check", "check_answer", "check_attendance", "check_change",
    "check_need_from", "check_new", "check_open", "closed", "judge", "kept", "next_stamp", "standing",
]
