"""The bank of a survey: instruments, good questions and own favourites, to be added to it."""

import flask
from flask_babel import gettext as _

import pages
from errors import Refused
from pages.forms import as_choices
from surveys import actions, bank, editing, library, store
from surveys.editing import Place
from surveys.forms import BankForm
from surveys.library import Template
from surveys.questionnaire import SYSTEM, Questionnaire
from surveys.questions import in_language
from surveys.views import questionnaire as builder
from surveys.views.blueprint import blueprint
from surveys.views.questions import AT_THE_END, called


@blueprint.route("/surveys/<int:number>/bank", methods=["GET", "POST"])
def from_bank(number: int) -> flask.typing.ResponseReturnValue:
    db = pages.db()
    survey, content = store.get_survey(db, number), store.questionnaire(db, store.latest_questionnaire(db, number)[0])
    form = BankForm(data={"place": flask.request.args.get("place", AT_THE_END)})
    form.place.choices = as_choices(_places(content, form.place.data or AT_THE_END))
    if pages.done(form, lambda: _add(number, form)):
        pages.told(_("It is in the survey now. Look through its questions, and change what is not fixed."))
        return pages.go("surveys.questionnaire", number=number)
    words = flask.request.args.get("words", "").strip()[:100]
    return pages.show(
        "surveys/bank.html", form=form, survey=survey, words=words, language=pages.language(),
        instruments=[(one, bank.has(content, one)) for one in library.INSTRUMENTS if _found(one, words)],
        questions=[one for one in library.QUESTIONS if _found(one, words)],
        favourites=[one for one in store.favourites(db) if words.casefold() in called(one.question).casefold()],
    )


@blueprint.post("/surveys/<int:number>/questions/<question_id>/favourite")
def favourite(number: int, question_id: str) -> flask.typing.ResponseReturnValue:
    editing.find(builder.latest(number), question_id)
    return builder.pressed(number, lambda: actions.keep_favourite(pages.db(), number, question_id), lambda: _("The question is among your favourites. You find it in the bank, in every survey."), question_id)


@blueprint.post("/surveys/<int:number>/favourites/<int:favourite_id>/removal")
def favourite_removal(number: int, favourite_id: int) -> flask.typing.ResponseReturnValue:
    store.get_survey(pages.db(), number)
    found = store.get_favourite(pages.db(), favourite_id)
    actions.drop_favourite(pages.db(), favourite_id)
    pages.told(_("“%(text)s” is no longer a favourite. Surveys that ask it go on asking it.", text=called(found.question)))
    return pages.go("surveys.from_bank", number=number)


def _add(number: int, form: BankForm) -> None:
    place = None if form.place.data == AT_THE_END else Place.read(form.place.data)
    kind, _colon, key = form.entry.data.partition(":")
    if kind == bank.FAVOURITE and key.isascii() and key.isdigit() and len(key) < 18:
        actions.add_favourite(pages.db(), number, int(key), place)
    elif kind == "ready":
        actions.add_from_bank(pages.db(), number, key, place)
    else:
        raise Refused("Choose what is added.", field="entry")


def _found(entry: Template, words: str) -> bool:
    """Whether what is looked for stands in what an entry says of itself or asks."""
    asked = [called(question) for question in entry.questionnaire.questions]
    return words.casefold() in " ".join((_(entry.name), _(entry.about), _(entry.source) if entry.source else "", *asked)).casefold()


def _places(content: Questionnaire, wanted: str) -> list[tuple[str, str]]:
    """On a page of its own, at the end of each page, and where the link to the bank pointed."""
    titles = [in_language(page.title, pages.language()).replace(SYSTEM, pages.company().crm) for page in content.pages]
    named = [_("At the end of page %(page)s: %(title)s", page=number, title=title) if title else _("At the end of page %(page)s", page=number) for number, title in enumerate(titles, 1)]
    ends = [(str(Place(page.questions[-1].id)), name) for page, name in zip(content.pages, named, strict=True)]
    between = [(str(Place(question.id)), _("After “%(text)s”", text=called(question))) for page in content.pages for question in page.questions[:-1] if wanted == str(Place(question.id))]
    return [(AT_THE_END, _("On a page of its own, at the end")), *between, *ends]
