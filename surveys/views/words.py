"""“In their own words”: what people wrote, of a round or over a survey's rounds: searched and taken away.

What is chosen stays in the address: ?q=&question=&tag=&follow=&names=&page=.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import flask
from markupsafe import Markup

import pages
import storage
import tables
from errors import Refused
from pages import filters
from people import store as people_store
from surveys import comments, export, figures, store
from surveys.comments import SAMPLE, Chosen, Names, Suggestion, Term
from surveys.forms import TickedForm
from surveys.messages import Comment
from surveys.model import Survey, Wave
from surveys.questionnaire import piped
from surveys.questions import Texts
from surveys.views.blueprint import blueprint
from surveys.views.files import CSV, XLSX
from surveys.views.results import nothing_yet

A_PAGE = 25
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
        return flask.url_for(endpoint, number=self.survey.id, round=self.wave.number if self.wave else None, **_kept(), **choices)

    def editing(self, comment: Comment) -> str:
        """Where a comment of this page is edited, with the way back to what it shows."""
        return flask.url_for("surveys.edited", number=comment.wave_id, comment=comment.id, whole=None if self.wave else 1, **_kept())


@blueprint.get("/waves/<int:number>/words")
def wave_words(number: int) -> Response:
    db = pages.db()
    wave = store.get_wave(db, number)
    if not wave.readable:
        return nothing_yet(wave)
    return page(Scope(store.get_survey(db, wave.survey_id), (wave,), wave), TickedForm())


@blueprint.get("/surveys/<int:number>/words")
def survey_words(number: int) -> Response:
    return page(scope_of(number, whole=True), TickedForm())


@blueprint.get("/waves/<int:number>/words.csv")
def words_csv(number: int) -> Response:
    sheet = _sheet(number)
    return pages.download(tables.as_csv(sheet.headings, sheet.lines), f"words-{number}.csv", CSV)


@blueprint.get("/waves/<int:number>/words.xlsx")
def words_xlsx(number: int) -> Response:
    return pages.download(tables.as_workbook([_sheet(number)]), f"words-{number}.xlsx", XLSX)


def scope_of(number: int, whole: bool = False) -> Scope:
    """A survey's rounds, or the one whose page it came from. Raises NotFound."""
    db = pages.db()
    survey, waves = store.get_survey(db, number), [wave for wave in store.waves_of(db, number) if wave.readable]
    chosen = next((wave for wave in waves if str(wave.number) == flask.request.args.get("round")), None)
    return Scope(survey, tuple(waves)) if whole or not chosen else Scope(survey, (chosen,), chosen)


def page(scope: Scope, form: TickedForm) -> Response:
    db, asked = pages.db(), flask.request.args
    typed = asked.get("q", "").strip()
    terms = comments.wanted(typed)
    tags = store.tags(db, scope.survey.id)
    named = naming(scope)
    among = () if typed and not terms else named if asked.get("names") == "1" else None
    chosen = Chosen(terms, asked.get("question", ""), asked.get("tag", ""), asked.get("follow") == "1", among)
    counts = store.count_comments(db, scope.ids, chosen)
    paging = pages.paging(sum(counts.values()), A_PAGE)
    everything = sum(counts.values()) if chosen == Chosen() else sum(store.count_comments(db, scope.ids, Chosen()).values())
    return pages.show(
        "surveys/words/words.html", scope=scope, wave=scope.wave, form=form, found=_found(scope, chosen, counts, paging), count=sum(counts.values()), everything=everything, tags=tags,
        paging=paging, chosen=chosen, typed=typed[: comments.MOST_TYPED], cut=len(typed) > comments.MOST_TYPED, named=len(named), looked_through=SAMPLE, suggestions=_suggestions(scope, tags, everything), language=pages.language(),
        undo=asked.get("undo") == "1" and chosen.tag in tags,
    )


def _kept() -> dict[str, Any]:
    """What the address chooses."""
    return {name: flask.request.args[name] for name in CHOICES if flask.request.args.get(name)}


def _sheet(number: int) -> tables.Sheet:
    """Raises Refused for a round of which nothing shows yet."""
    wave = store.get_wave(pages.db(), number)
    if not wave.readable:
        raise Refused("Nobody sees what people wrote before the round is closed.")
    asked = Scope(store.get_survey(pages.db(), wave.survey_id), (wave,)).asked
    return export.words(_each(pages.config().database, number, list(asked)), asked, pages.language())


def _each(database: Path, number: int, parts: list[str]) -> Iterator[Comment]:
    """On a connection of its own: a long file is still being read when the request has long been answered."""
    with storage.opened(database) as db:
        yield from store.each_comment(db, number, parts)


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


def naming(scope: Scope) -> tuple[str, ...]:
    """The comments that hold a name of the roster, a mail address or a telephone number, of the first thousand that nobody has looked at."""
    names = roster()
    return tuple(number for number, text in store.not_looked_at(pages.db(), scope.ids, SAMPLE) if comments.held(text, names))


def roster() -> Names:
    """The names of everybody, also of those who have left. Read once a request."""
    if "roster" not in flask.g:
        flask.g.roster = comments.names_of(people_store.names(pages.db()))
    return flask.g.roster  # type: ignore[no-any-return]


def _suggestions(scope: Scope, tags: Mapping[str, int], everything: int) -> list[Suggestion]:
    """With the number of comments that each would stand beside, unless there are so many that counting takes its time."""
    db = pages.db()
    found = comments.suggestions(store.sample(db, scope.ids, SAMPLE), tuple(tags), roster())
    if everything > SAMPLE:
        return [Suggestion(one.word) for one in found]
    return [Suggestion(one.word, sum(store.count_comments(db, scope.ids, Chosen(comments.wanted(one.word))).values())) for one in found]


@blueprint.app_template_filter("marked")
def marked(text: str, terms: tuple[Term, ...]) -> Markup:
    """A text as paragraphs, escaped, with the words that were searched for marked."""
    text = comments.composed(text).replace(BEGINS, "").replace(ENDS, "")
    for start, end in reversed(comments.hits(text, terms)):
        text = text[:start] + BEGINS + text[start:end] + ENDS + text[end:]
    return Markup(str(filters.paragraphs(text)).replace(BEGINS, str(Markup("<mark>"))).replace(ENDS, str(Markup("</mark>"))))
