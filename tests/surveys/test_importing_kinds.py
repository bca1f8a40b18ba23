"""Answers of every kind from a file: columns for parts, lists in one cell, and what the rules would not have asked."""

import csv
import io

import pytest

from errors import Refused
from people import store as people_store
from surveys import actions, store
from surveys.actions import Wanted
from tests.surveys.answering import dump
from tests.surveys.test_importing import NOW
from tests.surveys.whole import WHOLE


@pytest.fixture()
def survey(db):
    number = actions.new_survey(db, "open", "Before", NOW)
    actions.adjust(db, number, WHOLE)
    return number


def read(db, survey, headings, *lines):
    file = io.StringIO(newline="")
    csv.writer(file).writerows([headings, *lines])
    return actions.read_answers(db, survey, file.getvalue().encode(), Wanted(), people_store.get_company(db))


def taken(db, survey, headings, *lines):
    reading = read(db, survey, headings, *lines)
    assert [str(problem.refused) for problem in reading.problems] == []
    return [dict(row.record.answers) for row in reading.rows]


MAIL_AND_VISITS = {"reach.mail": 1, "reach.phone": 0, "reach.visits": 1, "reach.something": 0}


class TestColumns:
    @pytest.mark.parametrize("headings", [
        ("How do customers reach you?: Mail", "How do customers reach you?: Visits"), ("How do customers reach you? [Mail]", "2. How do customers reach you? [Visits]"),
        ("reach.mail", "REACH.VISITS"), ("2.1", "Q2.3"), ("How do customers reach you? (sv): Mail (sv)", "How do customers reach you? (sv) – Visits (sv)"),
    ])
    def test_an_option_has_its_column_by_text_id_or_number(self, db, survey, headings):
        assert taken(db, survey, headings, ("1", "yes")) == [MAIL_AND_VISITS]

    @pytest.mark.parametrize("cell", ["Mail; Visits", "Visits;Mail", "mail, visits", "Mail\nVisits", "Mail (sv) | Visits (sv)", "mail;Visits;"])
    def test_or_one_cell_lists_all_that_were_chosen(self, db, survey, cell):
        assert taken(db, survey, ("How do customers reach you?", "word"), (cell, "x")) == [MAIL_AND_VISITS | {"word": "x"}]

    def test_a_ranking_is_places_in_columns_or_a_list_with_the_best_first(self, db, survey):
        expected = {"first.search": 2, "first.speed": 3, "first.screens": 1}
        assert taken(db, survey, ("What should be mended first?", "word"), ("Screens; Search; Speed", "x")) == [expected | {"word": "x"}]
        assert taken(db, survey, ("first.search", "first.speed", "first.screens"), ("2", "3", "1")) == [expected]

    def test_the_words_beside_other_have_a_column_of_their_own(self, db, survey):
        headings = ("Where do you mostly work?", "Where do you mostly work?: Elsewhere (in their own words)")
        assert taken(db, survey, headings, ("Elsewhere", "On the train"), ("Home", "")) == [{"place": "elsewhere", "place.-words": "On the train"}, {"place": "home"}]

    def test_empty_and_declined_cells_are_no_answer(self, db, survey):
        assert taken(db, survey, ("mobile", "easy", "reach", "parts.sales", "hours"), ("yes", "-", "-", "", "-")) == [{"mobile": "yes"}]

    def test_a_list_and_columns_for_the_same_question_are_refused(self, db, survey):
        with pytest.raises(Refused, match="further columns for its options"):
            read(db, survey, ("reach", "reach.mail"), ("Mail", "1"))

    def test_a_note_is_no_column_and_has_no_number(self, db, survey):
        reading = read(db, survey, ("This is about SuperOffice CRM.", "Q1"), ("x", "yes"))
        assert (reading.unused, reading.columns.fields) == (["This is about SuperOffice CRM."], {1: "mobile"})


class TestWrongCells:
    @pytest.mark.parametrize(("heading", "cell", "says"), [
        ("reach", "Mail; Pigeon", "“Pigeon” is not one of the options."), ("reach.mail", "often", "neither 1 for chosen nor 0"), ("first", "Search; Speed", "Give every one a place of its own"),
        ("parts.calendar", "6", "not a whole number from 1 to 5"), ("hours", "41", "Write a number from -5 to 40."), ("since", "30 February", "not a day that exists"), ("app", "7", "would not have asked this here"),
    ])
    def test_each_is_named_and_nothing_is_kept(self, db, survey, heading, cell, says):
        before = dump(db)
        [problem] = read(db, survey, ("mobile", heading), ("no", cell)).problems
        assert (problem.line, problem.column) == (2, heading)
        assert says in str(problem.refused)
        assert dump(db) == before

    def test_of_several_columns_the_wrong_one_is_named(self, db, survey):
        [problem] = read(db, survey, ("parts.sales", "parts.calendar", "parts.reports"), ("1", "2", "9")).problems
        assert problem.column == "parts.reports"

    def test_what_the_rules_would_have_asked_comes_in(self, db, survey):
        assert taken(db, survey, ("app", "mobile"), ("7", "Yes")) == [{"mobile": "yes", "app": 7}]

    def test_one_answer_that_was_not_asked_for_keeps_the_whole_file_out(self, db, survey):
        before = dump(db)
        lines = "mobile,app\n" + "yes,7\n" * 10 + "no,7\n"
        with pytest.raises(Refused, match=r"1 cells are wrong; nothing was imported\. The first: line 12, column “app”"):
            actions.import_answers(db, survey, lines.encode(), Wanted(), people_store.get_company(db), None, NOW)
        assert dump(db) == before
        wave, _reading = actions.import_answers(db, survey, lines.replace("no,7", "no,").encode(), Wanted(), people_store.get_company(db), None, NOW)
        assert store.results(db, store.get_wave(db, wave)).reached == {"app": 10, "missing": 10}
