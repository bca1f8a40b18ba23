"""The gate: decides, once and at closing, what may ever be shown of a wave's answers. See docs/confidentiality.md.

Pure: records in, a Release out. What a Release does not hold, no page, export or document can show.
Rules are numbered as in docs/confidentiality.md.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from surveys.questionnaire import Questionnaire, Score
from surveys.questions import Part, Question, Value
from surveys.scores import FORMULAS, Summary, summary

SHOWN, FEW, PROTECTS = "shown", "few", "protects"  # protects: hidden so that a smaller one cannot be worked out

LEAST_DIFFERENT = 2  # rule 8: at least so many of a group must differ from the rest


@dataclass(frozen=True)
class Record:
    """One person's answers by part, and their group in the wave's dimension ('' for none).

    `typed` ones were entered from paper: whoever typed them knows them, so they are counted but decide nothing.
    """

    group: str
    answers: Mapping[str, Value]
    typed: bool = False
    phrases: Mapping[str, str] = field(default_factory=dict)  # by part of words: the mark of the phrase with which its writer finds it again


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
class Release:
    n: int
    shown: bool  # false: fewer than k answered, and nothing is kept
    groups: tuple[GroupState, ...] = ()
    items: dict[str, Item] = field(default_factory=dict)
    scores: dict[str, ScoreFigures] = field(default_factory=dict)
    texts_shown: bool = False
    texts_hidden: tuple[str, ...] = ()  # parts of words that too few were asked for


def release(records: Sequence[Record], questionnaire: Questionnaire, groups: Iterable[str], k: int, kc: int) -> Release:
    """What may be shown of a wave. `groups` are all that were asked; `k` and `kc` as promised (rules 1–9)."""
    judged, questionnaire = judging(records), _without_profiles(questionnaire)
    if len(judged) < k:
        return Release(len(records), shown=False)
    sizes = Counter(record.group for record in judged)
    names = set(groups) | {record.group for record in records}
    shown = shown_groups(sizes, k) if any(names) else set()
    columns = count_whole_forms(_columns(judged, questionnaire), questionnaire.scores, k)
    showing = {name: groups_showing(values, judged, shown, k) for name, values in columns.items()}
    showing = hide_what_rules_tell(hide_what_scores_tell(hide_what_parts_tell(showing, questionnaire), questionnaire.scores), questionnaire)
    enough = {name for name, values in columns.items() if sum(value is not None for value in values) >= k}
    counted = columns if judged is records else count_whole_forms(_columns(records, questionnaire), [score for score in questionnaire.scores if score.formula in enough], 1)
    found = _counted(records, questionnaire, counted, enough, _states(sizes, names, shown, k), showing)
    return replace(found, texts_shown=len(judged) >= kc, texts_hidden=_texts_hidden(judged, questionnaire, kc))


def everything(records: Sequence[Record], questionnaire: Questionnaire) -> Release:
    """All figures, for a wave that is answered by name: nothing is hidden there."""
    questionnaire = _without_profiles(questionnaire)
    columns = _columns(records, questionnaire)
    sizes = Counter(record.group for record in records)
    states = _states(sizes, set(sizes), set(sizes), 1)
    answered = {name for name, values in columns.items() if any(value is not None for value in values)}
    return replace(_counted(records, questionnaire, columns, answered, states, {name: set(sizes) for name in columns}), texts_shown=True)


def judging(records: Sequence[Record]) -> Sequence[Record]:
    """The records that decide what shows: all but the typed ones, unless all are typed."""
    return [record for record in records if not record.typed] if any(record.typed for record in records) and not all(record.typed for record in records) else records


def shown_groups(sizes: Mapping[str, int], k: int) -> set[str]:
    """The groups that show: at least k answered (rule 5), and what is hidden holds nobody or at least k together (rule 6)."""
    shown = {name for name, size in sizes.items() if size >= k}
    while shown and 0 < sum(size for name, size in sizes.items() if name not in shown) < k:
        shown.remove(min(shown, key=lambda name: (sizes[name], name)))
    return shown


def too_alike(values: Sequence[object]) -> bool:
    """Whether fewer than two differ from the rest (rule 8)."""
    return bool(values) and len(values) - max(Counter(values).values()) < LEAST_DIFFERENT


def count_whole_forms(columns: Mapping[str, Sequence[object]], scores: Iterable[Score], k: int) -> dict[str, Sequence[object]]:
    """Where a score shows, its items count only whole forms, as the score does: the difference would be somebody's broken-off form."""
    counted = dict(columns)
    for score in scores:
        whole = [value is not None for value in columns[score.formula]]
        if sum(whole) >= k:
            counted |= {item: [value if is_whole else None for value, is_whole in zip(columns[item], whole, strict=True)] for item in score.items}
    return counted


def groups_showing(values: Sequence[object], records: Sequence[Record], shown: set[str], k: int) -> set[str]:
    """The groups that show one item: all, or none when it would tell of 1 to k − 1 people (rule 7) or of people too alike (rule 8)."""
    parts: dict[str | None, list[object]] = {name: [] for name in (None, *shown)}  # None: the remainder
    for value, record in zip(values, records, strict=True):
        if value is not None:
            parts[record.group if record.group in shown else None].append(value)
    telling = any(0 < len(part) < k or too_alike(part) for part in parts.values())
    return set() if telling else set(shown)


def hide_what_parts_tell(showing: Mapping[str, set[str]], questionnaire: Questionnaire) -> dict[str, set[str]]:
    """Parts that hang together, as the places of a ranking do, tell of each other: groups see all of them or none."""
    kept = dict(showing)
    for question in questionnaire.questions:
        own = [part.id for part in question.parts() if not part.words]
        if question.together and not all(kept[part] for part in own):
            kept |= {part: set() for part in own}
    return kept


def hide_what_scores_tell(showing: Mapping[str, set[str]], scores: Iterable[Score]) -> dict[str, set[str]]:
    """A group's score and the other items would tell a hidden one: where an item shows no groups, none of its score's does."""
    kept = dict(showing)
    for score in scores:
        if kept[score.formula] and not all(kept[item] for item in score.items):
            kept |= {item: set() for item in score.items}
    return kept


def hide_what_rules_tell(showing: Mapping[str, set[str]], questionnaire: Questionnaire) -> dict[str, set[str]]:
    """How many were asked a question that depends on others tells how those were answered: it hides, with its scores, where one of those does."""
    kept = dict(showing)
    for question in questionnaire.questions:
        depends = [condition.part for condition in question.show_if.conditions] if question.show_if else []
        if not all(kept.get(part, True) for part in depends):
            own = {part.id for part in question.parts() if not part.words}
            kept |= {name: set() for name in (*own, *(score.formula for score in questionnaire.scores if own & set(score.items)))}
    return kept


def _without_profiles(questionnaire: Questionnaire) -> Questionnaire:
    """A profile is its items side by side: it has no figure of its own that could show."""
    return replace(questionnaire, scores=tuple(score for score in questionnaire.scores if not FORMULAS[score.formula].profile))


def _texts_hidden(records: Sequence[Record], questionnaire: Questionnaire, kc: int) -> tuple[str, ...]:
    """Words that only those were asked for who had answered something else so or so: from kc such people on they show (rule 9)."""
    return tuple(
        part.id for question, part in questionnaire.parts
        if part.words and question.show_if and sum(question.show_if.holds(record.answers) for record in records) < kc
    )


def _counted(records: Sequence[Record], questionnaire: Questionnaire, columns: Mapping[str, Sequence[object]], enough: set[str], states: tuple[GroupState, ...], showing: Mapping[str, set[str]]) -> Release:
    """`enough` names the columns whose whole shows, `showing` the groups that show each column."""
    everybody = Counter(record.group for record in records)
    return Release(
        n=len(records),
        shown=True,
        groups=tuple(replace(state, n=everybody[state.name]) if state.state == SHOWN else state for state in states),
        items={part.id: _item(q, part, columns[part.id], records, showing[part.id]) if part.id in enough else Item(None) for q, part in questionnaire.parts if not part.words},
        scores={score.formula: _score(score, columns[score.formula], records, showing[score.formula], score.formula in enough) for score in questionnaire.scores},
    )


def _columns(records: Sequence[Record], questionnaire: Questionnaire) -> dict[str, Sequence[object]]:
    """For each part that is counted and each score: everybody's value, None where there is none, in the records' order."""
    columns: dict[str, Sequence[object]] = {part.id: [_category(q, part, record) for record in records] for q, part in questionnaire.parts if not part.words}
    for score in questionnaire.scores:
        columns[score.formula] = [FORMULAS[score.formula].figure([_number(record.answers.get(item)) for item in score.items]) for record in records]
    return columns


def _category(question: Question, part: Part, record: Record) -> str | None:
    value = record.answers.get(part.id)
    return None if value is None else question.category(part, value)


def _states(sizes: Mapping[str, int], names: set[str], shown: set[str], k: int) -> tuple[GroupState, ...]:
    """Every group in its alphabetical place, hidden ones too (rule 13). One nobody of answered looks like any small one."""
    if names <= {""}:
        return ()
    states = (GroupState(name, SHOWN, sizes[name]) if name in shown else GroupState(name, FEW if sizes.get(name, 0) < k else PROTECTS) for name in names)
    return tuple(sorted(states, key=lambda group: (group.name == "", group.name.casefold())))


def _item(question: Question, part: Part, values: Sequence[object], records: Sequence[Record], showing: set[str]) -> Item:
    groups = {group: _tally(part, _of_group(group, values, records)) for group in sorted(showing)}
    return Item(_tally(part, [value for value in values if value is not None]), groups)


def _tally(part: Part, given: Sequence[object]) -> dict[str, int]:
    """How often each value was given, every possible value in order."""
    counted = Counter(given)
    return {value: counted[value] for value in part.values}


def _score(score: Score, values: Sequence[object], records: Sequence[Record], showing: set[str], enough: bool) -> ScoreFigures:
    given = [value for value in values if isinstance(value, float)]
    begun = sum(any(record.answers.get(item) is not None for item in score.items) for record in records)
    if not enough:
        return ScoreFigures(None, incomplete=begun - len(given))
    groups = {group: _of_group(group, values, records) for group in sorted(showing)}
    equal = sum(value is not None and len({record.answers[item] for item in score.items}) == 1 for value, record in zip(values, records, strict=True)) if FORMULAS[score.formula].turned else 0
    return ScoreFigures(summary(given), {name: summary(found) for name, found in groups.items() if found}, begun - len(given), equal)  # type: ignore[arg-type]


def _of_group(group: str, values: Sequence[object], records: Sequence[Record]) -> list[object]:
    return [value for value, record in zip(values, records, strict=True) if record.group == group and value is not None]


def _number(value: Value | None) -> int | None:
    return value if isinstance(value, int) else None
