"""Groups side by side, and the first step not taken: figures and their places, made of what the results show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import figures, scores, store
from surveys.disclosure import Record, everything, release, tallied
from surveys.figures.heat import STEPS, step
from surveys.library import in_bank, template
from surveys.library.help import WORKSHOPS
from surveys.questionnaire import Page, Questionnaire
from surveys.questions import Option
from surveys.questions.choice import Choice
from surveys.questions.choices import Choices
from surveys.questions.number import Number
from surveys.questions.ranking import Ranking
from surveys.questions.rating import Rating
from surveys.questions.yes_no import YesNo
from tests.surveys import pulse
from tests.surveys.pulse import mixed


def one(text: str) -> dict[str, str]:
    return {"en": text}


def options(*names: str) -> tuple[Option, ...]:
    return tuple(Option(name, one(name.title())) for name in names)


def asked(*questions) -> Questionnaire:
    return Questionnaire((Page({}, questions),))


def heat(content: Questionnaire, sort: str = "", **groups: list[dict]):
    """Groups side by side, of answers by name: nothing is hidden."""
    records = [Record(group, answers) for group, lines in groups.items() for answers in lines]
    return figures.heat_of(figures.results(everything(tallied(records, content), content), content, {}, None, {}), sort)


def sealed(content: Questionnaire, **groups: list[dict]):
    records = [Record(group, answers) for group, lines in groups.items() for answers in lines]
    return figures.results(release(records, content, groups, 5, 10), content, {}, None, {})


RATING = Rating("r", one("How is it?"), high=5)


class TestStep:
    @pytest.mark.parametrize(("value", "least", "most", "expected"), [(1, 1, 5, 0), (1.79, 1, 5, 0), (1.8, 1, 5, 1), (3, 1, 5, 2), (4.2, 1, 5, 4), (5, 1, 5, 4), (-100, -100, 100, 0), (0, -100, 100, 2), (100, -100, 100, 4), (0, 0, 1, 0), (0.5, 0, 1, 2)])
    def test_is_the_fifth_of_the_scale_in_which_a_value_lies(self, value, least, most, expected):
        assert step(value, least, most) == expected

    @given(st.floats(-100, 100), st.floats(-100, 100))
    def test_never_leaves_the_five_and_never_falls_as_the_value_rises(self, one, other):
        low, high = step(min(one, other), -100, 100), step(max(one, other), -100, 100)
        assert 0 <= low <= high < STEPS


class TestColumns:
    def test_a_rating_is_its_mean_with_n_and_interval_for_everybody_and_each_group(self):
        found = heat(asked(RATING), Ants=[{"r": 1}, {"r": 2}, {"r": 3}], Bees=[{"r": 5}, {"r": 5}])
        [column] = found.columns
        assert [group.name for group in found.groups] == ["Ants", "Bees"]
        assert (column.whole.n, column.whole.value) == (5, 3.2)
        ants = column.groups["Ants"]
        assert (ants.n, ants.value, ants.low, round(ants.high, 4), ants.step, ants.uncertain) == (3, 2.0, 1.0, 4.4841, 1, True)  # 2 ± 4.3027 · 1 / √3, not below the scale
        assert column.groups["Bees"].step == 4

    def test_what_has_no_mean_is_a_share_yes_chosen_or_the_most_frequent_answer(self):
        content = asked(YesNo("y", one("Do you?")), Choice("c", one("Which?"), options=options("red", "blue", "green")), Choices("m", one("All?"), options=options("mail", "phone")))
        lines = [{"y": "yes", "c": "blue", "m.mail": 1, "m.phone": 0}] * 3 + [{"y": "no", "c": "red", "m.mail": 1, "m.phone": 1}]
        found = heat(content, Ants=lines)
        assert [(column.key, column.text["en"], column.unit, column.whole.value, column.whole.n) for column in found.columns] == [
            ("y", "Do you? “Yes”", "share", 0.75, 4), ("c", "Which? “Blue”", "share", 0.75, 4), ("m.mail", "Mail", "share", 1.0, 4), ("m.phone", "Phone", "share", 0.25, 4),
        ]
        assert round(found.columns[0].whole.low, 4) == 0.3006  # Wilson, 3 of 4

    def test_the_most_frequent_answer_is_everybodys_also_where_a_group_says_otherwise(self):
        content = asked(Number("hours", one("How many hours?"), low=0, high=40))
        found = heat(content, Ants=[{"hours": 2}] * 3, Bees=[{"hours": 30}] * 2)
        [column] = found.columns
        assert column.groups["Ants"].value == 1.0
        assert column.groups["Bees"].value == 0.0

    def test_scores_come_first_and_the_statements_that_turn_the_other_way_say_so(self):
        content = in_bank("sus").questionnaire
        found = heat(content, Ants=[{f"sus{n}": 4 for n in range(1, 11)}, {f"sus{n}": 2 for n in range(1, 11)}])
        assert [(column.key, column.unit, column.whole.value) for column in found.tables[0].columns] == [("score:sus", "score", 50.0)]
        assert [column.key for column in found.columns if column.less_is_better] == ["sus2", "sus4", "sus6", "sus8", "sus10"]

    def test_worries_and_places_in_a_ranking_are_the_better_the_less(self):
        worries = in_bank("worries").questionnaire
        found = heat(worries, Ants=[{"worries.unknown": 1, "worries.more_work": 2, "worries.routines": 3}])
        assert all(column.less_is_better for column in found.columns)
        found = heat(asked(Ranking("p", one("Order?"), options=options("mail", "phone"))), Ants=[{"p.mail": 1, "p.phone": 2}])
        assert all(column.less_is_better for column in found.columns)
        assert not heat(asked(RATING), Ants=[{"r": 1}]).columns[0].less_is_better

    def test_satisfaction_is_a_share(self):
        found = heat(in_bank("satisfaction").questionnaire, Ants=[{"satisfaction": 5}, {"satisfaction": 4}, {"satisfaction": 1}, {"satisfaction": 4}])
        score = found.tables[0].columns[0]
        assert (score.unit, score.whole.value, score.whole.step) == ("share", 0.75, 3)


class TestTables:
    def test_a_question_of_several_parts_has_its_own_and_single_ones_share_in_their_order(self):
        content = asked(RATING, YesNo("y", one("Do you?")), Choices("m", one("All?"), options=options("mail", "phone")), Rating("s", one("And this?")))
        found = heat(content, Ants=[{"r": 1, "y": "yes", "m.mail": 1, "m.phone": 0, "s": 2}])
        assert [(table.first, table.last, table.title, [column.key for column in table.columns]) for table in found.tables] == [(1, 2, {}, ["r", "y"]), (3, 3, one("All?"), ["m.mail", "m.phone"]), (4, 4, {}, ["s"])]

    def test_no_table_is_wider_than_eight_and_none_much_narrower_than_the_others(self):
        content = asked(*(Rating(f"r{number}", one(f"Question {number}?")) for number in range(23)))
        found = heat(content, Ants=[{f"r{number}": 3 for number in range(23)}])
        assert [len(table.columns) for table in found.tables] == [8, 8, 7]
        assert [(table.first, table.last) for table in found.tables] == [(1, 8), (9, 16), (17, 23)]

    def test_words_alone_make_none(self):
        assert heat(template("open").questionnaire, Ants=[{"open1": "Fine"}]).columns == []


GROUPS = {"Ants": [{"r": 2}], "Bees": [{"r": 5}], "Cats": [{"r": 3}]}


class TestSorting:
    def test_the_alphabet_is_the_order_unless_a_column_is_asked_for(self):
        assert [group.name for group in heat(asked(RATING), **GROUPS).groups] == ["Ants", "Bees", "Cats"]

    def test_a_column_sorts_the_highest_first(self):
        found = heat(asked(RATING), "r", **GROUPS)
        assert [group.name for group in found.groups] == ["Bees", "Cats", "Ants"]
        assert found.sorted_by == "r"

    @pytest.mark.parametrize("sort", ["nonsense", "' or 1=1", "__class__", "r\x00"])
    def test_what_is_no_column_is_the_alphabet(self, sort):
        found = heat(asked(RATING), sort, **GROUPS)
        assert ([group.name for group in found.groups], found.sorted_by) == (["Ants", "Bees", "Cats"], "")

    def test_hidden_groups_stand_last_and_keep_their_alphabetical_order(self):
        lines = [{"r": value} for value in (1, 2, 3, 4, 5)]
        found = sealed(asked(RATING), Yaks=lines[:2], Bees=lines, Ants=lines[:3], Cats=[{"r": 4}, {"r": 5}, {"r": 5}, {"r": 4}, {"r": 4}])
        assert [group.name for group in figures.heat_of(found).groups] == ["Ants", "Bees", "Cats", "Yaks"]
        ordered = figures.heat_of(found, "r")
        assert [(group.name, group.state) for group in ordered.groups] == [("Cats", "shown"), ("Bees", "shown"), ("Ants", "few"), ("Yaks", "few")]
        assert set(ordered.columns[0].groups) == {"Cats", "Bees"}


class TestHidden:
    def test_an_item_that_shows_for_no_group_has_its_whole_and_no_cell(self):
        alike = [{"r": 3, "s": value} for value in (1, 2, 3, 4, 5)]
        other = [{"r": value, "s": value} for value in (1, 2, 3, 4, 5)]
        found = figures.heat_of(sealed(asked(RATING, Rating("s", one("And?"))), Ants=alike, Bees=other), "r")
        hidden, shown = found.columns
        assert (hidden.whole.n, hidden.groups) == (10, {})
        assert set(shown.groups) == {"Ants", "Bees"}
        assert found.sorted_by == ""  # nothing to sort by

    def test_an_item_too_few_answered_has_nothing(self):
        lines = [{"r": value} for value in (1, 2, 3, 4, 5)]
        found = figures.heat_of(sealed(asked(RATING, Rating("s", one("And?"))), Ants=[*lines[:4], {"r": 5, "s": 4}]))
        assert (found.columns[1].whole, found.columns[1].groups) == (None, {})


class TestBarrier:
    @pytest.mark.parametrize(("means", "place"), [
        ([4, 4, 4, 4, 4], None), ([3.01, 3.01, 3.01, 3.01, 3.01], None), ([3, 4, 4, 4, 4], 0), ([4, 3, 1, 1, 1], 1), ([4, 4, 2.9, 1, 1], 2), ([5, 5, 5, 5, 3.0], 4), ([4, None, 1, 1, 1], None), ([1, None, 4, 4, 4], 0), ([], None),
    ])
    def test_is_the_first_mean_of_three_or_less_and_later_ones_wait(self, means, place):
        assert scores.barrier(means) == place

    @given(st.lists(st.floats(1, 5), min_size=5, max_size=5))
    def test_all_before_it_are_taken(self, means):
        place = scores.barrier(means)
        taken = means if place is None else means[:place]
        assert all(mean > 3 for mean in taken)
        assert place is None or means[place] <= 3

    def test_everybody_and_each_group_has_its_own_with_its_own_figures(self):
        content = in_bank("change-pulse").questionnaire
        lines = {"Ants": mixed("55155", "44344", 6), "Bees": mixed("15111", "24222", 6), "Cats": mixed("55555", "44444", 6)}
        found = sealed(content, **{name: [pulse.answers(line) for line in given] for name, given in lines.items()})
        everybody, ants, bees, cats = figures.barriers_of(found)
        assert (everybody.group, everybody.step.part.id, round(everybody.step.mean.mean, 4), everybody.step.n) == (None, "pulse.how", 2.6667, 18)  # before it 3.5 and 4.3333
        assert (ants.group.name, ants.step.part.id, ants.step.mean.mean, ants.step.n) == ("Ants", "pulse.how", 2.0, 6)
        assert (bees.group.name, bees.step.part.id, bees.step.mean.mean, bees.step.n) == ("Bees", "pulse.why", 1.5, 6)
        assert (cats.group.name, cats.step, cats.told) == ("Cats", None, True)

    def test_a_hidden_group_has_none_and_keeps_its_place(self):
        content = in_bank("change-pulse").questionnaire
        lines = {"Ants": mixed("54354", "43245", 6), "Bees": ["11111"] * 2, "Cats": mixed("25143", "14252", 6), "Dogs": ["22222"] * 3}
        found = figures.barriers_of(sealed(content, **{name: [pulse.answers(line) for line in given] for name, given in lines.items()}))
        assert [(one.group.name if one.group else "", one.step is not None) for one in found] == [("", True), ("Ants", True), ("Bees", False), ("Cats", True), ("Dogs", False)]

    def test_there_is_none_where_no_pulse_was_asked(self):
        assert figures.barriers_of(sealed(asked(RATING), Ants=[{"r": value} for value in (1, 2, 3, 4, 5)])) == []


class TestWorkshops:
    def test_every_step_has_one_in_english_and_swedish_that_fits_the_form(self):
        assert list(WORKSHOPS) == [f"pulse.{step}" for step in pulse.STEPS]
        for workshop in WORKSHOPS.values():
            for language in ("en", "sv"):
                title, purpose = workshop.said("SuperOffice CRM", language)
                assert 0 < len(title) <= 120
                assert 0 < len(purpose) <= 2000
                assert "{" not in title + purpose
        assert len({workshop.said("X", language) for workshop in WORKSHOPS.values() for language in ("en", "sv")}) == 10


def test_the_same_figures_as_the_results_and_no_query_more(db, config, clock):
    wave = pulse.asked(db, config, clock(), Sales=mixed("54321", "43212", 6), Support=mixed("55555", "44444", 6))
    found = store.results(db, wave)
    of_heat = {(column.key, name): cell.value for column in figures.heat_of(found).columns for name, cell in column.groups.items()}
    of_results = {(part.part.id, name): one.mean.mean for part in found.questions for name, one in part.groups.items() if one and one.mean}
    assert of_heat == of_results
    assert of_heat
