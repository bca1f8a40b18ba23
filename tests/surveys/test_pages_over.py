"""Results over the rounds: trends with what broke them, what has changed, two rounds beside each other, and what each cannot say."""

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

import privacy
from people import actions as people_actions
from people import store as people_store
from surveys import actions, jobs, store
from surveys.questionnaire import Page, Questionnaire
from surveys.questions import Option
from surveys.questions.ranking import Ranking
from tests import factories
from tests.surveys import rounds
from tests.surveys.rows import EASY, HIGH, LOW, TOOL, TOOLS, Rows
from tests.surveys.test_pages_surveys import text

FIGURE = re.compile(r"\d\.\d|\d %|n = \d")
TREND = "How easy is it to find a customer?"


@pytest.fixture()
def told(ambassador, db, config, clock) -> Rows:
    clock.moment = datetime(2026, 6, 1, 9, tzinfo=UTC)
    people_store.ensure_dimension(db, "Department")
    return Rows(db, config, clock)


@pytest.fixture()
def read(ambassador, db, told, clock):
    """What a page of the survey says."""
    def page(address: str = "results", status: int = 200) -> str:
        with ambassador.session_transaction() as session:
            session["secret"] = people_actions.start_session(db, factories.asa(db), clock())
        found = ambassador.get(f"/surveys/{told.survey}/{address}")
        assert found.status_code == status, found.text
        return found.get_json() if address.split("?")[0].endswith(".json") and status == 200 else text(found)

    return page


class TestOverTheRounds:
    def test_a_clear_change_stands_on_top_and_beside_its_figures(self, told, read):
        told.asks({"Ants": LOW})
        told.asks({"Ants": HIGH})
        page = read()
        assert f"What has changed {TREND} Up by 2.50 since round 1 (1.74 to 3.26)." in page
        assert re.search(r"Round 1 1 Jun 2026 8 1\.75 \(1\.16 to 2\.34\) – Round 2 1 Jul 2026 8 4\.25 \(3\.66 to 4\.84\) Up by 2\.50", page)
        assert "4 comparisons are made here. About one in twenty shows a change by chance alone" in page

    def test_falling_is_told_as_down_with_the_same_amounts(self, told, read):
        told.asks({"Ants": HIGH})
        told.asks({"Ants": LOW})
        assert "Down by 2.50 since round 1 (1.74 to 3.26)." in read()

    def test_an_interval_that_leaves_out_nothing_by_little_is_not_rounded_to_nothing(self, told, read):
        """Newcombe's interval of 7 of 41 and 14 of 38 is 0.0021 to 0.3780."""
        told.asks({"Ants": (1, 2) * 20 + (3,)}, tools=("mail",) * 7 + ("none",) * 34)
        told.asks({"Ants": (1, 2) * 19}, tools=("mail",) * 14 + ("none",) * 24)
        for page in (read(), read("comparison")):
            assert "Up by 20 percentage points since round 1 (0.2 to 38)." in page
        assert "+20 0.2 to 38" in read("comparison")

    def test_what_moves_up_in_an_order_is_not_told_as_down(self, told, read):
        actions.adjust(told.db, told.survey, Questionnaire((Page({}, (Ranking("first", {"en": "What first?"}, options=TOOLS),)),)))
        told.there("Ants", 8)
        for liked in (1, 7):
            wave = told.opens()
            for place, person in enumerate(told.people["Ants"]):
                rounds.give(told.db, told.config, wave, person, told.clock(), **{"first.mail": 1 if place < liked else 2, "first.sheet": 2 if place < liked else 1})
            told.closes(wave)
        for page in (read(), read("comparison")):
            assert "“Mail” Further up in the order by 0.75 places since round 1 (0.37 to 1.00)." in page
            assert "“A spreadsheet” Further down in the order by 0.75 places since round 1 (0.37 to 1.00)." in page
            assert "Up by" not in page
            assert "Down by" not in page

    def test_the_same_answers_again_are_no_change(self, told, read):
        told.asks({"Ants": LOW})
        told.asks({"Ants": LOW})
        page = read()
        assert "No figure has clearly changed since the round before." in page
        assert "No clear change since round 1." in page
        assert not re.search(r"(Up|Down) by", page)

    def test_shares_change_in_percentage_points(self, told, read):
        told.asks({"Ants": LOW}, tools=["none"] * 7 + ["mail"])
        told.asks({"Ants": LOW}, tools=["mail"] * 7 + ["none"])
        assert "What do you use today? “Mail” Up by 75 percentage points since round 1 (26 to 90)." in read()

    def test_trends_are_drawn_with_their_figures_in_words(self, told, read, ambassador):
        told.asks({"Ants": LOW})
        told.asks({"Ants": HIGH})
        read()
        page = ambassador.get(f"/surveys/{told.survey}/results").text
        assert re.search(r'<svg class="drawing"[^>]*role="img".*?<desc[^>]*>Round 1: 1\.75, 95 % interval 1\.16–2\.34, 8 answers; Round 2: 4\.25', page)

    def test_before_the_first_round_it_says_what_will_be_here(self, told, read):
        assert "No round has been opened yet" in read()
        assert "There are not two rounds to compare yet" in read("comparison")

    def test_one_round_is_no_trend(self, told, read):
        told.asks({"Ants": LOW})
        page = read()
        assert "Round 1 is the only one that shows it." in page
        assert "A trend needs two rounds that show something." in page
        assert "What has changed" not in page

    def test_an_open_sealed_round_stands_there_without_a_figure(self, told, read):
        told.asks({"Ants": LOW})
        wave = told.opens()
        rounds.give(told.db, told.config, wave, told.people["Ants"][0], told.clock(), easy=5, tool="mail")
        assert "Round 2 open until 21 Jul 2026 sealed" in read()
        lines = [line for line in read("results.json")["figures"] if line["round"] == 2]
        assert lines
        assert all((line["n"], line["figure"], line["why"]) == (None, None, "sealed") for line in lines)

    def test_a_round_that_shows_nothing_is_a_gap_with_its_reason(self, told, read):
        told.asks({"Ants": LOW})
        told.asks({"Ants": LOW[:3]})
        told.asks({"Ants": HIGH})
        page = read()
        assert "Round 2 1 Jul 2026 nothing shows: too few people answered" in page
        assert "Up by 2.50 since round 1" in page

    def test_a_round_that_retention_took_is_told(self, told, read):
        told.asks({"Ants": LOW}, keep_months=1)
        told.asks({"Ants": HIGH}, keep_months=24)
        told.clock.turn(days=30)
        jobs.delete_old(told.db, told.clock())
        page = read()
        assert "Round 1 was deleted, as was promised, when its time was over." in page
        assert "Round 2 is the only one that shows it." in page

    def test_how_rounds_were_asked_is_said_where_it_differs(self, told, read):
        told.asks({"Ants": LOW})
        told.asks({"Ants": HIGH}, level="named")
        page = read()
        assert "The rounds were not asked in the same way or not of the same people" in page
        assert "Round 1 1 Jun 2026, anonymous 8" in page
        assert "Round 2 1 Jul 2026, by name 8" in page

    def test_a_round_of_which_some_were_drawn_by_chance_says_so(self, told, read):
        told.asks({"Ants": LOW})
        wave = told.opens(sample=6, dimension_id=None)
        for one, rating in zip(store.invitations(told.db, wave.id), HIGH, strict=False):
            rounds.give(told.db, told.config, wave, one.person_id, told.clock(), easy=rating, tool="mail")
        told.closes(wave)
        page = read()
        assert "Round 1 1 Jun 2026, nobody drawn by chance 8" in page
        assert re.search(r"Round 2 1 Jul 2026, 6 of \d people drawn by chance 6", page)

    def test_a_round_that_was_closed_early_stands_under_the_day_on_which_it_was(self, told, read):
        told.clock.turn(days=3)
        told.asks({"Ants": LOW})
        page = read()
        assert "Round 1 4 Jun 2026 8 of 9 anonymous, by invitation" in page
        assert "Round 1 4 Jun 2026 8 1.75 (1.16 to 2.34)" in page

    def test_rounds_that_were_asked_alike_say_so_once(self, told, read):
        told.asks({"Ants": LOW})
        told.asks({"Ants": HIGH})
        assert "not asked in the same way" not in read()


class TestOtherQuestions:
    def test_another_scale_breaks_the_row(self, told, read):
        told.asks({"Ants": LOW})
        told.changes(replace(EASY, high=7))
        told.asks({"Ants": HIGH})
        page = read()
        assert "From round 2 on it cannot be compared with before. What can be answered is something else." in page
        assert "Before round 2 it was asked differently, so that earlier figures cannot be compared." in page
        assert not re.search(r"(Up|Down) by", page)
        figures = [line for line in read("results.json")["figures"] if line["unit"] == "mean"]
        assert [(line["round"], line["broken"], line["difference"]) for line in figures] == [(1, False, None), (2, True, None)]

    def test_another_meaning_breaks_it_and_says_both_wordings(self, told, read):
        told.asks({"Ants": LOW})
        told.changes(replace(EASY, text={"en": "How easy is it to find a colleague?"}), easy="other")
        told.asks({"Ants": HIGH})
        assert "It read “How easy is it to find a customer?” and now reads “How easy is it to find a colleague?”." in read()
        assert "“How easy is it to find a colleague?” was asked differently." in read("comparison")

    def test_the_same_in_other_words_goes_on_and_says_so(self, told, read):
        told.asks({"Ants": LOW})
        told.changes(replace(EASY, text={"en": "How easy is it to find customers?"}), easy="same")
        told.asks({"Ants": HIGH})
        page = read()
        assert "From round 2 on it is asked a little differently, and can be compared:" in page
        assert "Up by 2.50 since round 1" in page

    def test_a_new_option_was_none_before(self, told, read):
        told.asks({"Ants": LOW})
        told.changes(replace(TOOL, options=(*TOOLS, Option("none", {"en": "Nothing"}), Option("crm", {"en": "The new CRM"}))))
        told.asks({"Ants": LOW}, tools=("crm", "mail"))
        page = read("comparison")
        assert re.search(r"The new CRM not among the options 50 % \(22 to 78; n = 8\) – – Not compared\.", page)

    def test_a_question_that_was_asked_once_only_is_listed_as_that(self, told, read):
        told.asks({"Ants": LOW})
        actions.remove_questions(told.db, told.survey, lambda content: ["tool"])
        wave = told.opens()
        for person, rating in zip(told.people["Ants"], HIGH, strict=True):
            rounds.give(told.db, told.config, wave, person, told.clock(), easy=rating)
        told.closes(wave)
        assert "What cannot be compared “What do you use today?” was not asked in round 2." in read("comparison")


class TestGroups:
    def test_a_group_is_followed_where_it_shows(self, told, read):
        told.asks({"Ants": LOW, "Bees": HIGH})
        told.asks({"Ants": HIGH, "Bees": HIGH})
        assert "Up by 2.50 since round 1" in read("results?group=Ants")
        assert "No clear change since round 1." in read("results?group=Bees")

    def test_a_round_in_which_it_is_hidden_is_a_gap_and_no_comparison(self, told, read):
        told.asks({"Ants": LOW, "Bees": HIGH, "Cats": HIGH})
        told.asks({"Ants": LOW[:3], "Bees": HIGH, "Cats": HIGH[:4]})
        page = read("results?group=Ants")
        assert "fewer than 5 answers" in page
        assert "Round 1 is the only one that shows it." in page
        assert "Groups that cannot be compared Ants: round 1 – shows; round 2 – fewer than 5 answers" in page
        refused = read("comparison?group=Ants", 422)
        assert "“Ants” does not show in round 2: fewer than 5 of its people answered." in refused
        assert not FIGURE.search(refused)

    def test_a_renamed_group_is_two_names_that_each_stand_in_one_round(self, told, read):
        told.asks({"Ants": LOW, "Bees": HIGH})
        group = next(one.id for one in people_store.groups(told.db) if one.name == "Ants")
        people_actions.rename_group(told.db, group, "Emmets")
        told.people["Emmets"] = told.people.pop("Ants")
        told.asks({"Emmets": HIGH, "Bees": HIGH})
        page = read()
        assert "Ants: round 1 – shows; round 2 – there was no such group" in page
        assert "Emmets: round 1 – there was no such group; round 2 – shows" in page
        assert "one that was renamed or merged since cannot be" in page
        refused = read("comparison?group=Emmets", 422)
        assert "“Emmets” is not among the groups of round 1." in refused
        assert not FIGURE.search(refused)

    def test_a_renamed_kind_of_group_is_the_same_kind(self, told, read):
        told.asks({"Ants": LOW, "Bees": HIGH})
        people_actions.rename_dimension(told.db, rounds.department(told.db), "Team")
        dimension = people_store.dimensions(told.db)[0].id
        told.asks({"Ants": HIGH, "Bees": HIGH}, dimension_id=dimension)
        assert "Up by 2.50 since round 1" in read("results?group=Ants")

    def test_whoever_moved_counts_where_they_were_when_they_were_asked(self, told, read):
        told.asks({"Ants": LOW, "Bees": HIGH})
        told.moves(told.people["Ants"][0], "Bees")
        told.asks({"Ants": LOW, "Bees": HIGH})
        figures = [(line["round"], line["n"]) for line in read("results.json?group=Ants")["figures"] if line["id"] == "easy"]
        assert figures == [(1, 8), (2, 7)]

    def test_rounds_broken_down_by_something_else_are_gaps(self, told, read):
        told.asks({"Ants": LOW, "Bees": HIGH})
        told.asks({"Ants": HIGH, "Bees": HIGH}, dimension_id=None)
        assert "not broken down then" in read("results?group=Ants")
        assert "Round 2 was not broken down by “Department”, so its groups are others." in read("comparison?group=Ants", 422)

    @pytest.mark.parametrize(("asked", "sentence"), [
        ("results?group=Wasps", "There is no group “Wasps” in these rounds."),
        ("results?dimension=Shoe+size", "None of the rounds was broken down by “Shoe size”."),
        ("comparison?group=Wasps", "There is no group “Wasps” in these rounds."),
    ])
    def test_what_does_not_exist_gets_a_sentence_and_no_number(self, told, read, asked, sentence):
        told.asks({"Ants": LOW, "Bees": HIGH})
        told.asks({"Ants": HIGH, "Bees": HIGH})
        page = read(asked, 422)
        assert sentence in page
        assert page.startswith("Error:")
        assert not FIGURE.search(page)


class TestTwoRounds:
    def test_the_newest_two_stand_beside_each_other(self, told, read):
        told.asks({"Ants": HIGH})
        told.asks({"Ants": LOW})
        told.asks({"Ants": HIGH})
        page = read("comparison")
        assert "Round 2 → round 3" in page
        assert re.search(r"Mean 1\.75 \(1\.16 to 2\.34; n = 8\) 4\.25 \(3\.66 to 4\.84; n = 8\) \+2\.50 1\.74 to 3\.26 Up by 2\.50 since round 2 \(1\.74 to 3\.26\)\. very uncertain", page)

    def test_any_two_can_be_chosen_and_the_older_comes_first(self, told, read):
        told.asks({"Ants": LOW})
        told.asks({"Ants": LOW})
        told.asks({"Ants": HIGH})
        assert "Up by 2.50 since round 1" in read("comparison?from=1&to=3")
        assert read("comparison.json?from=3&to=1") == read("comparison.json?from=1&to=3")

    def test_what_is_comparable_only_through_what_stood_between_is_not(self, told, read):
        told.asks({"Ants": LOW})
        told.changes(replace(EASY, high=7))
        told.asks({"Ants": LOW})
        told.changes(replace(EASY, high=9))
        told.asks({"Ants": HIGH})
        page = read("comparison?from=1&to=3")
        assert "What cannot be compared “How easy is it to find a customer?” was asked differently." in page
        assert "was not asked" not in page

    @pytest.mark.parametrize(("asked", "sentence"), [
        ("from=2&to=2", "Choose two different rounds: compared with itself, round 2 has not changed."),
        ("from=1&to=9", "There is no round “9” of this survey that was opened."),
        ("from=x&to=2", "There is no round “x” of this survey that was opened."),
        ("from=1&to=3", "Too few people answered round 3 for anything of it to be shown: figures need 5 answers."),
        ("from=1&to=4", "Round 4 is still open and sealed: nothing of it shows before it is closed."),
    ])
    def test_what_cannot_be_compared_gets_a_sentence_and_no_number(self, told, read, asked, sentence):
        told.asks({"Ants": LOW})
        told.asks({"Ants": HIGH})
        told.asks({"Ants": HIGH[:1]})
        told.opens()
        page = read(f"comparison?{asked}", 422)
        assert sentence in page
        assert not FIGURE.search(page)
        read(f"comparison.json?{asked}", 409)

    @pytest.mark.parametrize("level", ["anonymous", "named"])
    def test_a_round_that_nobody_answered_has_no_figure(self, told, read, level):
        told.asks({"Ants": LOW}, level=level)
        told.closes(told.opens(level=level))
        assert "Round 1 is the only one that shows it." in read()
        assert [(line["figure"], line["why"] is None) for line in read("results.json")["figures"] if line["round"] == 2] == [(None, False)] * 4
        page = read("comparison?from=1&to=2", 422 if level == "anonymous" else 200)
        assert not re.search(r"(Up|Down) by|No clear change", page)

    def test_one_answer_is_too_few_to_tell_a_change(self, told, read):
        told.asks({"Ants": LOW[:1]}, level="named")
        told.asks({"Ants": HIGH}, level="named")
        page = read("comparison")
        assert "A single answer is too few to tell a change." in page
        assert not re.search(r"(Up|Down) by", page)

    def test_all_alike_on_both_sides_leaves_chance_unknown(self, told, read):
        told.asks({"Ants": [4] * 8})
        told.asks({"Ants": [5] * 8})
        assert "All gave the same answer, on both sides: nothing tells how much of it is chance." in read("comparison")

    def test_an_erased_person_is_in_no_named_figure_and_that_is_said(self, told, read):
        told.asks({"Ants": LOW}, level="named")
        told.asks({"Ants": HIGH}, level="named")
        privacy.erase(told.db, told.config, told.people["Ants"][0], told.clock())
        assert [(line["n_before"], line["n_after"]) for line in read("comparison.json")["figures"] if line["id"] == "easy"] == [(7, 7)]
        assert "when somebody changes their answers or is erased, numbers can differ from what an earlier page said" in read("comparison")

    def test_the_file_has_what_the_page_shows(self, told, read):
        told.asks({"Ants": LOW})
        told.asks({"Ants": HIGH})
        line = next(line for line in read("comparison.json")["figures"] if line["id"] == "easy")
        assert (line["figure_before"], line["figure_after"], line["difference"], line["clear"]) == (1.75, 4.25, 2.5, True)
        assert (round(line["difference_low"], 2), round(line["difference_high"], 2)) == (1.74, 3.26)


def test_a_score_and_its_question_of_the_same_name_are_told_apart_in_the_files(told, read):
    told.survey = actions.new_survey(told.db, "satisfaction", "Satisfied?", told.clock())
    for rating in (2, 4):
        people = told.there("Ants", 8)
        wave = told.opens()
        for person in people:
            rounds.give(told.db, told.config, wave, person, told.clock(), satisfaction=rating)
        told.closes(wave)
    for address, each in (("results.json", 2), ("comparison.json", 1)):
        named = [line["id"] for line in read(address)["figures"]]
        assert {name: named.count(name) for name in named} == {"score:satisfaction": each, "satisfaction": each}


def test_what_the_same_people_have_changed_stands_beside_what_everybody_has(told, read):
    """Who was asked both times confidentially, each with their own way of rating, and one step up or two."""
    before = (1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3)
    told.asks({"Ants": before}, level="confidential", dimension_id=None)
    told.asks({"Ants": [rating + 1 + place % 2 for place, rating in enumerate(before)]}, level="confidential", dimension_id=None)
    said = "The same 12 people: up by 1.50 since round 1 (1.17 to 1.83)."
    assert said in read()
    assert said in read("comparison")
    line = next(line for line in read("comparison.json")["figures"] if line["id"] == "easy")
    assert (line["same_people"], line["same_people_mean"]) == (12, 1.5)


def test_a_change_that_only_the_same_people_show_clearly_is_told_on_top_too(told, read):
    """Everybody rates one half higher than before: less than people differ from each other, more than they differ from themselves."""
    before = (1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4)
    told.asks({"Ants": before}, level="confidential", dimension_id=None)
    told.asks({"Ants": [rating + place % 2 for place, rating in enumerate(before)]}, level="confidential", dimension_id=None)
    page = read()
    assert f"What has changed {TREND} No clear change since round 1. The same 12 people: up by 0.50 since round 1 (0.17 to 0.83)." in page
    assert f"What has changed {TREND} No clear change since round 1. The same 12 people: up by 0.50" in read("comparison")


def test_the_change_pulses_first_step_moves_from_round_to_round(told, read, db, config, clock):
    told.survey = actions.new_survey(db, "change-pulse", "The change", clock())
    for first in (2, 4):
        told.there("Ants", 6)
        wave = told.opens()
        for place, person in enumerate(told.people["Ants"]):
            pulse = {"pulse.why": first, "pulse.want": 4 + place % 2, "pulse.how": 2 + place % 2, "pulse.can": 4, "pulse.support": 4}
            rounds.give(db, config, wave, person, clock(), **pulse)
        told.closes(wave)
    page = read()
    assert "Round 1: I understand why we are changing to SuperOffice CRM. Its mean is 2.00 (2.00 to 2.00) of 6 answers" in page
    assert "Round 2: I know how to do my tasks in SuperOffice CRM. Its mean is 2.50 (1.93 to 3.07) of 6 answers" in page
