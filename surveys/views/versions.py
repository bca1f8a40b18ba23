"""What changed from one version of a survey to the next."""

import flask

import pages
from surveys import figures, store, versions
from surveys.views.blueprint import blueprint


@blueprint.get("/surveys/<int:number>/versions")
def survey_versions(number: int) -> flask.typing.ResponseReturnValue:
    survey = store.get_survey(pages.db(), number)
    every = store.versions(pages.db(), number)
    changed = [versions.between([one.content for one in every[:place]], every[place - 1].content, version.content) if place else None for place, version in enumerate(every)]
    return pages.show("surveys/versions.html", survey=survey, found=list(zip(every, changed, strict=True))[::-1], names_of_scores=figures.NAMES, language=pages.language())
