"""What can be done with surveys, one file a resource."""

from surveys.actions.answering import AGAIN, ANSWERED, TAKEN, answer, invitation_of, marks
from surveys.actions.budget import set_budget
from surveys.actions.catching_up import catch_up
from surveys.actions.closing import close_by_hand, close_wave, go_on
from surveys.actions.favourites import add_favourite, add_from_bank, drop_favourite, keep_favourite
from surveys.actions.importing import Reading, Wanted, import_answers, read_answers
from surveys.actions.mails import may_reword, reword, send_again, unword
from surveys.actions.paper import Slip, enter_named_paper, enter_paper, take_back
from surveys.actions.phases import look_ahead, plan_phases
from surveys.actions.privacy import about_person, delete_old, forget_person
from surveys.actions.reminding import remind, remind_now
from surveys.actions.removing import bring_back, remove_questions
from surveys.actions.replies import by_phrase, hand_over, mark_read, reply, write_about
from surveys.actions.room import answer_by_link, ask_by_link, more_time, renew_link, wave_by_link
from surveys.actions.surveys import MOST_TITLE, adjust, bring_in, change_questionnaire, copy_survey, delete_survey, new_survey, rename_survey
from surveys.actions.waves import delete_wave, extend, give_back_missed, invite_missing, open_wave, save_wave, start, unplan
from surveys.actions.words import bring_words_back, delete_tag, edit, follow_up, rename_tag, tag_comments, tag_found, untag_comments

__all__ = [
    "AGAIN",
    "ANSWERED",
    "MOST_TITLE",
    "TAKEN",
    "Reading",
    "Slip",
    "Wanted",
    "about_person",
    "add_favourite",
    "add_from_bank",
    "adjust",
    "answer",
    "answer_by_link",
    "ask_by_link",
    "bring_back",
    "bring_in",
    "bring_words_back",
    "by_phrase",
    "catch_up",
    "change_questionnaire",
    "close_by_hand",
    "close_wave",
    "copy_survey",
    "delete_old",
    "delete_survey",
    "delete_tag",
    "delete_wave",
    "drop_favourite",
    "edit",
    "enter_named_paper",
    "enter_paper",
    "extend",
    "follow_up",
    "forget_person",
    "give_back_missed",
    "go_on",
    "hand_over",
    "import_answers",
    "invitation_of",
    "invite_missing",
    "keep_favourite",
    "look_ahead",
    "mark_read",
    "marks",
    "may_reword",
    "more_time",
    "new_survey",
    "open_wave",
    "plan_phases",
    "read_answers",
    "remind",
    "remind_now",
    "remove_questions",
    "rename_survey",
    "rename_tag",
    "renew_link",
    "reply",
    "reword",
    "save_wave",
    "send_again",
    "set_budget",
    "start",
    "tag_comments",
    "tag_found",
    "take_back",
    "unplan",
    "untag_comments",
    "unword",
    "wave_by_link",
    "write_about",
]
