"""The rules of the gate, numbered as in docs/confidentiality.md. Pure: records in, a Release out."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from surveys.depending import around_words, counted_parts, deciding
from surveys.disclosure import tallies
from surveys.disclosure.kept import FEW, PROTECTS, SHOWN, GroupState, Record, Release
from surveys.disclosure.tallies import PEOPLE, Tally, without_profiles
from surveys.questionnaire import Questionnaire, Score
from surveys.questions import Question

LEAST_DIFFERENT = 2  # rule 8: at least so many of a group must differ from the rest
LEAST_GROUPS = 2  # rule 9: words must be able to come from so many groups at least; the hidden ones count as one


def release(records: Sequence[Record], questionnaire: Questionnaire, groups: Iterable[str], k: int, kc: int) -> Release:
    """What may be shown of a wave. `groups` are all that were asked; `k` and `kc` as promised (rules 1–9)."""
    judged, questionnaire = judging(records), without_profiles(questionnaire)
    if len(judged) < k:
        return Release(len(records), shown=False)
    sizes = Counter(record.group for record in judged)
    names = set(groups) | {record.group for record in records}
    shown = shown_groups(sizes, k) if any(names) else set()
    columns = count_whole_forms(tallies.columns(judged, questionnaire), questionnaire.scores, k)
    showing = {name: groups_showing(values, judged, shown, k) for name, values in columns.items()}
    texts_shown, texts_hidden = len(judged) >= kc, _texts_hidden(judged, questionnaire, kc)
    if texts_shown:
        showing = hide_whose_words(showing, judged, questionnaire, shown, texts_hidden)
    showing = hide_what_others_tell(showing, questionnaire)
    enough = {name for name, values in columns.items() if sum(value is not None for value in values) >= k}
    enough -= told_by_others(enough, questionnaire)
    counted = columns if judged is records else count_whole_forms(tallies.columns(records, questionnaire), [score for score in questionnaire.scores if score.column in enough], 1)
    by_group = tallies.tallies(records, counted, questionnaire)
    found = tallies.figures(by_group, questionnaire, enough, _states(sizes, names, shown, k), showing)
    return replace(found, texts_shown=texts_shown, texts_hidden=texts_hidden)


def everything(by_group: Mapping[str, Tally], questionnaire: Questionnaire) -> Release:
    """All figures, for a wave that is answered by name, of the tallies of its groups: nothing is hidden there."""
    questionnaire = without_profiles(questionnaire)
    names = {part.id for _question, part in questionnaire.parts if not part.words} | {score.column for score in questionnaire.scores}
    answered = {name for tally in by_group.values() for name in tally} & names
    sizes = {group: tally[PEOPLE][""] for group, tally in by_group.items()}
    states = _states(sizes, set(sizes), set(sizes), 1)
    return replace(tallies.figures(by_group, questionnaire, answered, states, {name: set(sizes) for name in names}), texts_shown=True)


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
        whole = [value is not None for value in columns[score.column]]
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


def hide_what_others_tell(showing: Mapping[str, set[str]], questionnaire: Questionnaire) -> dict[str, set[str]]:
    """What groups would still see of one column would tell what they do not see of another: hidden, until nothing more follows."""
    kept = dict(showing)
    while (less := hide_what_rules_tell(hide_what_scores_tell(hide_what_parts_tell(kept, questionnaire), questionnaire.scores), questionnaire)) != kept:
        kept = less
    return kept


def hide_whose_words(showing: Mapping[str, set[str]], records: Sequence[Record], questionnaire: Questionnaire, shown: Collection[str], texts_hidden: Collection[str]) -> dict[str, set[str]]:
    """Words show without their writer's group (rule 9): where all who wrote some, or could have, are of one group, what tells so hides."""
    kept = dict(showing)
    for question, part, could, did in around_words(questionnaire):
        writing = [record for record in records if part.id in record.answers] if part.id not in texts_hidden else []
        able = [record for record in records if _could_write(question, record)]
        for telling, told in ((could, able), (did, writing)):
            if writing and len({record.group if record.group in shown else None for record in told}) < LEAST_GROUPS:
                kept |= {name: set() for name in telling}
    return kept


def hide_what_parts_tell(showing: Mapping[str, set[str]], questionnaire: Questionnaire) -> dict[str, set[str]]:
    """Parts that hang together, as the places of a ranking do, tell of each other: groups see all of them or none."""
    kept = dict(showing)
    for question in questionnaire.questions:
        own = counted_parts(question)
        if question.together and not all(kept[part] for part in own):
            kept |= {part: set() for part in own}
    return kept


def hide_what_scores_tell(showing: Mapping[str, set[str]], scores: Iterable[Score]) -> dict[str, set[str]]:
    """A group's score and the other items would tell a hidden one: where an item shows no groups, none of its score's does."""
    kept = dict(showing)
    for score in scores:
        if kept[score.column] and not all(kept[item] for item in score.items):
            kept |= {item: set() for item in score.items}
    return kept


def hide_what_rules_tell(showing: Mapping[str, set[str]], questionnaire: Questionnaire) -> dict[str, set[str]]:
    """How many were asked a question that depends on others tells how those were answered: it hides where one of those does.

    One that depends on two things hides always: how many met both would tie two answers of a few people to each other.
    Its scores hide with it, and their other items, which count only those who were asked all of them.
    """
    kept = dict(showing)
    for question, parts in deciding(questionnaire):
        if len(parts) > 1 or not all(kept[part] for part in parts):
            own = counted_parts(question)
            with_it = [score for score in questionnaire.scores if own & set(score.items)]
            kept |= {name: set() for name in (*own, *(score.column for score in with_it), *(item for score in with_it for item in score.items))}
    return kept


def told_by_others(enough: set[str], questionnaire: Questionnaire) -> set[str]:
    """The columns whose whole would tell of a part that too few answered: how many met one of two conditions, less how many met the other."""
    told: set[str] = set()
    for question, parts in deciding(questionnaire):
        if (len(parts) > 1 or parts & told) and not parts <= enough - told:
            own = counted_parts(question)
            told |= own | {score.column for score in questionnaire.scores if own & set(score.items)}
    return told


def _could_write(question: Question, record: Record) -> bool:
    """Whether somebody was asked for words: by the question's rule, and beside an option if they chose it."""
    namely = [option.id for option in getattr(question, "options", ()) if option.namely]
    chose = not namely or record.answers.get(question.id) == namely[0] or record.answers.get(f"{question.id}.{namely[0]}") == 1
    return chose and (not question.show_if or question.show_if.holds(record.answers))


def _texts_hidden(records: Sequence[Record], questionnaire: Questionnaire, kc: int) -> tuple[str, ...]:
    """Words that only those were asked for who had answered something else so or so: from kc such people on they show (rule 9)."""
    return tuple(
        part.id for question, part in questionnaire.parts
        if part.words and question.show_if and sum(question.show_if.holds(record.answers) for record in records) < kc
    )


def _states(sizes: Mapping[str, int], names: set[str], shown: set[str], k: int) -> tuple[GroupState, ...]:
    """Every group in its alphabetical place, hidden ones too (rule 13). One nobody of answered looks like any small one."""
    if names <= {""}:
        return ()
    states = (GroupState(name, SHOWN, sizes[name]) if name in shown else GroupState(name, FEW if sizes.get(name, 0) < k else PROTECTS) for name in names)
    return tuple(sorted(states, key=lambda group: (group.name == "", group.name.casefold())))
