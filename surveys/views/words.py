"""“In their own words”: what people wrote, of a round or over a survey's rounds: searched, tagged, marked for follow-up, edited.

What is chosen stays in the address: ?q=&question=&tag=&follow=&names=&page=. What is done with what was ticked is
sent to the survey, whose tags they are; `round` says from which round's page it came.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

import pages
from pages import filters
from people import store as people_store
from surveys import actions, comments, figures, store
from surveys.comments import SAMPLE, Chosen, Suggestion, Term
from surveys.forms import EditedForm, TagForm, TickedForm
from surveys.messages import Comment
from surveys.model import Survey, Wave
from surveys.questionnaire import piped
from surveys.questions import Texts
from surveys.views.blueprint import blueprint

A_PAGE = 25
MOST_NAMED = 1_000  # comments with a name in them that are pointed out at a time
CHOICES = ("q", "question", "tag", "follow", "names", "page")
BEGINS, ENDS = "\ue000", "\ue001"  # characters of nobody's, around a hit while the text is made safe

Response = flask.typing.ResponseReturnValue


@dataclass(frozen=True)
class Scope:
    """Whose words are read: one round's, or all rounds' of a survey."""

    survey: Survey
    waves: tuple[Wave, ...]  # those of which something shows, the newest first
    wave: Wave | None = None

    @property
    def ids(self) -> list[int]:
        return [wave.id for wave in self.waves]

    @cached_property
    def asked(self) -> dict[str, Texts]:
        """What was asked, by part of words, in the order of the newest round that asked it."""
        found: dict[str, Texts] = {}
        for wave in self.waves:
            for question, part in piped(store.read_back(pages.db(), wave), {}).parts:
                if part.words:
                    found.setdefault(part.id, figures.together(question, part))
        return found

    def at(self, **choices: Any) -> str:
        """The page with these choices; those that are empty are left out of the address."""
        chosen = {name: value for name, value in choices.items() if value}
        if self.wave:
            return flask.url_for("surveys.wave_words", number=self.wave.id, **chosen)
        return flask.url_for("surveys.survey_words", number=self.survey.id, **chosen)

    def to(self, endpoint: str, **choices: Any) -> str:
        """Where something is sent from this page, with what it shows."""
        kept = {name: flask.request.args[name] for name in CHOICES if flask.request.args.get(name)} | {name: value for name, value in choices.items() if value}
        return flask.url_for(endpoint, number=self.survey.id, round=self.wave.number if self.wave else None, **kept)


@blueprint.get("/waves/<int:number>/words")
def wave_words(number: int) -> Response:
    db = pages.db()
    wave = store.get_wave(db, number)
    if not wave.readable:
        return flask.render_template("surveys/results/sealed.html", wave=wave, turnout=store.turnout(db, wave), failed=False), 409
    return _page(Scope(store.get_survey(db, wave.survey_id), (wave,), wave), TickedForm())


@blueprint.get("/surveys/<int:number>/words")
def survey_words(number: int) -> Response:
    return _page(_scope(number, whole=True), TickedForm())


@blueprint.post("/surveys/<int:number>/words/tags")
def tagging(number: int) -> Response:
    def told(form: TickedForm) -> str:
        tag, count = actions.tag_comments(pages.db(), number, form.comment.data, form.tag.data)
        return _tagged(tag, count)

    return _done(number, told)


@blueprint.post("/surveys/<int:number>/words/tags/removal")
def untagging(number: int) -> Response:
    def told(form: TickedForm) -> str:
        tag, count = actions.untag_comments(pages.db(), number, form.comment.data, form.tag.data)
        return str(ngettext("The tag “%(tag)s” is off one comment.", "The tag “%(tag)s” is off %(num)d comments.", count, tag=tag))

    return _done(number, told)


@blueprint.post("/surveys/<int:number>/words/follow-up")
def following_up(number: int) -> Response:
    def told(form: TickedForm) -> str:
        count = actions.follow_up(pages.db(), number, form.comment.data, True)
        return str(ngettext("One comment more is marked for follow-up.", "%(num)d comments more are marked for follow-up.", count) if count else _("All of them were marked for follow-up already."))

    return _done(number, told)


@blueprint.post("/surveys/<int:number>/words/follow-up/removal")
def followed_up(number: int) -> Response:
    def told(form: TickedForm) -> str:
        count = actions.follow_up(pages.db(), number, form.comment.data, False)
        return str(ngettext("One comment is followed up, and its mark is off.", "%(num)d comments are followed up, and their marks are off.", count))

    return _done(number, told)


@blueprint.post("/surveys/<int:number>/words/suggested")
def tagging_found(number: int) -> Response:
    scope = _scope(number)
    tag, count = actions.tag_found(pages.db(), number, scope.ids, flask.request.form.get("word", ""))
    pages.told(_tagged(tag, count))
    return flask.redirect(scope.at(tag=tag, undo=1), 303)


@blueprint.route("/surveys/<int:number>/tags", methods=["GET", "POST"])
def tags(number: int) -> Response:
    db, form = pages.db(), TagForm()
    survey, name = store.get_survey(db, number), list[str]()
    if pages.done(form, lambda: name.append(actions.rename_tag(db, number, form.was.data, form.tag.data))):
        pages.told(_("“%(tag)s” is called “%(name)s” now, beside every comment of this survey.", tag=form.was.data, name=name[0]))
        return pages.go("surveys.tags", number=number)
    return pages.show("surveys/words/tags.html", survey=survey, tags=store.tags(db, number), form=form)


@blueprint.post("/surveys/<int:number>/tags/removal")
def tag_removal(number: int) -> Response:
    tag = flask.request.form.get("tag", "")
    count = actions.delete_tag(pages.db(), number, tag)
    pages.told(ngettext("The tag “%(tag)s” is gone; it stood beside one comment. What people wrote is as it was.", "The tag “%(tag)s” is gone; it stood beside %(num)d comments. What people wrote is as it was.", count, tag=tag))
    return flask.redirect(_scope(number).at() if flask.request.args.get("back") else flask.url_for("surveys.tags", number=number), 303)


@blueprint.route("/waves/<int:number>/comments/<comment>/edited", methods=["GET", "POST"])
def edited(number: int, comment: str) -> Response:
    db = pages.db()
    found = store.get_comment(db, number, comment)
    form, differs = EditedForm(data={"text": found.shown}), list[bool]()
    if pages.done(form, lambda: differs.append(actions.edit(db, number, comment, form.text.data))):
        pages.told(_("Others read it like this from now on. The original stays here, for the CRM ambassadors.") if differs[0] else _("It stands as it was written: you have looked at it, and others may read it."))
        return pages.go("surveys.wave_words", number=number)
    wave = store.get_wave(db, number)
    names = comments.held(found.text, comments.known_names(_names()))
    scope = Scope(store.get_survey(db, wave.survey_id), (wave,), wave)
    return pages.show("surveys/words/edited.html", form=form, wave=wave, comment=found, asked=scope.asked, names=names, language=pages.language())


@blueprint.post("/waves/<int:number>/comments/<comment>/original")
def original(number: int, comment: str) -> Response:
    actions.bring_words_back(pages.db(), number, comment)
    pages.told(_("Others read it as it was written again. What stood in its place is deleted."))
    return pages.go("surveys.wave_words", number=number)


def _scope(number: int, whole: bool = False) -> Scope:
    """A survey's rounds, or the one whose page it came from. Raises NotFound."""
    db = pages.db()
    survey, waves = store.get_survey(db, number), [wave for wave in store.waves_of(db, number) if wave.readable]
    chosen = next((wave for wave in waves if str(wave.number) == flask.request.args.get("round")), None)
    return Scope(survey, tuple(waves)) if whole or not chosen else Scope(survey, (chosen,), chosen)


def _done(number: int, act: Callable[[TickedForm], str]) -> Response:
    """Do it, say what happened, and show the same page again; with what was typed and ticked where it was refused."""
    form, scope, said = TickedForm(), _scope(number), list[str]()
    if not pages.done(form, lambda: said.append(act(form))):
        return _page(scope, form)
    pages.told(said[0])
    return flask.redirect(scope.at(**{name: flask.request.args.get(name) for name in CHOICES}), 303)


def _tagged(tag: str, count: int) -> str:
    return str(ngettext("The tag “%(tag)s” stands beside one comment more.", "The tag “%(tag)s” stands beside %(num)d comments more.", count, tag=tag) if count else _("The tag “%(tag)s” stood beside all of them already.", tag=tag))


def _page(scope: Scope, form: TickedForm) -> Response:
    db, asked = pages.db(), flask.request.args
    terms = comments.wanted(asked.get("q", ""))
    tags = store.tags(db, scope.survey.id)
    named = _named(scope)
    chosen = Chosen(terms, asked.get("question", ""), asked.get("tag", ""), asked.get("follow") == "1", named if asked.get("names") == "1" else None)
    counts = store.count_comments(db, scope.ids, chosen)
    paging = pages.paging(sum(counts.values()), A_PAGE)
    everything = sum(store.count_comments(db, scope.ids, Chosen()).values())
    return pages.show(
        "surveys/words/words.html", scope=scope, wave=scope.wave, form=form, found=_found(scope, chosen, counts, paging), count=sum(counts.values()), everything=everything, tags=tags,
        paging=paging, chosen=chosen, typed=asked.get("q", "")[:1000], named=len(named), suggestions=_suggestions(scope, tags) if everything else [], language=pages.language(),
        undo=asked.get("undo") == "1" and chosen.tag in tags,
    )


def _found(scope: Scope, chosen: Chosen, counts: Mapping[tuple[int, str], int], paging: pages.Paging) -> list[tuple[str, Wave, list[Comment]]]:
    """One page of what was found, by question and then by round, each with its comments."""
    found, skip, left = [], paging.offset, paging.size
    for part in scope.asked:
        for wave in scope.waves:
            n = counts.get((wave.id, part), 0)
            if left and skip < n:
                some = store.comments(pages.db(), wave.id, part, chosen, left, skip)
                found.append((part, wave, some))
                left -= len(some)
            skip = max(0, skip - n)
    return found


def _named(scope: Scope) -> tuple[str, ...]:
    """The comments that nobody has looked at and that hold a name of the roster, a mail address or a telephone number."""
    parts = _names()
    names = comments.known_names(parts)
    may = store.not_looked_at(pages.db(), scope.ids, Chosen(tuple(comments.names_wanted(parts))))
    return tuple(number for number, text in may if comments.held(text, names))[:MOST_NAMED]


def _names() -> list[str]:
    return comments.name_parts(person.name for person in people_store.everybody(pages.db()))


def _suggestions(scope: Scope, tags: Mapping[str, int]) -> list[Suggestion]:
    """With the number of comments that each would stand beside."""
    db = pages.db()
    found = comments.suggestions(store.sample(db, scope.ids, SAMPLE), [*tags, *_names()])
    return [Suggestion(one.word, sum(store.count_comments(db, scope.ids, Chosen(comments.wanted(one.word))).values())) for one in found]


@blueprint.app_template_filter("marked")
def marked(text: str, terms: tuple[Term, ...]) -> Markup:
    """A text as paragraphs, escaped, with the words that were searched for marked."""
    text = comments.composed(text).replace(BEGINS, "").replace(ENDS, "")
    for start, end in reversed(comments.hits(text, terms)):
        text = text[:start] + BEGINS + text[start:end] + ENDS + text[end:]
    return Markup(str(filters.paragraphs(text)).replace(BEGINS, str(Markup("<mark>"))).replace(ENDS, str(Markup("</mark>"))))
