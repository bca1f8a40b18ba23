"""Answers gathered elsewhere: columns find their questions, every bad cell is named, and it is all or nothing."""

import csv
import io
from datetime import UTC, datetime

import openpyxl
import pytest

from errors import Refused
from people import store as people_store
from surveys import actions, library, store
from surveys.actions import Wanted
from tests import factories
from tests.surveys.answering import dump
from tests.surveys.test_scores import END_USERS, TECHNICIANS

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
STATEMENTS = [english.replace("{system}", "the tool").rstrip(".") for english, _swedish in library.SUS_ITEMS]
PEOPLE = [(f"{n}", "endusers", *line) for n, line in enumerate(END_USERS)] + [(f"{n}", "technicians", *line) for n, line in enumerate(TECHNICIANS)]
BY_GROUP = Wanted(group="group")


def as_csv(lines, separator=",", encoding="utf-8") -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows(lines)
    return file.getvalue().encode(encoding)


def as_xlsx(lines) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    for line in lines:
        book.active.append([int(cell) if cell.isdigit() else cell for cell in line])
    book.save(file)
    return file.getvalue()


def table(*headings: str, rows=PEOPLE):
    return [("respondent", "group", *(headings or STATEMENTS)), *rows]


@pytest.fixture()
def survey(db):
    return actions.new_survey(db, "sus", "Before", NOW)


def bring(db, survey, content, wanted=BY_GROUP):
    return actions.import_answers(db, survey, content, wanted, people_store.get_company(db), None, NOW)


def results(db, wave_id):
    return store.results(db, store.get_wave(db, wave_id), store.EVERY_WORD)


class TestPublished:
    @pytest.mark.parametrize("content", [
        as_csv(table()), as_csv(table(), ";"), as_csv(table(), "\t"), as_csv(table(), encoding="utf-8-sig"), as_csv(table(), ";", "cp1252"), as_csv(table(), encoding="utf-16"), as_xlsx(table()),
    ], ids=["comma", "semicolon", "tab", "byte order mark", "windows", "utf-16", "xlsx"])
    def test_a_study_comes_in_and_its_published_figures_come_out(self, db, survey, content):
        wave_id, _reading = bring(db, survey, content)
        found = results(db, wave_id)
        [score] = found.scores
        shown = {name: [round(x, 4) for x in (mean.mean, mean.sd, mean.low, mean.high)] + [mean.grade] for name, mean in score.groups.items()}
        assert shown == {"endusers": [78.8889, 14.4217, 67.8034, 89.9744, "A−"], "technicians": [83.75, 8.8388, 77.4271, 90.0729, "A"]}
        assert (found.n, score.whole.n, score.incomplete, score.all_equal, found.invited, found.rates) == (19, 19, 0, 0, None, {})

    def test_the_round_is_closed_at_once_with_its_promise(self, db, survey):
        wave_id, _reading = bring(db, survey, as_csv(table()))
        wave = store.get_wave(db, wave_id)
        assert (wave.state, wave.imported, wave.dimension, wave.closed_at, store.promise(db, wave_id).level) == ("closed", True, "group", NOW, "anonymous")
        assert store.sealed(db, wave_id) == []


class TestColumns:
    @pytest.mark.parametrize("headings", [
        STATEMENTS, [f"{n}. {text}!" for n, text in enumerate(STATEMENTS, 1)], [f"Q{n}" for n in range(1, 11)], [str(n) for n in range(1, 11)], [f"SUS{n}" for n in range(1, 11)],
        [f"sus {n:02}" for n in range(1, 11)], [swedish.replace("{system}", "systemet") for _english, swedish in library.SUS_ITEMS], [f"Fråga {n}" for n in range(1, 11)],
        [text.upper().replace("THE TOOL", "SUPEROFFICE CRM (VERSION 10)") for text in STATEMENTS],
    ], ids=["texts", "numbered texts", "Q1", "1", "ids", "sus 01", "Swedish", "Fråga 1", "another product"])
    def test_a_column_finds_its_question(self, db, survey, headings):
        reading = actions.read_answers(db, survey, as_csv(table(*headings)), BY_GROUP, people_store.get_company(db))
        assert reading.columns.fields == {place: f"sus{place - 1}" for place in range(2, 12)}
        assert (reading.problems, reading.unused, len(reading.rows)) == ([], [], 19)

    def test_their_order_does_not_matter_and_strange_ones_are_named(self, db, survey):
        lines = [(*line[::-1], "x") for line in table()]
        lines[0] = (*lines[0][:-1], "shoe size")
        wave_id, reading = bring(db, survey, as_csv(lines))
        assert reading.unused == ["shoe size"]
        assert round(results(db, wave_id).scores[0].groups["technicians"].mean, 4) == 83.75

    def test_a_title_above_the_headings_is_passed_over(self, db, survey):
        wave_id, _reading = bring(db, survey, as_csv([("Results of the study",), (), *table()]))
        assert results(db, wave_id).n == 19

    @pytest.mark.parametrize(("headings", "wanted", "field", "says"), [
        ([*STATEMENTS[:9], STATEMENTS[0]], BY_GROUP, "file", "a second time"), (STATEMENTS, Wanted(group="team"), "group", "There are: respondent, group"),
        (STATEMENTS, Wanted(group="13"), "group", "no column"), (["a", "b"], BY_GROUP, "file", "No column is a question"),
        (STATEMENTS, Wanted(level="named", respondent="email"), "respondent", "no column"),
    ])
    def test_a_column_that_is_missing_or_doubled_is_named(self, db, survey, headings, wanted, field, says):
        before = dump(db)
        with pytest.raises(Refused, match=says) as refused:
            bring(db, survey, as_csv([("respondent", "group", *headings), *(row[: 2 + len(headings)] for row in PEOPLE)]), wanted)
        assert refused.value.field == field
        assert dump(db) == before

    def test_a_column_may_be_named_by_its_number(self, db, survey):
        wave_id, _reading = bring(db, survey, as_csv(table()), Wanted(group="2"))
        assert set(results(db, wave_id).scores[0].groups) == {"endusers", "technicians"}


class TestBadCells:
    def test_each_is_named_by_line_and_column_and_nothing_is_kept(self, db, survey):
        rows = [list(row) for row in PEOPLE]
        rows[3][4], rows[7][11], rows[7][2] = "6", "often", "2.5"
        before = dump(db)
        reading = actions.read_answers(db, survey, as_csv(table(rows=rows)), BY_GROUP, people_store.get_company(db))
        assert [(bad.line, bad.column) for bad in reading.problems] == [(5, STATEMENTS[2]), (9, STATEMENTS[0]), (9, STATEMENTS[9])]
        assert str(reading.problems[0].refused) == "“6” is not a whole number from 1 to 5."
        with pytest.raises(Refused, match=r"3 cells are wrong; nothing was imported\. The first: line 5"):
            bring(db, survey, as_csv(table(rows=rows)))
        assert dump(db) == before

    def test_a_line_number_is_the_files_also_after_empty_lines_and_lines_within_a_cell(self, db, survey):
        lines = table("Q1", "Q2", "What works well for you in it?", rows=[("1", "a", "4", "4", "one\ntwo"), (), ("2", "a", "4", "9", "")])
        reading = actions.read_answers(db, survey, as_csv(lines), BY_GROUP, people_store.get_company(db))
        assert [bad.line for bad in reading.problems] == [5]

    def test_lines_without_any_answer_are_nobodys(self, db, survey):
        wave_id, reading = bring(db, survey, as_csv(table(rows=[*PEOPLE, ("20", "endusers"), ("21", "endusers", *[""] * 10)])))
        assert (reading.left_out, results(db, wave_id).n) == (2, 19)

    def test_a_form_with_a_gap_is_counted_and_stays_out_of_the_score(self, db, survey):
        rows = [*PEOPLE, ("20", "endusers", "4", "", *"33323334")]
        wave_id, _reading = bring(db, survey, as_csv(table(rows=rows)))
        [score] = results(db, wave_id).scores
        assert (score.whole.n, score.incomplete, results(db, wave_id).n) == (19, 1, 20)

    @pytest.mark.parametrize("content", [b"", b"\n\n", b"PK\x03\x04broken", b"\xff\xfe", b"\x00\x01\x02", b"%PDF-1.7 x", b'"a","b\n1', b"\xd0\xcf\x11\xe0", b"q1\n" * 3, b"a" * 100_000, b"Q1,Q1\n1,2\n"])
    def test_a_file_that_is_none_is_refused_in_words(self, db, survey, content):
        before = dump(db)
        with pytest.raises(Refused) as refused:
            bring(db, survey, content, Wanted())
        assert refused.value.field == "file"
        assert dump(db) == before


class TestLimits:
    def test_too_few_to_ever_show_are_not_taken(self, db, survey):
        before = dump(db)
        with pytest.raises(Refused, match="answers of 4 people, and figures show from 5 on"):
            bring(db, survey, as_csv(table(rows=PEOPLE[:4])))
        assert dump(db) == before

    @pytest.mark.parametrize(("chosen", "field"), [({"k": 2}, "k"), ({"k": 6, "kc": 5}, "kc"), ({"level": "secret"}, "level"), ({"k": 1000, "kc": 1000}, "k")])
    def test_the_numbers_have_limits(self, db, survey, chosen, field):
        before = dump(db)
        with pytest.raises(Refused) as refused:
            bring(db, survey, as_csv(table(rows=PEOPLE * 60)), Wanted(group="group", **chosen))
        assert refused.value.field == field
        assert dump(db) == before

    def test_a_group_of_few_is_hidden_as_in_any_round(self, db, survey):
        wave_id, _reading = bring(db, survey, as_csv(table(rows=[*PEOPLE, ("20", "board", *"4233332332"), ("21", "board", *"2333342233")])))
        assert {group.name: group.state for group in results(db, wave_id).groups} == {"board": "few", "endusers": "protects", "technicians": "shown"}

    def test_a_groups_name_has_an_end(self, db, survey):
        reading = actions.read_answers(db, survey, as_csv(table(rows=[("1", "x" * 101, *"4233332332")])), BY_GROUP, people_store.get_company(db))
        assert [(bad.line, bad.column) for bad in reading.problems] == [(2, "group")]


class TestWords:
    @pytest.mark.parametrize(("rows", "shown"), [(END_USERS[:8], []), (TECHNICIANS, sorted(f"Word {n}" for n in range(10)))])
    def test_columns_that_match_nothing_become_open_questions_and_show_from_ten_people_on(self, db, survey, rows, shown):
        lines = [("respondent", *STATEMENTS, "Anything else?"), *((str(n), *line, f"Word {n}") for n, line in enumerate(rows))]
        wave_id, _reading = bring(db, survey, as_csv(lines), Wanted(add_questions=True))
        found = results(db, wave_id)
        [texts] = [text for text in found.texts if text.question.text.get("en") == "Anything else?"]
        assert (found.texts_shown, sorted(texts.texts)) == (bool(shown), shown)
        if not shown:
            assert "Word" not in dump(db)

    def test_a_round_of_before_keeps_its_questions_when_later_ones_come(self, db, survey):
        first, _reading = bring(db, survey, as_csv(table()))
        lines = [(*line, "x") for line in table()]
        lines[0] = (*lines[0][:-1], "Anything else?")
        second, _reading = bring(db, survey, as_csv(lines), Wanted(group="group", add_questions=True))
        asked = [store.get_wave(db, wave).questionnaire_id for wave in (first, second)]
        assert asked[0] != asked[1]
        assert store.questionnaire(db, asked[0]).find("open1") is None

    def test_no_new_version_is_made_where_nothing_is_new(self, db, survey):
        asked = {store.get_wave(db, bring(db, survey, as_csv(table()), Wanted(group="group", add_questions=True))[0]).questionnaire_id for _ in range(3)}
        assert len(asked) == 1


class TestByName:
    def test_each_line_is_kept_under_its_name_and_a_person_on_the_roster_under_theirs(self, db, survey):
        person = factories.person(db, "Ida Berg")
        wave_id, _reading = bring(db, survey, as_csv([("who", *STATEMENTS), ("ida.berg@nordverk.example.com", *END_USERS[0]), ("Somebody", *END_USERS[1])]), Wanted(level="named", respondent="who"))
        assert [(one.respondent, one.answers["sus1"]) for one in store.named(db, wave_id)] == [("Ida Berg", 4), ("Somebody", 4)]
        assert len(store.named_of_person(db, person)) == 1

    def test_a_person_with_two_lines_is_refused(self, db, survey):
        factories.person(db, "Ida Berg")
        before = dump(db)
        with pytest.raises(Refused, match="Ida Berg has more than one line in the file; line 3"):
            bring(db, survey, as_csv([("who", *STATEMENTS), *(("ida.berg@nordverk.example.com", *line) for line in END_USERS[:2])]), Wanted(level="named", respondent="who"))
        assert dump(db) == before

    def test_names_are_needed_for_it(self, db, survey):
        with pytest.raises(Refused) as refused:
            bring(db, survey, as_csv([STATEMENTS, *END_USERS]), Wanted(level="named"))
        assert refused.value.field == "respondent"

    def test_an_anonymous_import_keeps_no_name(self, db, survey):
        bring(db, survey, as_csv([("respondent", *STATEMENTS), *((f"Somebody {n}", *line) for n, line in enumerate(END_USERS))]), Wanted())
        assert "Somebody" not in dump(db)
