"""What an edit of a survey that was sent would do: said before it is stored, and after."""

import flask
from flask_babel import gettext as _

import pages
from errors import N_
from surveys import actions, store, versions
from surveys.checking import checked
from surveys.editing import Change
from surveys.questionnaire import Questionnaire
from surveys.questions import Question
from surveys.versions import BREAKING, COMPARABLE, COSMETIC, OTHER, SAME, Effects, Known

AFTERWARDS = {
    COSMETIC: N_("Nothing changes for the answers so far."),
    COMPARABLE: N_("Answers so far can be compared with those to come."),
    BREAKING: N_("The trend breaks here: answers so far stay with what was asked."),
}


class Weighed:
    """One edit of one question. `effects` are there when they have to be seen before it is saved; then nothing was stored."""

    effects: Effects | None = None
    known: Known
    followers: list[Question]  # that begin anew if it asks something else

    def __init__(self, survey_id: int, question_id: str) -> None:
        self.survey_id, self.question_id = survey_id, question_id

    def save(self, change: Change) -> None:
        """Save it, if it does nothing to what was sent or that was seen and confirmed. Raises Refused as the change does."""
        told = flask.request.form.get("meaning", "")
        meanings = {self.question_id: told} if told in (SAME, OTHER) else {}
        number, _version, _sent = store.latest_questionnaire(pages.db(), self.survey_id)
        draft = store.questionnaire(pages.db(), number)
        edited = checked(change(draft))
        found = versions.effects(_sent_versions(self.survey_id), draft, edited, meanings)
        if found.asks and flask.request.form.get("knowingly") != found.mark:
            self.effects, self.known = found, store.known(pages.db(), self.survey_id)
            self.followers = versions.effects(_sent_versions(self.survey_id), draft, edited, {self.question_id: OTHER}).followers
        else:
            actions.change_questionnaire(pages.db(), self.survey_id, change, meanings)


def afterwards(survey_id: int, before: Questionnaire) -> str:
    """What was done to the answers by what has just been stored in place of `before`; '' for a survey that was never sent."""
    number, _version, _sent = store.latest_questionnaire(pages.db(), survey_id)
    sent = _sent_versions(survey_id)
    weight = versions.between(sent, before, store.questionnaire(pages.db(), number)).weight if sent else ""
    return _(AFTERWARDS[weight]) if weight else ""


def _sent_versions(survey_id: int) -> list[Questionnaire]:
    return [version.content for version in store.sent_versions(pages.db(), survey_id)]
