"""All SQL of workshops, one file a resource."""

from workshops.store.invitations import (
    delete_invitations_of,
    find_invitation,
    get_invitation,
    insert_invitation,
    invitation_to,
    invitations,
    invitations_of,
    note_attendance,
    note_change,
    remove_invitation,
    reopen_invitation,
    save_answer,
    save_sent,
    seats_taken,
    tallies,
    tally,
    versions,
)
from workshops.store.replies import forget_replies, insert_reply, newcomers, replies, replies_for, replies_from, replies_of, reply, settle, settle_proposals, unsettle, unsettled
from workshops.store.workshops import between, cancel, cancelled, coming, find_by_uid, forget_organizer, get, insert, organized_by, past, update, workshops

__all__ = [
    "between", "cancel", "cancelled", "coming", "delete_invitations_of", "find_by_uid", "find_invitation", "forget_organizer", "forget_replies", "get", "get_invitation", "insert",
    "insert_invitation", "insert_reply", "invitation_to", "invitations", "invitations_of", "newcomers", "note_attendance", "note_change", "organized_by", "past", "remove_invitation",
    "reopen_invitation", "replies", "replies_for", "replies_from", "replies_of", "reply", "save_answer", "save_sent", "seats_taken", "settle", "settle_proposals", "tallies", "tally", "unsettle",
    "unsettled", "update", "versions", "workshops",
]
