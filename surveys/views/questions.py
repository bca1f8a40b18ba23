"""One question of a questionnaire: a new one of any kind, or one that is changed."""

import secrets
from collections.abc import Callable, Sequence

import flask
from flask_babel import gettext as _

import pages
from errors import NotFound
from surveys import editing, figures, store, versions
from surveys.editing import Place
from surveys.forms import Earlier, QuestionForm, question_form, rearranged
from surveys.questionnaire import SYSTEM, Questionnaire, worded
from surveys.questions import KINDS, Question, in_language, kinds
from surveys.views import questionnaire as builder
from surveys.views import weighing
from surveys.views.blueprint import blueprint

AT_THE_END = "end"


@blueprint.route("/surveys/<int:number>/questions/new", methods=["GET", "POST"])
def new_question(number: int) -> flask.typing.ResponseReturnValue:
    content = builder.latest(number)
    kind, place = flask.request.args.get("kind", ""), flask.request.args.get("place", "")
    if not kind:
        return pages.show("surveys/kinds.html", survey=store.get_survey(pages.db(), number), kinds=kinds(), place=place)
    if kind not in KINDS:
        raise NotFound("kind")
    return _new(number, content, KINDS[kind], place)


@blueprint.route("/surveys/<int:number>/questions/<question_id>", methods=["GET", "POST"])
def question(number: int, question_id: str) -> flask.typing.ResponseReturnValue:
    content = builder.latest(number)
    question_id = versions.current(content, question_id)
    old = content.find(question_id)
    if old is None:
        return _gone(number, content, question_id)
    form = _form(type(old), old, content)
    if flask.request.method == "GET":
        form.seen.data = editing.digest(old)
    weighed = weighing.Weighed(number, question_id)
    if _saved(form, lambda: weighed.save(lambda now: editing.changed(now, form.question(question_id, editing.as_seen(now, question_id, form.seen.data))))) and not weighed.effects:
        pages.told(" ".join(filter(None, [_("“%(text)s” has been changed.", text=called(old)), weighing.afterwards(number, content)])))
        return pages.go("surveys.questionnaire", number=number, _anchor=f"card-{versions.current(builder.latest(number), question_id)}")
    return _shown(number, form, content, old, _("Change a question"), None if "again" in flask.request.form else _knowingly(number, question_id, form), weighed)


def called(question: Question) -> str:
    """A question's text as it is shown, cut short."""
    return in_language(question.text, pages.language()).replace(SYSTEM, pages.company().crm)[:80]


def _new(number: int, content: Questionnaire, kind: type[Question], place: str, word: str = "") -> flask.typing.ResponseReturnValue:
    places = _places(content, place)
    form = _form(kind, None, content, places)
    if flask.request.method == "GET" or word:
        form["place"].data = place if place in dict(places) else _usual_place(content)
    made = "q" + secrets.token_hex(4)  # never used again, so that answers of different rounds are never mixed up
    if not word and _saved(form, lambda: builder.change(number, lambda now: editing.added(now, form.question(made, None), None if form["place"].data == AT_THE_END else Place.read(form["place"].data)))):
        pages.told(" ".join(filter(None, [_("The question is there."), weighing.afterwards(number, content)])))
        return pages.go("surveys.questionnaire", number=number, _anchor=f"card-{made}")
    if word:
        form.form_errors.append(word)
    return _shown(number, form, content, None, _("New: %(kind)s", kind=_(kind.name)))


def _gone(number: int, content: Questionnaire, question_id: str) -> flask.typing.ResponseReturnValue:
    """A question that is no longer there: what was typed about it can be kept as a new one."""
    kind = flask.request.args.get("kind", "")
    kept = store.removed(pages.db(), number)
    if flask.request.method == "GET" and kept and question_id in kept.key.split("."):
        pages.told(_("Somebody has removed this question meanwhile. You can bring it back."))
        return pages.go("surveys.questionnaire", number=number)
    if flask.request.method == "GET" or kind not in KINDS:
        raise NotFound("question")
    return _new(number, content, KINDS[kind], "", _("Somebody has removed this question meanwhile. What you typed is still here: save it as a new question, or go back and bring the old one back."))


def _form(kind: type[Question], old: Question | None, content: Questionnaire, places: Sequence[tuple[str, str]] = ()) -> QuestionForm:
    numbers = builder.numbers(content)
    questions = worded(content, pages.company().crm).questions
    before = questions[: [question.id for question in questions].index(old.id)] if old else questions
    earlier = Earlier([(numbers[question.id], question) for question in before if question.id in numbers], pages.language())
    return question_form(kind, old, earlier, rearranged(flask.request.form) if flask.request.method == "POST" else None, places)


def _saved(form: QuestionForm, save: Callable[[], None]) -> bool:
    """Save what was filled in, unless only more rows or the answers of a chosen question were asked for."""
    return "again" not in flask.request.form and pages.done(form, save)


def _knowingly(number: int, question_id: str, form: QuestionForm) -> Question | None:
    """The question as it reads now, if it is not what was seen when the form was opened: from now on that is what has been seen."""
    now = builder.latest(number).find(question_id)
    if now is None or form.seen.data == editing.digest(now):
        return None
    form.seen.data = editing.digest(now)
    return now


def _shown(number: int, form: QuestionForm, content: Questionnaire, old: Question | None, headline: str, now: Question | None = None, weighed: weighing.Weighed | None = None) -> flask.typing.ResponseReturnValue:
    here = flask.url_for("surveys.question", number=number, question_id=old.id, kind=old.kind) if old else flask.url_for("surveys.new_question", number=number, kind=form.kind.kind, place=flask.request.args.get("place"))
    return pages.show(
        "surveys/question.html", form=form, survey=store.get_survey(pages.db(), number), headline=headline, here=here, old=old, now=now, content=content,
        earlier=_earlier_pages(content, old), called=called, language=pages.language(), names=builder.names(), weighed=weighed, names_of_scores=figures.NAMES,
    )


def _places(content: Questionnaire, asked: str) -> list[tuple[str, str]]:
    """Where a new question can go: to the end of a page, to one of its own, or to the place that was asked for."""
    titles = [in_language(page.title, pages.language()).replace(SYSTEM, pages.company().crm) for page in content.pages]
    named = [_("At the end of page %(page)s: %(title)s", page=number, title=title) if title else _("At the end of page %(page)s", page=number) for number, title in enumerate(titles, 1)]
    ends = [(str(Place(page.questions[-1].id)), name) for page, name in zip(content.pages, named, strict=True)]
    between = [(str(Place(question.id)), _("After “%(text)s”", text=called(question))) for page in content.pages for question in page.questions[:-1] if asked == str(Place(question.id))]
    return [*between, *ends, (AT_THE_END, _("On a page of its own, at the end"))]


def _usual_place(content: Questionnaire) -> str:
    """The last page, unless an instrument is on it: that stands alone."""
    return AT_THE_END if any(question.locked for question in content.pages[-1].questions) else str(Place(content.pages[-1].questions[-1].id))


def _earlier_pages(content: Questionnaire, old: Question | None) -> list[Question]:
    """The questions whose answers a text can repeat: those on earlier pages, and for a new question those of all pages."""
    found = []
    for page in content.pages:
        if old in page.questions:
            break
        found += [question for question in page.questions if question.parts()]
    return found
