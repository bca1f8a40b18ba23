"""What every kind of question has, and the small things that kinds are made of.

A question has parts. A part is a field of the form, an entry in the answers, a column in a file, and either one thing
that is counted or words. An answer is checked here and nowhere else, whether it comes from the page, a file or paper.
"""

import abc
import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from errors import N_, Refused
from surveys import definition, rules
from surveys.rules import Rule

Value = rules.Value
Texts = dict[str, str]  # language → text
Given = Mapping[str, str]  # what was filled in, by the name of the field, unchecked
Answers = dict[str, Value]  # checked, by part

DECLINED = "-"  # "I'd rather not say", a choice of its own wherever an answer is asked for
MOST_OPTIONS, MOST_NAMELY = 30, 200
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
ID = re.compile(r"[a-z0-9][a-z0-9_]{0,39}")

KINDS: dict[str, type["Question"]] = {}


@dataclass(frozen=True)
class Option:
    """Something to choose, to rank or to rate. Answers keep its id, never its text.

    A `last` one stays at the end when the order is shuffled; a `namely` one asks for words of one's own ("other, namely").
    """

    id: str
    text: Texts
    last: bool = False
    namely: bool = False


@dataclass(frozen=True)
class Part:
    """`values` are all that it can be, in order, as text; none for words. `most` characters fit into words."""

    id: str
    text: Texts = field(default_factory=dict)  # what it asks, where a question has several
    values: tuple[str, ...] = ()
    numeric: bool = False  # the values are numbers whose mean says something
    words: bool = False
    most: int = 0


@dataclass(frozen=True)
class Setting:
    """What the page on which questions are made asks about a kind: the field of its class, and in what form.

    `form` is one of words (in each language), options, whole, number, day, tick. A `fixed` one cannot be changed once the question exists.
    `marks` are what each of the options can be besides its text: last, namely.
    """

    field: str
    form: str
    label: str
    hint: str = ""
    fixed: bool = False
    marks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Question(abc.ABC):
    """What every kind has. `locked` items belong to an instrument: neither their wording nor their order may change.

    `origin` is the question that this one took the place of when a change made their answers incomparable.
    """

    id: str
    text: Texts
    required: bool = False
    locked: bool = False
    hint: Texts = field(default_factory=dict)
    show_if: Rule | None = None
    origin: str = ""

    kind: ClassVar[str]
    name: ClassVar[str]  # for the ambassador
    about: ClassVar[str] = ""  # a plain sentence on what it is good for
    widget: ClassVar[str]  # how it is drawn: a macro of templates/surveys/answer/questions.html
    seconds: ClassVar[int] = 10  # that answering takes, roughly
    order: ClassVar[int] = 100  # among the kinds
    settings: ClassVar[tuple[Setting, ...]] = ()
    classed: ClassVar[bool] = False  # an answer is finer than the class that it is counted in
    together: ClassVar[bool] = False  # the parts hang together so closely that groups see all of them or none

    def __init_subclass__(cls) -> None:
        if "kind" in cls.__dict__:
            KINDS[cls.kind] = cls

    @abc.abstractmethod
    def parts(self) -> tuple[Part, ...]:
        """Its fields, in order."""

    @abc.abstractmethod
    def value(self, part: Part, raw: str) -> Value:
        """The answer that a text which is not empty stands for. Raises Refused when it stands for none."""

    def check(self, given: Given, complete: bool = True) -> Answers:
        """The answers to its parts, without those that were not answered. Raises Refused, at the question's id.

        `complete` asks for an answer where the question requires one.
        """
        raw = {part.id: given.get(part.id, "").strip() for part in self.parts()}
        answers = self.whole({part.id: self.value(part, raw[part.id]) for part in self.parts() if raw[part.id] and not self._declines(part, raw[part.id])})
        declined = given.get(self.declining, "").strip() == DECLINED
        if declined and answers:
            raise self.refused(N_("You gave an answer and also chose “I'd rather not say”. Keep one of them."))
        if complete and self.required and not declined and self.lacks(raw, answers):
            raise self.refused(self.missing())
        return answers

    def lacks(self, raw: Given, answers: Answers) -> bool:
        """Whether something of it was neither answered nor declined."""
        return any(not raw[part.id] for part in self.parts())

    def whole(self, answers: Answers) -> Answers:
        """The answers of the parts taken together. Raises Refused when they do not fit each other."""
        return answers

    def missing(self) -> str:
        """What is said when a required answer is missing."""
        return N_("Choose an answer, or “I'd rather not say”.")

    @property
    def declining(self) -> str:
        """The name of the field that says “I'd rather not say” of the whole question: of one with a single choice, that choice's own."""
        return f"{self.id}.-"

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of all its fields in a form."""
        return (*dict.fromkeys((*(part.id for part in self.parts()), self.declining)),) if self.parts() else ()

    @property
    def asks(self) -> bool:
        """Whether it asks anything at all."""
        return bool(self.parts())

    def declined(self, given: Given) -> bool:
        """Whether a form says “I'd rather not say” to the whole of it, or to a part."""
        return DECLINED in (given.get(name, "").strip() for name in (self.declining, *(part.id for part in self.parts() if not part.words)))

    def category(self, part: Part, value: Value) -> str:
        """Which of the part's values an answer counts as."""
        return str(value)

    def label(self, value: str, language: str) -> str:
        """How one of a part's values is called."""
        return value

    def said(self, answers: Mapping[str, Value], language: str) -> str:
        """How an answer to it reads, on lines of its own where it has several parts; '' for none."""
        lines = []
        for part in self.parts():
            if part.id in answers:
                value = str(answers[part.id]) if part.words else self.label(str(answers[part.id]), language)
                lines.append(f"{in_language(part.text, language)}: {value}" if part.text else value)
        return "\n".join(lines)

    def listed(self, cell: str) -> Given | None:
        """What one cell says of the whole question, by the names of its fields; None where each part needs a cell of its own. Raises Refused."""
        return {self.id: cell} if any(part.id == self.id for part in self.parts()) else None

    def definition(self) -> dict[str, Any]:
        return {"kind": self.kind, **definition.plain(self)}

    def faults(self) -> None:  # noqa: B027 most kinds have some, not all
        """Raises Refused when it cannot be asked as it is."""

    def refused(self, message: str, **values: Any) -> Refused:
        return Refused(message, field=self.id, **values)

    def _declines(self, part: Part, raw: str) -> bool:
        return raw == DECLINED and not part.words


def in_language(texts: Texts, language: str) -> str:
    """The text in a language, or else in the first there is."""
    return texts.get(language) or next((text for text in texts.values() if text), "")


def shuffled(options: Sequence[Option], seed: str) -> list[Option]:
    """The options in an order that belongs to the seed, the last ones last."""
    mixed = [option for option in options if not option.last]
    random.Random(seed).shuffle(mixed)
    return [*mixed, *(option for option in options if option.last)]


def option_of(options: Sequence[Option], raw: str) -> Option | None:
    """An option by its id or, where that is none's, by its text in any language: one option may be called what another's id is."""
    by_id = [option for option in options if option.id == raw]
    return next(iter([*by_id, *(option for option in options if raw.casefold() in (text.casefold() for text in option.text.values()))]), None)


def namely(question_id: str, options: Sequence[Option]) -> tuple[Part, ...]:
    """The part for the words of an option that asks for some; none when none does."""
    return tuple(Part(f"{question_id}.-words", option.text, words=True, most=MOST_NAMELY) for option in options if option.namely)[:1]


def typed(question: Question, part: Part, raw: str) -> str:
    """Words as they are kept: with plain line breaks. Raises Refused when they are too long or cannot be shown."""
    raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    if len(raw) > part.most:
        raise question.refused(N_("This is %(n)s characters long; at most %(most)s fit."), n=len(raw), most=part.most)
    if CONTROL.search(raw):
        raise question.refused(N_("There are characters in this text that cannot be shown. Type it again instead of pasting it."))
    return raw


def options_in(question: Question, options: Sequence[Option], cell: str) -> list[Option]:
    """The options that a cell lists, whatever they are separated by. Raises Refused for one that there is not."""
    for separator in (None, ";", "\n", "|", ","):
        named = [piece.strip() for piece in (cell.split(separator) if separator else [cell]) if piece.strip()]
        found = [option_of(options, piece) for piece in named]
        if all(found):
            return [option for option in found if option]
    unknown = next((piece.strip() for piece in re.split(r"[;\n|]", cell) if piece.strip() and not option_of(options, piece.strip())), cell)
    raise question.refused(N_("“%(raw)s” is not one of the options."), raw=unknown[:40])


def check_options(question: Question, options: Sequence[Option], least: int = 2) -> None:
    """Raises Refused when a question's options cannot be told apart, or are too few or too many."""
    text = in_language(question.text, "en")[:60]
    if not least <= len(options) <= MOST_OPTIONS:
        raise question.refused(N_("“%(text)s” needs at least %(least)s options and at most %(most)s."), text=text, least=least, most=MOST_OPTIONS)
    ids = [option.id for option in options]
    if len(set(ids)) < len(ids) or not all(ID.fullmatch(one) for one in ids):
        raise question.refused(N_("Each option of “%(text)s” needs an id of its own, of small letters, digits and underscores."), text=text)
    if not all(in_language(option.text, "en") for option in options):
        raise question.refused(N_("Every option of “%(text)s” needs a text."), text=text)
    for language in {language for option in options for language in option.text}:
        texts = [option.text[language].casefold() for option in options if option.text.get(language)]
        if len(set(texts)) < len(texts):
            raise question.refused(N_("Two options of “%(text)s” are the same."), text=text)
