"""What a survey's versions changed, and what an edit is about to."""

from collections.abc import Mapping

import flask

import pages
from surveys import figures, store, versions
from surveys.checking import checked
from surveys.editing import Change
from surveys.versions import Effects
from surveys.views.blueprint import blueprint

MEANING, KNOWINGLY = "meaning", "knowingly"  # fields of the panel


@blueprint.get("/surveys/<int:number>/versions")
def survey_versions(number: int) -> flask.typing.ResponseReturnValue:
    survey = store.get_survey(pages.db(), number)
    every = store.versions(pages.db(), number)
    changed = [versions.between([one.content for one in every[:place]], version.content) if place else None for place, version in enumerate(every)]
    return pages.show("surveys/versions.html", survey=survey, found=list(zip(every, changed, strict=True))[::-1], names_of_scores=figures.NAMES, language=pages.language())


def effects(survey_id: int, change: Change, meanings: Mapping[str, str]) -> Effects:
    """What a change would do to the answers there are; stores nothing. Raises Refused as the change would."""
    sent = [version.content for version in store.sent_versions(pages.db(), survey_id)]
    number, _version, _sent = store.latest_questionnaire(pages.db(), survey_id)
    draft = store.questionnaire(pages.db(), number)
    return versions.effects(sent, draft, checked(change(draft)), meanings)
