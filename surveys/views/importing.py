"""Answers gathered elsewhere: the file, a look at what it would bring, the confirmation. Nothing is stored before that."""

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

import pages
from errors import Refused
from people import store as people_store
from surveys import actions, spreadsheet, store
from surveys.actions import Reading, Wanted
from surveys.forms import ImportForm
from surveys.forms.importing import USUAL
from surveys.headings import NUMBERED, Headings
from surveys.questionnaire import worded
from surveys.views.blueprint import blueprint

SHOWN = 100  # bad cells, so that the page stays light


@blueprint.route("/surveys/<int:number>/answers-file", methods=["GET", "POST"])
def answers_file(number: int) -> flask.typing.ResponseReturnValue:
    """The form; when sent, what the file would bring. It changes nothing."""
    form = ImportForm(data=USUAL)
    made: list[Reading] = []
    pages.done(form, lambda: made.append(_read(number, form)))
    return _show(number, form, made[0] if made else None)


@blueprint.post("/surveys/<int:number>/answers")
def import_answers(number: int) -> flask.typing.ResponseReturnValue:
    form = ImportForm()
    made: list[tuple[int, Reading]] = []
    if pages.done(form, lambda: made.append(_import(number, form))):
        [(wave_id, reading)] = made
        pages.told(ngettext("The answers of %(num)d person are in.", "The answers of %(num)d people are in.", len(reading.rows)) + " " + _("The file itself was not kept."))
        return pages.go("surveys.results", number=wave_id)
    return _show(number, form, None)


def _read(survey_id: int, form: ImportForm) -> Reading:
    content = form.upload()
    try:
        return actions.read_answers(pages.db(), survey_id, content, _wanted(form), people_store.get_company(pages.db()))
    except Refused as refused:
        if refused.field == "file":
            form.forget()
        raise


def _import(survey_id: int, form: ImportForm) -> tuple[int, Reading]:
    db = pages.db()
    me = people_store.get(db, pages.me().id)
    return actions.import_answers(db, survey_id, form.upload(), _wanted(form), people_store.get_company(db), me, pages.now())


def _wanted(form: ImportForm) -> Wanted:
    return Wanted(form.group.data, form.respondent.data, form.level.data, form.k.data, form.kc.data, form.add_questions.data)


def _show(survey_id: int, form: ImportForm, reading: Reading | None) -> flask.typing.ResponseReturnValue:
    db = pages.db()
    form.file.flags.required = not form.content.data
    number, _version, _sent = store.latest_questionnaire(db, survey_id)
    content = worded(reading.questionnaire if reading else store.questionnaire(db, number), pages.company().crm)
    return pages.show(
        "surveys/answers_file.html", survey=store.get_survey(db, survey_id), form=form, reading=reading, content=content, shown=SHOWN,
        former=_former(survey_id, reading) if reading else set(), columns=spreadsheet.told(reading.columns, content, pages.language()) if reading else {}, language=pages.language(), sentence=pages.sentence,
    )


def _former(survey_id: int, reading: Reading) -> set[str]:
    """The headings of questions that were asked once and are no longer: what nobody reads should at least be recognised."""
    every = [Headings(version.content) for version in store.sent_versions(pages.db(), survey_id)]
    return {heading for heading in reading.unused if heading and not NUMBERED.fullmatch(heading) and any(one.field(heading) for one in every)}
