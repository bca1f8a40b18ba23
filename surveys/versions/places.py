"""Where questions stand: on which page, and in which order. Pure."""

from collections.abc import Sequence

from surveys.questionnaire import Questionnaire
from surveys.versions.comparing import COMPARABLE, COSMETIC, Difference


def moved(before: Questionnaire, now: Questionnaire) -> dict[str, Difference]:
    """The questions that stand elsewhere: on another page, or at another place of theirs."""
    pages = _same_pages(before, now)
    old = {question.id: place for place, page in enumerate(before.pages) for question in page.questions}
    new = {question.id: pages.get(place) for place, page in enumerate(now.pages) for question in page.questions}
    rank = {name: place for place, name in enumerate(name for name in old if name in new)}
    stays = _rising([rank[name] for name in new if name in rank])
    elsewhere = {name: Difference("page", COMPARABLE) for name in rank if old[name] != new[name]}
    return elsewhere | {name: Difference("moved", COSMETIC) for name in rank if old[name] == new[name] and rank[name] not in stays}


def retitled(before: Questionnaire, now: Questionnaire) -> tuple[int, ...]:
    """The pages, from 1, that are headed differently."""
    return tuple(new + 1 for new, old in sorted(_same_pages(before, now).items()) if now.pages[new].title != before.pages[old].title)


def _same_pages(before: Questionnaire, now: Questionnaire) -> dict[int, int]:
    """Which page was which: each the earlier one with which it shares most questions, none twice."""
    shared = [(len({one.id for one in page.questions} & {one.id for one in old.questions}), new, place) for new, page in enumerate(now.pages) for place, old in enumerate(before.pages)]
    found: dict[int, int] = {}
    for size, new, place in sorted(shared, key=lambda one: (-one[0], one[1], one[2])):
        if size and new not in found and place not in found.values():
            found[new] = place
    return found


def _rising(ranks: Sequence[int]) -> set[int]:
    """The longest rising row: those stay where they are, and the others move around them."""
    rows: list[list[int]] = [[]]
    for rank in ranks:
        rows.append([*max((row for row in rows if not row or row[-1] < rank), key=lambda row: len(row)), rank])
    longest = max(rows, key=lambda row: len(row))
    return set(longest)
