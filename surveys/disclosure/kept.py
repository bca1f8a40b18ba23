"""What goes into the gate, and what it lets out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from surveys.questions import Value
from surveys.scores import Summary

SHOWN, FEW, PROTECTS = "shown", "few", "protects"  # protects: hidden so that a smaller one cannot be worked out


@dataclass(frozen=True, slots=True)
class Record:
    """One person's answers by part, and their group in the wave's dimension ('' for none).

    `typed` ones were entered from paper: whoever typed them knows them, so they are counted but decide nothing.
    """

    group: str
    answers: Mapping[str, Value]
    typed: bool = False
    phrases: Mapping[str, str] = field(default_factory=dict)  # by part of words: the mark of the phrase with which its writer finds it again
    person: str = ""  # the pseudonym, in a confidential wave


@dataclass(frozen=True)
class GroupState:
    name: str
    state: str  # SHOWN, FEW or PROTECTS
    n: int | None = None  # only where shown


@dataclass(frozen=True)
class Item:
    """A part that is counted: how often each value was given, in the whole (None: too few) and in each group.

    Either all groups that show show it, or none does: to hide it in some would tell which of them is too alike.
    """

    whole: dict[str, int] | None
    groups: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class ScoreFigures:
    whole: Summary | None
    groups: dict[str, Summary] = field(default_factory=dict)
    incomplete: int = 0
    all_equal: int = 0  # every item answered alike, where half of them are turned round: it always gives the scale's middle


@dataclass(frozen=True)
class Pairs:
    """How much the same people differ from an earlier wave, by part and by formula of a score; None where that does not show."""

    round: int  # the earlier wave's number in its survey
    wave: int  # its id
    items: dict[str, Summary | None]
    scores: dict[str, Summary | None]


@dataclass(frozen=True)
class Release:
    n: int
    shown: bool  # false: fewer than k answered, and nothing is kept
    groups: tuple[GroupState, ...] = ()
    items: dict[str, Item] = field(default_factory=dict)
    scores: dict[str, ScoreFigures] = field(default_factory=dict)
    texts_shown: bool = False
    texts_hidden: tuple[str, ...] = ()  # parts of words that too few were asked for
    pairs: Pairs | None = None  # of a confidential wave that follows another
