"""What is taken away of a round: the figures that show, with their intervals, and why the others do not; and every answer by name."""

import csv
import io
import json
import re
import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import flask_babel
import openpyxl
import pytest

import storage
from surveys import actions, export, figures, store
from surveys.store import answers as answers_store
from tests import factories
from tests.surveys import rounds
from tests.surveys.answering import round_of
from tests.surveys.charted import charted_round
from tests.surveys.rows import Rows
from tests.surveys.test_pages_results import ENDUSERS
from tests.surveys.test_pages_results import sheet as file_of
from tests.surveys.whole import WHOLE, answers

FORMULA = "=cmd|' /C calc'!A0; -1\n+2"
DOCUMENTED = (Path(__file__).parents[2] / "docs" / "files.md").read_text()


@pytest.fixture()
def wave(db, config, clock):
    """Sales and Support show; Board and Office are too small."""
    return charted_round(db, config, clock())


def table(response) -> list[dict[str, str]]:
    assert (response.status_code, response.mimetype) == (200, "text/csv")
    return list(csv.DictReader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))


def workbook(response) -> openpyxl.Workbook:
    assert response.status_code == 200
    assert response.mimetype.endswith("spreadsheetml.sheet")
    return openpyxl.load_workbook(io.BytesIO(response.data))


def sheet(book: openpyxl.Workbook, name: str) -> list[dict[str, object]]:
    headings, *lines = book[name].iter_rows(values_only=True)
    return [dict(zip(headings, line, strict=True)) for line in lines]


def number(text: str) -> float | None:
    return float(text) if text else None


class TestFigures:
    def test_every_share_has_its_count_its_whole_and_wilsons_interval(self, ambassador, wave):
        found = [line for line in table(ambassador.get(f"/waves/{wave.id}/results.csv")) if line["Question"] == "How do customers reach you?" and line["Part"] == "Phone"]
        chosen = {line["Group"]: line for line in found if line["Answer"] == "Chosen"}
        assert chosen["Everybody"] | {"Question": "", "Part": ""} == {
            "Question": "", "Part": "", "Answer": "Chosen", "Group": "Everybody", "Count": "13", "Of": "26", "Share": "0.5", "Low": "0.3206", "High": "0.6794", "Mean": "", "Standard deviation": "", "Grade": "", "Remark": "",
        }

    def test_all_files_hold_the_same_figures(self, ambassador, wave):
        """Those of the page: it, they and the file for programs are made of one reading."""
        [told] = ambassador.get(f"/waves/{wave.id}/results.json").json["rounds"]
        lines = table(ambassador.get(f"/waves/{wave.id}/results.csv"))
        figures, means = (sheet(workbook(ambassador.get(f"/waves/{wave.id}/results.xlsx")), name) for name in ("Figures", "Means"))
        shares = {(line["Question"], line["Part"], line["Answer"], line["Group"]): line for line in lines if line["Answer"]}
        assert len(shares) == sum(len(one["counts"]) for question in told["questions"] for one in (question, *filter(None, question["groups"].values())))
        for line in figures:
            if line["Answer"]:
                same = shares[line["Question"], line["Part"] or "", str(line["Answer"]), line["Group"]]
                assert [line[name] for name in ("Count", "Of", "Share", "Low", "High")] == [number(same[name]) for name in ("Count", "Of", "Share", "Low", "High")]
        scores = {line["Group"]: line for line in means if line["Question"] == "System Usability Scale (SUS)"}
        [sus] = [score for score in told["scores"] if score["name"] == "sus"]
        for name, mean in {"Everybody": sus["whole"], **sus["groups"]}.items():
            assert [scores[name][column] for column in ("Of", "Mean", "Standard deviation", "Low", "High", "Grade")] == [mean[key] for key in ("n", "mean", "sd", "low", "high", "grade")]

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_hidden_groups_keep_their_place_with_the_reason_and_no_number(self, ambassador, wave, kind):
        response = ambassador.get(f"/waves/{wave.id}/results.{kind}")
        lines = table(response) if kind == "csv" else [line for name in ("Figures", "Means") for line in sheet(workbook(response), name)]
        hidden = [line for line in lines if line["Group"] in ("Board", "Office")]
        assert {line["Remark"] for line in hidden} == {"fewer than 5 answers"}
        assert not [line for line in hidden if any(value not in ("", None) for name, value in line.items() if name not in ("Question", "Part", "Group", "Remark"))]
        places = [line["Group"] for line in lines if line["Question"] == "Who has answered"]
        assert places == ["Everybody", "Board", "Office", "Sales", "Support", "No group"]

    def test_where_a_question_shows_for_no_group_each_says_so(self, ambassador, wave):
        [told] = ambassador.get(f"/waves/{wave.id}/results.json").json["rounds"]
        hidden = {one["text"] for one in told["questions"] if one["n"] and one["groups"]["Sales"] is None}
        hidden |= {"Satisfaction"} if told["scores"][-1]["groups"]["Sales"] is None else set()
        assert len(hidden) > 1
        lines = [line for line in table(ambassador.get(f"/waves/{wave.id}/results.csv")) if line["Group"] == "Sales" and not line["Count"] and not line["Mean"]]
        assert {f"{line['Question']}: {line['Part']}" if line["Part"] else line["Question"] for line in lines} == hidden
        assert {line["Remark"] for line in lines} == {"not shown: in one of the groups the answers are too few or too alike"}

    def test_the_workbook_says_what_it_is(self, ambassador, wave):
        told = {line[0]: line[1] for line in workbook(ambassador.get(f"/waves/{wave.id}/results.xlsx"))["About"].iter_rows(values_only=True) if line[0]}
        assert told.pop("How to read it")
        assert told == {
            "Survey": wave.title, "Round": 1, "Level": "anonymous", "Figures from so many people on": 5, "Free text from so many people on": 10, "Groups": "Department", "Have answered": 26, "Were asked": 27,
            "Opened": "2026-11-23", "Closed": "2026-11-23",
        }

    def test_no_cell_of_the_workbook_is_a_formula_and_every_figure_a_number(self, ambassador, wave):
        for page in workbook(ambassador.get(f"/waves/{wave.id}/results.xlsx")).worksheets:
            for cell in (cell for line in page.iter_rows() for cell in line if cell.value is not None):
                assert cell.data_type == ("s" if isinstance(cell.value, str) else "n")
                assert not isinstance(cell.value, str) or not re.fullmatch(r"0\.\d+", cell.value)

    def test_too_few_answers_are_a_sentence_and_no_figure(self, ambassador, db, config, clock):
        people = factories.people(db, "Sales", 4)
        wave = rounds.opened(db, clock())
        for person in people:
            rounds.give(db, config, wave, person, clock())
        actions.close_wave(db, config, wave.id, clock())
        [line] = table(ambassador.get(f"/waves/{wave.id}/results.csv"))
        assert (line["Count"], line["Remark"]) == ("4", "fewer than 5 people answered, so nothing is shown")
        assert len(list(workbook(ambassador.get(f"/waves/{wave.id}/results.xlsx"))["Means"].rows)) == 1

    def test_what_is_sealed_is_in_no_file(self, ambassador, db, config, clock):
        people = factories.people(db, "Sales", 12)
        wave = rounds.opened(db, clock())
        for person in people:
            rounds.give(db, config, wave, person, clock())
        assert {ambassador.get(f"/waves/{wave.id}/results.{kind}").status_code for kind in ("csv", "xlsx", "json")} == {409}
        assert {ambassador.get(f"/waves/{wave.id}/answers.{kind}").status_code for kind in ("csv", "xlsx")} == {404}


    def test_how_much_the_same_people_have_changed_is_told_where_the_gate_let_it_out(self, db, config, clock):
        clock.moment = datetime(2026, 6, 1, 9, tzinfo=UTC)
        told, before = Rows(db, config, clock), (1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3)
        told.asks({"Ants": before}, level="confidential", dimension_id=None)
        wave = told.asks({"Ants": [rating + 1 + place % 2 for place, rating in enumerate(before)]}, level="confidential", dimension_id=None)
        with flask_babel.force_locale("en"):
            text = b"".join(export.as_csv(wave, store.results(db, wave), "en")).decode("utf-8-sig")
            questions = figures.questions_over(store.rounds(db, told.survey), "", "")
            over = b"".join(export.over_csv([trend for one in questions for trend in one.trends], "", "en")).decode("utf-8-sig")
        [same] = [line for line in csv.DictReader(io.StringIO(text)) if line["Group"] == "The same people as in round 1: their change" and line["Mean"]]
        assert (same["Question"], same["Of"], same["Mean"], float(same["Low"]) > 0) == ("How easy is it to find a customer?", "12", "1.5", True)
        [line] = [line for line in csv.DictReader(io.StringIO(over)) if line["The same people"]]
        assert (line["Round"], line["The same people"], line["Their change"], line["They answered round"]) == ("2", "12", "1.5", "1")


class TestForPrograms:
    def test_the_shape_has_a_name_and_a_number(self, ambassador, wave):
        found = ambassador.get(f"/waves/{wave.id}/results.json").json
        assert (found["format"], found["version"], found["survey"], len(found["rounds"])) == ("ombord results", 1, wave.title, 1)
        about = {name: found["rounds"][0][name] for name in ("round", "state", "opened", "closed", "level", "k", "kc", "dimension", "imported")}
        assert about == {"round": 1, "state": "closed", "opened": "2026-11-23", "closed": "2026-11-23", "level": "anonymous", "k": 5, "kc": 10, "dimension": "Department", "imported": False}
        assert {"name": "Board", "state": "few", "reason": "fewer than 5 answers"} in found["rounds"][0]["groups"]

    def test_every_name_in_it_is_told_of(self, ambassador, wave):
        def keys(value, inside=""):
            if isinstance(value, dict) and inside in ("labels", "counts", "shares", "groups", "barriers"):
                yield from (key for one in value.values() for key in keys(one))
            elif isinstance(value, dict):
                yield from value
                yield from (key for name, one in value.items() for key in keys(one, name))
            elif isinstance(value, list):
                yield from (key for one in value for key in keys(one))

        found = set(keys(ambassador.get(f"/waves/{wave.id}/results.json").json)) - {"mode", "conditions", "part", "test", "values"}  # a rule's, told in definitions.md
        assert sorted(name for name in found if f"`{name}`" not in DOCUMENTED) == []

    def test_figures_have_four_decimals_and_are_always_numbers(self, ambassador, wave):
        text = ambassador.get(f"/waves/{wave.id}/results.json").text
        assert "NaN" not in text
        assert "Infinity" not in text
        assert not re.search(r"\d\.\d{5}", text)

    def test_shares_have_their_intervals(self, ambassador, wave):
        [told] = ambassador.get(f"/waves/{wave.id}/results.json").json["rounds"]
        [found] = [one for one in told["questions"] if one["id"] == "reach.phone"]
        assert (found["counts"]["1"], found["shares"]["1"]) == (13, {"share": 0.5, "low": 0.3206, "high": 0.6794})


class TestAnswersByName:
    @pytest.fixture()
    def named(self, db, config, clock):
        people = {name: factories.person(db, name, "Sales") for name in ("Çelik", "anna ek", "Berit Ö", "Åsa Ek", "Anna Dal", "berit")}
        wave = round_of(db, clock(), WHOLE, "named")
        for n, name in enumerate(("Åsa Ek", "berit", "Anna Dal", "Çelik", "Berit Ö", "anna ek")):
            given = answers(n)
            rounds.give(db, config, wave, people[name], clock(), **given | ({"missing": FORMULA} if "missing" in given else {}))
        return wave

    def test_they_stand_by_name_whoever_answered_first(self, ambassador, db, named, monkeypatch):
        whole = [line["Respondent"] for line in table(ambassador.get(f"/waves/{named.id}/answers.csv"))]
        assert whole == ["Anna Dal", "anna ek", "berit", "Berit Ö", "Åsa Ek", "Çelik"]
        for size in (1, 2, 3, 6):
            monkeypatch.setattr(answers_store, "READ_AT_ONCE", size)
            assert [one.respondent for one in store.each_named(db, named.id)] == whole == [one.respondent for one in store.named(db, named.id)]

    def test_a_workbook_has_words_as_words_and_numbers_as_numbers(self, ambassador, named):
        page = workbook(ambassador.get(f"/waves/{named.id}/answers.xlsx?headed=id")).worksheets[0]
        headings = [cell.value for cell in page[1]]
        said, hours = headings.index("missing"), headings.index("hours")
        cells = [line for line in page.iter_rows(min_row=2) if line[said].value]
        assert {(line[said].value, line[said].data_type) for line in cells} == {(FORMULA, "s")}
        assert {line[hours].data_type for line in page.iter_rows(min_row=2) if line[hours].value is not None} == {"n"}

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_what_was_taken_away_can_be_brought_in_again(self, ambassador, db, named, clock, kind):
        content = ambassador.get(f"/waves/{named.id}/answers.{kind}").data
        survey = store.get_wave(db, named.id).survey_id
        number, _reading = actions.import_answers(db, survey, content, actions.Wanted(group="Department", level="named"), rounds.people_store.get_company(db), None, clock())
        again = {one.respondent: one.answers for one in store.named(db, number)}
        assert again == {one.respondent: one.answers for one in store.named(db, named.id)}

    def test_who_is_erased_meanwhile_is_left_out(self, db, named, monkeypatch):
        monkeypatch.setattr(answers_store, "READ_AT_ONCE", 2)
        reading = store.each_named(db, named.id)
        first = next(reading)
        last = store.named(db, named.id)[-1]
        db.execute("delete from named_answer where id = ?", [last.id])
        assert [one.respondent for one in reading][-1] != last.respondent != first.respondent

    def test_a_file_that_is_being_taken_holds_nobody_up(self, config, db, named, monkeypatch):
        """Neither those who write, nor the emptying of the log, without which what was deleted could still be read in it."""
        monkeypatch.setattr(answers_store, "READ_AT_ONCE", 2)
        with storage.opened(config.database) as other:
            reading = store.each_named(other, named.id)
            next(reading)
            with storage.write(db):
                db.execute("update survey set title = 'Another'")
            assert storage.forget_deleted(db)
            assert len(list(reading)) == 5

    def test_memory_does_not_grow_with_the_answers(self, ambassador, db, named):
        given = json.dumps(store.named(db, named.id)[0].answers | {"missing": "word " * 200})
        with storage.write(db):
            db.conn.executemany("insert into named_answer(wave_id, respondent, answers) values (?, ?, ?)", ((named.id, f"Person {n}", given) for n in range(16_000)))
        ambassador.get(f"/waves/{named.id}/answers.csv").close()  # what the first request of all keeps is no matter
        tracemalloc.start()
        response = ambassador.get(f"/waves/{named.id}/answers.csv")
        size = sum(map(len, response.response))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert size > 16_000_000
        assert peak < size / 3


class TestOverTheRounds:
    @pytest.fixture()
    def survey(self, db, clock):
        survey = actions.new_survey(db, "sus", "How is it going?", clock())
        for ratings in (ENDUSERS, ["5151515141" if place % 2 else "5152515151" for place in range(9)]):
            content = file_of(*(("Ants", one) for one in ratings))
            actions.import_answers(db, survey, content, actions.Wanted(group="group"), rounds.people_store.get_company(db), None, clock())
        return survey

    def test_each_figure_of_each_round_and_what_has_changed(self, ambassador, survey):
        first, second = (line for line in table(ambassador.get(f"/surveys/{survey}/results.csv")) if line["Question"] == "System Usability Scale (SUS)")
        assert (first["Round"], first["Answers"], first["Figure"], first["Low"], first["High"], first["Its change"], first["Clear"]) == ("1", "9", "78.8889", "67.8034", "89.9744", "", "")
        assert (second["Round"], second["Since round"], round(float(second["Its change"]), 1), second["Clear"]) == ("2", "1", 18.6, "yes")

    def test_the_workbook_has_the_same_and_the_rounds(self, ambassador, survey):
        book = workbook(ambassador.get(f"/surveys/{survey}/results.xlsx"))
        lines = table(ambassador.get(f"/surveys/{survey}/results.csv"))
        assert book.sheetnames == ["Over the rounds", "Rounds", "About"]
        assert [line["Figure"] for line in sheet(book, "Over the rounds")] == [number(line["Figure"]) for line in lines]
        assert [(line["Round"], line["Have answered"]) for line in sheet(book, "Rounds")] == [(1, 9), (2, 9)]

    def test_a_group_is_named_and_one_that_there_is_not_is_refused(self, ambassador, survey):
        assert {line["Group"] for line in table(ambassador.get(f"/surveys/{survey}/results.csv?group=Ants"))} == {"Ants"}
        assert ambassador.get(f"/surveys/{survey}/results.csv?group=Bees").status_code == 409
        assert f"/surveys/{survey}/results.xlsx?group=Ants" in ambassador.get(f"/surveys/{survey}/results?group=Ants").text
