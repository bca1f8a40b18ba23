"""How often each thing was said, group by group: what every figure is made of. Pure.

A tally is of one person's answers or of a whole group's: one is added to another, and what somebody takes back is
taken out again. It is plain enough to be kept as JSON.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from surveys.disclosure.kept import SHOWN, GroupState, Item, Record, Release, ScoreFigures
from surveys.questionnaire import Questionnaire, Score
from surveys.questions import Part, Question, Value
from surveys.scores import FORMULAS, Summary, summary_of_counts

Column = Sequence[object]  # everybody's value of one part or score in the records' order, None where there is none
Tally = dict[str, Counter[str]]  # by part, score, or what follows: how often each value. No part's id has a space in it
PEOPLE, BEGUN, ALIKE = " people", " begun", " alike"  # how many there are; by score: how many began its items, and answered all alike


def tallied(records: Sequence[Record], questionnaire: Questionnaire) -> dict[str, Tally]:
    """All that can be counted of some answers, by group."""
    questionnaire = without_profiles(questionnaire)
    return tallies(records, columns(records, questionnaire), questionnaire)


def columns(records: Sequence[Record], questionnaire: Questionnaire) -> dict[str, Column]:
    """What is counted: each part but words, and each score, which may be called what a part is called."""
    found: dict[str, Column] = {part.id: _categories(q, part, records) for q, part in questionnaire.parts if not part.words}
    for score in questionnaire.scores:
        figure = FORMULAS[score.formula].figure
        found[score.column] = [figure([_number(record.answers.get(item)) for item in score.items]) for record in records]
    return found


def tallies(records: Sequence[Record], counted: Mapping[str, Column], questionnaire: Questionnaire) -> dict[str, Tally]:
    """By group."""
    groups = [record.group for record in records]
    found: dict[str, Tally] = {group: {PEOPLE: Counter({"": n})} for group, n in Counter(groups).items()}
    for name, values in counted.items():
        for (group, value), n in Counter(zip(groups, values, strict=True)).items():
            if value is not None:
                found[group].setdefault(name, Counter())[str(value)] += n
    for score in questionnaire.scores:
        _count_forms(found, records, score, counted[score.column])
    return found


def added(one: Tally, other: Tally, times: int = 1) -> Tally:
    """Two tallies together; with −1 times the other, without it. Empty when nobody is left."""
    sums = {name: Counter(one.get(name, ())) for name in (*one, *other)}
    for name, counts in other.items():
        for value, n in counts.items():
            sums[name][value] += times * n
    return {name: kept for name, counts in sums.items() if (kept := +counts)}


def figures(by_group: Mapping[str, Tally], questionnaire: Questionnaire, enough: Iterable[str], states: tuple[GroupState, ...], showing: Mapping[str, Iterable[str]]) -> Release:
    """`enough` names the columns whose whole shows, `showing` the groups that show each column."""
    whole: Tally = {}
    for tally in by_group.values():
        whole = added(whole, tally)
    enough, shown = set(enough), {name: {group: by_group[group] for group in sorted(groups)} for name, groups in showing.items()}
    return Release(
        n=whole.get(PEOPLE, Counter())[""],
        shown=True,
        groups=tuple(replace(state, n=by_group[state.name][PEOPLE][""]) if state.state == SHOWN else state for state in states),
        items={part.id: _item(part, whole, shown[part.id]) if part.id in enough else Item(None) for _q, part in questionnaire.parts if not part.words},
        scores={score.formula: _score(score, whole, shown[score.column]) if score.column in enough else ScoreFigures(None) for score in questionnaire.scores},
    )


def without_profiles(questionnaire: Questionnaire) -> Questionnaire:
    """A profile is its items side by side: it has no figure of its own that could show."""
    return replace(questionnaire, scores=tuple(score for score in questionnaire.scores if not FORMULAS[score.formula].profile))


def _categories(question: Question, part: Part, records: Sequence[Record]) -> list[str | None]:
    """Each value is looked at once: there are many answers and few values."""
    known: dict[Value | None, str | None] = {None: None}
    given = [record.answers.get(part.id) for record in records]
    known |= {value: question.category(part, value) for value in set(given) if value is not None}
    return [known[value] for value in given]


def _count_forms(found: Mapping[str, Tally], records: Sequence[Record], score: Score, figures: Column) -> None:
    turned = FORMULAS[score.formula].turned
    for record, figure in zip(records, figures, strict=True):
        given = {record.answers[item] for item in score.items if item in record.answers}
        if given:
            found[record.group].setdefault(BEGUN, Counter())[score.formula] += 1
        if turned and figure is not None and len(given) == 1:
            found[record.group].setdefault(ALIKE, Counter())[score.formula] += 1


def _item(part: Part, whole: Tally, groups: Mapping[str, Tally]) -> Item:
    return Item(_counts(part, whole), {group: _counts(part, tally) for group, tally in groups.items()})


def _counts(part: Part, tally: Tally) -> dict[str, int]:
    """How often each value was given, every possible value in order."""
    counted = tally.get(part.id, Counter())
    return {value: counted[value] for value in part.values}


def _score(score: Score, whole: Tally, groups: Mapping[str, Tally]) -> ScoreFigures:
    given = {group: tally[score.column] for group, tally in groups.items() if score.column in tally}
    begun, alike = (whole.get(name, Counter())[score.formula] for name in (BEGUN, ALIKE))
    return ScoreFigures(_summary(whole[score.column]), {group: _summary(counts) for group, counts in given.items()}, begun - whole[score.column].total(), alike)


def _summary(figures: Counter[str]) -> Summary:
    return summary_of_counts({float(figure): n for figure, n in figures.items()})


def _number(value: Value | None) -> int | None:
    return value if isinstance(value, int) else None
