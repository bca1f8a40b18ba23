"""The gate: from what it lets out, nothing can be worked out about a few, however somebody adds and subtracts."""

from collections import Counter
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys import disclosure, library
from surveys.disclosure import FEW, PROTECTS, SHOWN, GroupState, Record
from surveys.disclosure import gate as gate_rules
from surveys.questionnaire import Page, Questionnaire, Score
from surveys.questions import Option
from surveys.questions.choice import Choice
from surveys.questions.choices import Choices
from surveys.questions.matrix import Matrix
from surveys.questions.ranking import Ranking
from surveys.questions.rating import Rating
from surveys.questions.text import Text
from surveys.questions.yes_no import YesNo
from surveys.rules import ALL, ANSWERED, ANY, AT_LEAST, IS, Condition, Rule
from tests.surveys.adversary import breaches

K, KC = 5, 10
COFFEE = Rating("coffee", {"en": "How is the coffee?"}, low=1, high=3)
PLACE = Choice("place", {"en": "Where do you work?"}, options=(Option("office", {"en": "Office"}), Option("home", {"en": "Home"}), Option("road", {"en": "On the road"})))
ONE = Questionnaire((Page({}, (COFFEE,)),))
PULSE = Questionnaire((Page({}, (Rating("u1", {"en": "a"}, high=7), Rating("u2", {"en": "b"}, high=7), COFFEE, PLACE, Text("why", {"en": "Why?"}))),), (Score("umux_lite", ("u1", "u2")),))
SUS = library.template("sus").questionnaire


def options(*names: str, namely: bool = False) -> tuple[Option, ...]:
    return tuple(Option(name, {"en": name}, namely=namely and name == names[-1]) for name in names)


def where(part: str, *values: str, test: str = IS) -> Rule:
    return Rule(ALL, (Condition(part, test, values),))


APP = Rating("app", {"en": "How is the app?"}, low=1, high=3, show_if=where("mobile", "yes"))
MIXED = Questionnaire((Page({}, (
    YesNo("mobile", {"en": "On your phone?"}),
    Choices("reach", {"en": "By what?"}, options=options("mail", "call", "visit")),
    Choice("place", {"en": "Where?"}, options=options("office", "home", "other", namely=True)),
    Matrix("parts", {"en": "How well?"}, statements=options("a", "b"), low=1, high=3),
    Ranking("first", {"en": "What first?"}, options=options("x", "y", "z")),
    APP,
    Text("missing", {"en": "What is missing?"}, show_if=where("mobile", "yes")),
    YesNo("heard", {"en": "Did anybody listen?"}, show_if=where("missing", test=ANSWERED)),
    YesNo("train", {"en": "Is it the train?"}, show_if=where("place.-words", test=ANSWERED)),
    YesNo("deep", {"en": "Would you use it more?"}, show_if=where("app", "2", test=AT_LEAST)),
)),))


def people(group: str, *coffees: int | None) -> list[Record]:
    return [Record(group, {} if coffee is None else {"coffee": coffee}) for coffee in coffees]


def gate(records: list[Record], questionnaire: Questionnaire = ONE, k: int = K, kc: int = KC, groups: tuple[str, ...] = ()) -> disclosure.Release:
    return disclosure.release(records, questionnaire, groups, k, kc)


def states(release: disclosure.Release) -> dict[str, str]:
    return {group.name: group.state for group in release.groups}


VARIED = (1, 2, 3, 1, 2, 3, 1)


class TestGroups:
    def test_fewer_than_k_in_all_leave_nothing_but_their_number(self):
        assert gate(people("Sales", 1, 2, 3, 1)) == disclosure.Release(4, shown=False)

    def test_a_group_shows_from_k_answers_on(self):
        shown = gate(people("Sales", *VARIED) + people("Support", *VARIED[:5]))
        assert shown.groups == (GroupState("Sales", SHOWN, 7), GroupState("Support", SHOWN, 5))
        assert shown.items["coffee"].groups == {"Sales": {"1": 3, "2": 2, "3": 2}, "Support": {"1": 2, "2": 2, "3": 1}}

    def test_a_small_group_takes_the_smallest_shown_one_with_it(self):
        release = gate(people("Board", 1, 2) + people("Sales", *VARIED) + people("Support", *VARIED[:5]) + people("Tech", *VARIED[:6]))
        assert states(release) == {"Board": FEW, "Sales": SHOWN, "Support": PROTECTS, "Tech": SHOWN}
        assert set(release.items["coffee"].groups) == {"Sales", "Tech"}

    def test_small_groups_that_are_k_together_hide_nobody_else(self):
        release = gate(people("Board", 1, 2) + people("IT", 1, 2, 3) + people("Sales", *VARIED))
        assert states(release) == {"Board": FEW, "IT": FEW, "Sales": SHOWN}

    def test_only_the_whole_shows_when_nobody_else_can_be_hidden(self):
        release = gate(people("Board", 1) + people("Sales", *VARIED))
        assert states(release) == {"Board": FEW, "Sales": PROTECTS}
        assert release.items["coffee"].groups == {}
        assert release.items["coffee"].whole == {"1": 4, "2": 2, "3": 2}

    def test_no_figure_of_a_hidden_group_is_kept_and_an_empty_one_looks_like_any_small_one(self):
        release = gate(people("Board", 1, 2) + people("IT", 1, 2, 3) + people("Sales", *VARIED), groups=("Board", "Empty", "IT", "Sales"))
        hidden = [group for group in release.groups if group.name != "Sales"]
        assert hidden == [GroupState("Board", FEW), GroupState("Empty", FEW), GroupState("IT", FEW)]

    def test_hidden_groups_keep_their_place_in_the_alphabet_and_people_without_a_group_come_last(self):
        release = gate(people("", *VARIED) + people("älg", *VARIED) + people("Board", 1) + people("sales", *VARIED), groups=("Zoo",))
        assert [group.name for group in release.groups] == ["Board", "sales", "Zoo", "älg", ""]

    def test_people_without_a_group_can_be_the_few(self):
        assert states(gate(people("", 1, 2) + people("Sales", *VARIED) + people("Tech", *VARIED)))[""] == FEW

    def test_without_a_dimension_there_are_no_groups(self):
        release = gate(people("", *VARIED))
        assert (release.groups, release.items["coffee"].groups) == ((), {})

    @given(st.dictionaries(st.sampled_from("ABCDEFG"), st.integers(0, 12)), st.integers(3, 8))
    def test_whole_minus_visible_is_nobody_or_at_least_k(self, sizes, k):
        shown = gate_rules.shown_groups(sizes, k)
        rest = sum(sizes.values()) - sum(sizes[name] for name in shown)
        assert all(sizes[name] >= k for name in shown)
        assert rest == 0 or rest >= k or (not shown and sum(sizes.values()) < k)


class TestItems:
    def test_an_item_that_few_answered_shows_nothing_at_all(self):
        assert gate(people("Sales", 1, 2, 3, 1, None, None)).items["coffee"].whole is None

    def test_an_item_that_few_of_one_group_answered_shows_its_total_only(self):
        item = gate(people("Sales", *VARIED) + people("Support", 1, 2, 3, None, None)).items["coffee"]
        assert (item.whole, item.groups) == ({"1": 4, "2": 3, "3": 3}, {})

    def test_so_does_one_that_few_of_the_hidden_answered(self):
        item = gate(people("Board", 1, None, None) + people("IT", None, None) + people("Sales", *VARIED)).items["coffee"]
        assert (sum(item.whole.values()), item.groups) == (8, {})

    @pytest.mark.parametrize("alike", [(3, 3, 3, 3, 3, 3), (3, 3, 3, 3, 3, 1)])
    def test_an_item_on_which_a_group_is_too_alike_shows_its_total_only(self, alike):
        release = gate(people("Sales", *alike) + people("Support", *VARIED) + people("Tech", *VARIED))
        assert set(states(release).values()) == {SHOWN}
        assert release.items["coffee"].groups == {}

    def test_two_who_differ_are_enough(self):
        assert set(gate(people("Sales", 3, 3, 3, 3, 2, 1) + people("Support", *VARIED)).items["coffee"].groups) == {"Sales", "Support"}

    def test_hidden_people_who_are_too_alike_are_protected_as_well(self):
        assert gate(people("Board", 3, 3) + people("IT", 3, 3, 3) + people("Sales", *VARIED)).items["coffee"].groups == {}

    @pytest.mark.parametrize("alike", range(4))
    def test_it_cannot_be_told_which_group_was_too_alike(self, alike):
        groups = ("North", "East", "South", "West")
        records = [record for place, name in enumerate(groups) for record in people(name, *((2,) * 6 if place == alike else (1, 2, 3, 1, 2, 3)))]
        assert gate(records) == gate([Record(groups[(groups.index(record.group) + 1) % 4], record.answers) for record in records])


class TestWhoseWords:
    """Words show without their writer's group, and so does whatever would tell it."""

    REACHED = Questionnaire((Page({}, (YesNo("mobile", {"en": "On your phone?"}), Text("missing", {"en": "What is missing?"}), YesNo("heard", {"en": "Did anybody listen?"}, show_if=where("missing", test=ANSWERED)))),))
    OTHER = Questionnaire((Page({}, (Choice("place", {"en": "Where?"}, options=options("office", "home", "other", namely=True)),)),))
    ASKED = Questionnaire((Page({}, (YesNo("mobile", {"en": "On your phone?"}), YesNo("daily", {"en": "Daily?"}, show_if=where("mobile", "yes")), Text("missing", {"en": "What is missing?"}, show_if=where("daily", "yes")))),))

    @staticmethod
    def places(**by_group: tuple[str, ...]) -> list[Record]:
        return [Record(group, {"place": place} | ({"place.-words": "On the train"} if place == "other" else {})) for group, found in by_group.items() for place in found]

    def test_a_question_about_what_was_written_shows_no_groups_where_one_group_wrote_it_all(self):
        records = [Record(group, {"mobile": ("yes", "no")[n % 2]} | ({"missing": "much", "heard": ("yes", "no")[n % 2]} if group == "Sales" else {})) for group in ("Sales", "Tech") for n in range(6)]
        release = gate(records, self.REACHED)
        assert (release.texts_shown, release.items["heard"].groups, set(release.items["mobile"].groups)) == (True, {}, {"Sales", "Tech"})

    def test_an_option_with_words_shows_no_groups_where_one_group_chose_it(self):
        mixed = ("office", "office", "home", "home", "office", "home")
        one, two = self.places(Sales=(*mixed, "other"), Tech=mixed), self.places(Sales=(*mixed, "other"), Tech=(*mixed, "other"))
        assert (gate(one, self.OTHER).items["place"].groups, gate(one, self.OTHER).items["place"].whole["other"]) == ({}, 1)
        assert set(gate(two, self.OTHER).items["place"].groups) == {"Sales", "Tech"}

    def test_it_shows_them_where_the_words_are_not_kept(self):
        records = self.places(Sales=("office", "office", "home", "home", "other"), Tech=("office", "office", "home", "home"))
        assert set(gate(records, self.OTHER, k=4).items["place"].groups) == {"Sales", "Tech"}

    def test_an_answer_that_opens_words_shows_no_groups_where_one_group_gave_it_however_far_back(self):
        records = [Record(group, {"mobile": "yes" if group == "Sales" and n > 1 else "no"} | ({"daily": "yes", "missing": "much"} if group == "Sales" and n > 1 else {})) for group in ("Sales", "Tech", "IT") for n in range(12)]
        records += [Record("IT", {"mobile": "no"}), Record("Tech", {"mobile": "no"})]
        varied = [Record(one.group, one.answers | ({"mobile": "yes", "daily": "no"} if one.group != "Sales" and n % 2 else {})) for n, one in enumerate(records)]
        release = gate(varied, self.ASKED)
        assert (release.texts_hidden, release.items["mobile"].groups, release.items["daily"].groups) == ((), {}, {})

    def test_red_without_it_the_groups_would_tell_who_wrote(self, monkeypatch):
        monkeypatch.setattr(gate_rules, "hide_whose_words", lambda showing, *_more: dict(showing))
        mixed = ("office", "office", "home", "home", "office", "home")
        shown = gate(self.places(Sales=(*mixed, "other"), Tech=mixed), self.OTHER).items["place"].groups
        assert (shown["Sales"]["other"], shown["Tech"]["other"]) == (1, 0)  # “On the train” was written in Sales


class TestScores:
    def test_a_score_shows_by_group_under_the_same_rules(self):
        records = [Record(group, {"u1": a, "u2": b}) for group in ("Sales", "Tech") for a, b in ((7, 6), (3, 2), (4, 4), (6, 5), (2, 1))]
        found = gate(records, PULSE).scores["umux_lite"]
        assert set(found.groups) == {"Sales", "Tech"}
        assert (found.whole.n, round(found.whole.mean, 4)) == (10, 50.0)

    def test_broken_off_forms_are_counted_and_stay_out_of_the_score_and_its_items(self):
        records = [Record("", {"u1": a, "u2": a}) for a in (1, 3, 4, 6, 7)] + [Record("", {"u1": 2}), Record("", {"coffee": 1})]
        release = gate(records, PULSE)
        assert (release.scores["umux_lite"].whole.n, release.scores["umux_lite"].incomplete) == (5, 1)
        assert [sum(release.items[item].whole.values()) for item in ("u1", "u2")] == [5, 5]

    def test_where_too_few_forms_are_whole_the_items_count_everybody(self):
        records = [Record("", {"u1": a, "u2": a}) for a in (1, 3, 4)] + [Record("", {"u1": 2})] * 4
        release = gate(records, PULSE)
        assert (release.scores["umux_lite"].whole, release.scores["umux_lite"].incomplete) == (None, 0)  # how many were whole would tell how many were asked
        assert sum(release.items["u1"].whole.values()) == 7

    def test_where_one_item_shows_no_groups_the_scores_other_items_show_none(self):
        spread = [(7, 6), (7, 2), (7, 4), (7, 5), (7, 1)]
        records = [Record("Sales", {"u1": a, "u2": b}) for a, b in spread] + [Record("Tech", {"u1": b, "u2": a % 5 + b % 3 + 1}) for a, b in spread]
        release = gate(records, PULSE)
        assert set(release.scores["umux_lite"].groups) == {"Sales", "Tech"}
        assert release.items["u1"].groups == release.items["u2"].groups == {}

    def test_the_same_answer_to_everything_is_flagged_where_it_makes_no_sense(self):
        same = [Record("", {f"sus{n}": value for n in range(1, 11)} | {"u1": value, "u2": value}) for value in (5, 1, 3, 2, 4)]
        assert gate(same, SUS).scores["sus"].all_equal == 5
        assert gate(same, PULSE).scores["umux_lite"].all_equal == 0


class TestTexts:
    @pytest.mark.parametrize(("answers", "shown"), [(9, False), (10, True)])
    def test_free_text_shows_from_kc_respondents_on(self, answers, shown):
        assert gate([Record("", {"coffee": 1 + n % 3}) for n in range(answers)]).texts_shown is shown


# companies: groups of 0 to 12, each leaning to an answer of its own so that alike ones are common, with answers left out

leaning = st.integers(0, 9)
GROUPS = ("Board", "IT", "Sales", "Support", "")


@st.composite
def companies(draw, questionnaire: Questionnaire = PULSE):
    closed = [question for question, part in questionnaire.parts if not part.words]
    records = []
    for group in draw(st.lists(st.sampled_from(GROUPS), unique=True, min_size=1, max_size=5)):
        lean = {question.id: draw(st.sampled_from(question.parts()[0].values)) for question in closed}
        skips = draw(st.booleans())
        for _ in range(draw(st.integers(0, 12))):
            answers = {}
            for question in closed:
                dice = draw(leaning)
                if dice == 0 and skips:
                    continue
                value = lean[question.id] if dice < 7 else draw(st.sampled_from(question.parts()[0].values))
                answers[question.id] = int(value) if isinstance(question, Rating) else value
            records.append(Record(group, answers))
    return records


ORDERS = list(permutations((1, 2, 3)))


@st.composite
def answering(draw, content: Questionnaire, lean: dict[str, dict]) -> dict:
    """One person's answers, as the rules allow them: mostly those to which the group leans."""
    answers: dict = {}
    for question in content.questions:
        if question.show_if and not question.show_if.holds(answers):
            continue
        dice = draw(leaning)
        if dice:
            answers |= question.check(lean[question.id] if dice < 7 else draw(answer_to(question)), complete=False)
    return answers


def answer_to(question):
    counted = [part for part in question.parts() if not part.words]
    if isinstance(question, Ranking):
        return st.sampled_from(ORDERS).map(lambda order: {part.id: str(place) for part, place in zip(counted, order, strict=True)})
    words = {part.id: st.just("words") for part in question.parts() if part.words}
    return st.fixed_dictionaries({part.id: st.sampled_from(part.values) for part in counted} | words)


@st.composite
def mixed_companies(draw, content: Questionnaire = MIXED):
    records = []
    for group in draw(st.lists(st.sampled_from(GROUPS), unique=True, min_size=2, max_size=4)):
        lean = {question.id: draw(answer_to(question)) for question in content.asking}
        records += [Record(group, draw(answering(content, lean))) for _ in range(draw(st.integers(3, 11)))]
    return records


MANY = settings(max_examples=150)


def seen(records, item):
    return Counter(record.group for record in records if record.answers.get(item) is not None)


class TestGeneratedCompanies:
    @MANY
    @given(companies(), st.integers(3, 6))
    def test_nothing_can_be_worked_out_about_a_few_or_about_people_too_alike(self, records, k):
        assert breaches(gate(records, PULSE, k), PULSE, records, k) == []

    @MANY
    @given(companies(), st.integers(3, 6))
    def test_whatever_shows_counts_nobody_or_at_least_k_and_so_does_the_rest(self, records, k):
        release = gate(records, PULSE, k)
        shown = {group.name for group in release.groups if group.state == SHOWN}
        for counts, parts in [
            *((item.whole and sum(item.whole.values()), {name: sum(found.values()) for name, found in item.groups.items()}) for item in release.items.values()),
            *((score.whole and score.whole.n, {name: found.n for name, found in score.groups.items()}) for score in release.scores.values()),
        ]:
            assert set(parts) <= shown
            assert all(n == 0 or n >= k for n in (counts or 0, *parts.values()))
            if parts:
                assert counts - sum(parts.values()) == 0 or counts - sum(parts.values()) >= k

    @MANY
    @given(companies())
    def test_what_shows_is_true(self, records):
        release = gate(records, PULSE)
        for name in ("coffee", "place"):
            for group, counts in release.items[name].groups.items() if release.shown else ():
                assert sum(counts.values()) == seen(records, name)[group]
                assert {value: count for value, count in counts.items() if count} == Counter(str(record.answers[name]) for record in records if record.group == group and name in record.answers)

    @MANY
    @given(companies(), st.randoms())
    def test_the_order_in_which_people_answered_changes_nothing(self, records, chance):
        shuffled = list(records)
        chance.shuffle(shuffled)
        assert gate(records, PULSE) == gate(shuffled, PULSE)

    @settings(max_examples=12)
    @given(companies(SUS))
    def test_nor_can_the_ten_items_of_the_sus_be_worked_out_from_its_score(self, records):
        assert breaches(gate(records, SUS), SUS, records, K) == []


class TestEveryKind:
    """Choices of several, matrices, rankings, and questions that not everybody is asked."""

    @settings(max_examples=60)
    @given(mixed_companies(), st.integers(3, 5))
    def test_nothing_can_be_worked_out_about_a_few_or_about_people_too_alike(self, records, k):
        assert breaches(gate(records, MIXED, k), MIXED, records, k) == []

    @settings(max_examples=60)
    @given(mixed_companies(), st.integers(3, 5))
    def test_of_each_part_whatever_shows_counts_nobody_or_at_least_k_and_so_does_the_rest(self, records, k):
        for name, item in gate(records, MIXED, k).items.items():
            whole, groups = sum((item.whole or {}).values()), [sum(counts.values()) for counts in item.groups.values()]
            assert all(n == 0 or n >= k for n in (whole, *groups)), name
            assert not groups or whole - sum(groups) == 0 or whole - sum(groups) >= k, name

    @settings(max_examples=60)
    @given(mixed_companies())
    def test_parts_that_hang_together_show_for_the_same_groups(self, records):
        release = gate(records, MIXED)
        for question in MIXED.asking if release.shown else ():
            if question.together:
                assert len({tuple(release.items[part.id].groups) for part in question.parts()}) == 1

    def test_a_question_that_depends_on_two_others_shows_for_no_group(self):
        both = YesNo("both", {"en": "And both?"}, show_if=Rule(ALL, (Condition("mobile", IS, ("yes",)), Condition("coffee", AT_LEAST, ("2",)))))
        content = Questionnaire((Page({}, (YesNo("mobile", {"en": "Phone?"}), COFFEE, both)),))
        records = [Record(group, {"mobile": "yes" if n < 8 else "no", "coffee": 1 + n % 3} | ({"both": ("yes", "no")[n % 2]} if n < 8 and n % 3 else {})) for group in ("Sales", "Tech") for n in range(12)]
        release = gate(records, content)
        assert set(release.items["mobile"].groups) == set(release.items["coffee"].groups) == {"Sales", "Tech"}
        assert (sum(release.items["both"].whole.values()), release.items["both"].groups) == (10, {})

    def test_what_few_answered_cannot_be_told_from_who_was_asked_next(self):
        """Three answered the first question. Whoever said yes there, or drinks bad coffee, is asked the last one: more than the bad coffee explains."""
        either = YesNo("either", {"en": "Why?"}, show_if=Rule(ANY, (Condition("mobile", IS, ("yes",)), Condition("coffee", IS, ("1",)))))
        content = Questionnaire((Page({}, (YesNo("mobile", {"en": "Phone?"}), COFFEE, either)),))
        records = [Record("", {"coffee": 1 + n % 3} | ({"mobile": "yes"} if n in (1, 2, 4) else {}) | ({"either": "yes"} if n % 3 == 0 or n in (1, 2, 4) else {})) for n in range(18)]
        release = gate(records, content)
        assert (release.items["mobile"].whole, release.items["either"].whole) == (None, None)

    def test_words_that_few_were_asked_for_are_not_let_out(self):
        asked = [Record("", {"mobile": "yes", "missing": f"word {n}"}) for n in range(9)]
        others = [Record("", {"mobile": "no"}) for _ in range(9)]
        assert gate(asked + others, MIXED).texts_hidden == ("missing",)
        assert gate([*asked, Record("", {"mobile": "yes"}), *others], MIXED).texts_hidden == ()


class TestRedVariants:
    """Each rule switched off by itself: now somebody's answers can be worked out."""

    BOARD = people("Board", 3, 2) + people("Sales", *VARIED) + people("Tech", *VARIED)

    def test_without_the_threshold(self, monkeypatch):
        monkeypatch.setattr(gate_rules, "shown_groups", lambda sizes, k: set(sizes))
        monkeypatch.setattr(gate_rules, "groups_showing", lambda values, records, shown, k: set(shown))
        assert breaches(gate(self.BOARD), ONE, self.BOARD, K)

    def test_without_hiding_a_second_group(self, monkeypatch):
        monkeypatch.setattr(gate_rules, "shown_groups", lambda sizes, k: {name for name, size in sizes.items() if size >= k})
        monkeypatch.setattr(gate_rules, "groups_showing", lambda values, records, shown, k: set(shown))
        assert breaches(gate(self.BOARD), ONE, self.BOARD, K) == ["['Board'] answered coffee: {'1': 0, '2': 1, '3': 1}"]

    def test_without_counting_those_who_left_an_item_out(self, monkeypatch):
        monkeypatch.setattr(gate_rules, "groups_showing", lambda values, records, shown, k: set(shown))
        records = people("Sales", *VARIED) + people("Tech", 3, None, None, None, None)
        assert breaches(gate(records), ONE, records, K) == ["['Tech'] answered coffee: {'1': 0, '2': 0, '3': 1}"]

    def test_without_the_rule_on_people_too_alike(self, monkeypatch):
        monkeypatch.setattr(gate_rules, "too_alike", lambda values: False)
        records = people("Sales", *VARIED) + people("Tech", 3, 3, 3, 3, 3)
        assert breaches(gate(records), ONE, records, K) == ["['Tech'] answered coffee: {'1': 0, '2': 0, '3': 5}"]

    def test_without_hiding_what_a_score_tells(self, monkeypatch):
        monkeypatch.setattr(gate_rules, "hide_what_scores_tell", lambda showing, scores: dict(showing))
        spread = [(7, 6), (7, 2), (7, 4), (7, 5), (7, 1)]
        records = [Record("Sales", {"u1": a, "u2": b}) for a, b in spread] + [Record("Tech", {"u1": b, "u2": b}) for _a, b in spread]
        assert "['Sales'] sum of u1" in breaches(gate(records, PULSE), PULSE, records, K)

    def test_without_hiding_what_the_parts_of_a_ranking_tell(self, monkeypatch):
        """Of three places the third follows from the other two."""
        monkeypatch.setattr(gate_rules, "hide_what_parts_tell", lambda showing, questionnaire: dict(showing))
        orders = {"Sales": [(1, 2, 3), (1, 3, 2), (1, 2, 3), (1, 3, 2), (1, 2, 3), (1, 3, 2)], "Tech": [(1, 2, 3), (2, 3, 1), (3, 1, 2), (1, 3, 2), (2, 1, 3), (3, 2, 1)]}
        records = [Record(group, dict(zip(("first.x", "first.y", "first.z"), order, strict=True))) for group, given_ in orders.items() for order in given_]
        assert "['Sales'] answered first.x: {'1': 6, '2': 0, '3': 0}" in breaches(gate(records, MIXED), MIXED, records, K)

    ASKED = [Record(group, {"mobile": "yes", "app": 1 + n % 3}) for group in ("Sales", "Tech") for n in range(6)] + [Record("Tech", {"mobile": "no"}), Record("Tech", {"mobile": "no"})]

    def test_without_hiding_what_rules_tell(self, monkeypatch):
        """All of Sales said yes, as one sees by how many of them were asked the next question."""
        assert breaches(gate(self.ASKED, MIXED), MIXED, self.ASKED, K) == []
        monkeypatch.setattr(gate_rules, "hide_what_rules_tell", lambda showing, questionnaire: dict(showing))
        assert "['Sales'] answered mobile: {'yes': 6, 'no': 0}" in breaches(gate(self.ASKED, MIXED), MIXED, self.ASKED, K)

    def test_without_looking_through_words_at_what_they_depend_on(self, monkeypatch):
        """The words are not counted; but they were asked for as the first answer said, and the next question as there were words."""
        records = [Record(record.group, {"mobile": record.answers["mobile"]} | ({"missing": "much", "heard": ("yes", "no")[n % 2]} if record.answers["mobile"] == "yes" else {})) for n, record in enumerate(self.ASKED)]
        assert breaches(gate(records, MIXED), MIXED, records, K) == []
        counted = {part.id for _question, part in MIXED.parts if not part.words}
        monkeypatch.setattr(gate_rules, "deciding", lambda content: [(question, frozenset(one.part for one in (question.show_if.conditions if question.show_if else ()) if one.part in counted)) for question in content.questions])
        assert "['Sales'] answered mobile: {'yes': 6, 'no': 0}" in breaches(gate(records, MIXED), MIXED, records, K)

    def test_without_hiding_the_other_items_of_a_score_that_not_everybody_was_asked(self, monkeypatch):
        """They count whole forms, so of each group those who were asked all of them."""
        content = Questionnaire((Page({}, (YesNo("mobile", {"en": "Phone?"}), Rating("u1", {"en": "a"}, high=7), Rating("u2", {"en": "b"}, high=7, show_if=where("mobile", "yes")))),), (Score("umux_lite", ("u1", "u2")),))
        records = [Record(record.group, {"mobile": record.answers["mobile"], "u1": 1 + n % 7} | ({"u2": 1 + n % 5} if record.answers["mobile"] == "yes" else {})) for n, record in enumerate(self.ASKED)]
        assert gate(records, content).items["u1"].groups == {}

        def only_its_own(showing, content):
            return {name: set() if name in ("u2", "=umux_lite") else groups for name, groups in showing.items()}

        monkeypatch.setattr(gate_rules, "hide_what_rules_tell", only_its_own)
        told = gate(records, content).items["u1"].groups
        assert {group: sum(counts.values()) for group, counts in told.items()} == {"Sales": 6, "Tech": 6}  # all six of Sales said yes, and two of the eight of Tech no

    def test_with_words_shown_that_few_were_asked_for(self, monkeypatch):
        monkeypatch.setattr(gate_rules, "_texts_hidden", lambda records, questionnaire, kc: ())
        records = [Record("", {"mobile": "yes", "missing": "the only one who was asked"})] + [Record("", {"mobile": "no"}) for _ in range(11)]
        release = gate(records, MIXED)
        assert (release.items["mobile"].whole, release.texts_shown, release.texts_hidden) == ({"yes": 1, "no": 11}, True, ())  # whoever said yes wrote it

    def test_without_leaving_broken_off_forms_out_of_the_items(self, monkeypatch):
        monkeypatch.setattr(gate_rules, "count_whole_forms", lambda columns, scores, k: columns)
        whole, broken = [Record("", {"u1": a, "u2": 8 - a}) for a in (1, 3, 4, 6, 7)], Record("", {"u1": 2})
        release = gate([*whole, broken], PULSE)
        score, answers = release.scores["umux_lite"].whole, [sum(int(value) * count for value, count in release.items[item].whole.items()) for item in ("u1", "u2")]
        assert sum(answers) - (score.mean * score.n * 12 / 100 + 2 * score.n) == pytest.approx(2)  # what the one who broke off had answered

    def test_hiding_only_the_alike_group_and_the_smallest_tells_which_one_is_alike(self, monkeypatch):
        def smallest_too(values, records, shown, k):
            alike = {name for name in shown if gate_rules.too_alike([value for value, record in zip(values, records, strict=True) if record.group == name])}
            return shown - alike - ({min(shown - alike)} if alike else set())

        monkeypatch.setattr(gate_rules, "groups_showing", smallest_too)
        records = people("Sales", *(3,) * 8) + people("Support", *VARIED[:5]) + people("Tech", *VARIED[:6])
        hidden = {"Sales", "Support", "Tech"} - set(gate(records).items["coffee"].groups)
        assert hidden - {"Support"} == {"Sales"}  # the smallest was hidden for company, so the other one is it
