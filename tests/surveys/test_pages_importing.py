"""Bringing in answers from a file by the page: the preview, the confirmation, and every way a file is refused."""

import io
import re

import openpyxl
import pytest

from surveys import actions, store
from tests.surveys.answering import dump
from tests.surveys.test_pages_results import ENDUSERS, STUDY, TECHNICIANS, row, sheet
from tests.surveys.test_pages_surveys import text

USUAL = {"group": "group", "level": "anonymous", "k": "5", "kc": "10"}


@pytest.fixture()
def page(db, clock) -> str:
    return f"/surveys/{actions.new_survey(db, 'sus', 'How is it going?', clock())}/answers-file"


def looked_at(ambassador, page: str, content: bytes, name: str = "sus.csv", **chosen):
    found = ambassador.send(page, {"file": (io.BytesIO(content), name), **USUAL, **chosen})
    found.request.environ["wsgi.input"].close()  # a large upload is a temporary file of the test client's
    return found


def confirmed(ambassador, preview, to: str, **changed):
    """Press the preview's button: send its form as it stands."""
    form = preview.text.split(f'action="{to}"')[1].split("</form>")[0]
    fields = dict(re.findall(r'name="([^"]+)"[^>]*? value="([^"]*)"', form))
    return ambassador.post(to, data=fields | changed, follow_redirects=True)


def test_a_file_is_shown_before_anything_is_stored(ambassador, db, page):
    before = dump(db)
    found = looked_at(ambassador, page, STUDY)
    assert found.status_code == 200
    assert "The answers of 19 people to 10 of 12 questions. Nothing has been stored." in text(found)
    assert "Q3 Question 3: I thought SuperOffice CRM was easy to use." in text(found)
    assert "group each person’s group" in text(found)
    assert dump(db) == before


def test_confirming_lands_on_the_published_figures(ambassador, db, page):
    done = confirmed(ambassador, looked_at(ambassador, page, STUDY), page.replace("-file", ""))
    assert "The answers of 19 people are in." in text(done)
    for figure in ("78.8889", "14.4217", "67.8034–89.9744"):
        assert figure in row(done, "endusers")
    for figure in ("83.7500", "8.8388", "77.4271–90.0729"):
        assert figure in row(done, "technicians")
    assert [wave.state for wave in store.waves_of(db, 1)] == ["closed"]


def test_a_spreadsheet_comes_in_too(ambassador, page):
    book, file = openpyxl.Workbook(), io.BytesIO()
    for line in STUDY.decode().split("\n"):
        book.active.append([int(cell) if cell.isdigit() else cell for cell in line.split(";")])
    book.save(file)
    found = looked_at(ambassador, page, file.getvalue(), "sus.xlsx")
    assert "The answers of 19 people to 10 of 12 questions." in text(found)
    assert "78.8889" in row(confirmed(ambassador, found, page.replace("-file", "")), "endusers")


def test_every_wrong_cell_is_named_by_line_and_column_and_nothing_comes_in(ambassador, db, page):
    content = STUDY.replace(b"endusers;4;3", b"endusers;7;3", 1).replace(b"technicians;5;1;4", b"technicians;5;x;4", 1)
    found = looked_at(ambassador, page, content)
    assert "2 cells are wrong, so nothing can be brought in" in text(found)
    assert "Line 2 Q1 “7” is not a whole number from 1 to 5." in text(found)
    assert "Line 11 Q2 “x” is not a whole number from 1 to 5." in text(found)
    assert "Bring in the answers" not in found.text
    kept = re.search(r'name="content" type="hidden" value="([^"]+)"', found.text).group(1)
    refused = ambassador.send(page, {**USUAL, "content": kept}, to=page.replace("-file", ""))
    assert refused.status_code == 422
    assert "2 cells are wrong; nothing was imported. The first: line 2, column “Q1”." in text(refused)
    assert store.waves_of(db, 1) == []


@pytest.mark.parametrize(("content", "name", "said"), [
    (b"", "empty.csv", "The file is empty."),
    (b"Fruit;Colour\napple;red\n", "fruit.csv", "No column is a question of this survey."),
    (b"PK\x03\x04 not a workbook", "broken.xlsx", ""),
    (b"\xd0\xcf\x11\xe0 old", "old.xls", "This is an old Excel file"),
    (b"Q1;Q1\n1;2\n", "double.csv", "Two columns are the same question"),
    (b"Q1\n" + b"1\n" * 1_000_001, "huge.csv", "The file is larger than 2 MB."),
])
def test_a_file_that_cannot_be_read_is_refused_at_its_field(ambassador, page, content, name, said):
    found = looked_at(ambassador, page, content, name, group="", k="7")
    assert found.status_code == 422
    assert '<a href="#file">' in found.text
    assert said in text(found)
    assert 'name="k"' in found.text
    assert 'value="7"' in found.text


def test_without_a_file_one_is_asked_for(ambassador, page):
    found = ambassador.send(page, USUAL)
    assert found.status_code == 422
    assert "Choose a file." in text(found)


def test_a_column_that_is_not_there_is_refused_and_the_file_stays_at_hand(ambassador, page):
    found = looked_at(ambassador, page, STUDY, group="Department")
    assert found.status_code == 422
    assert "There is no column “Department”. There are: group, Q1" in text(found)
    assert "sus.csv is still at hand" in text(found)
    kept = re.search(r'name="content" type="hidden" value="([^"]+)"', found.text).group(1)
    assert "The answers of 19 people" in text(ambassador.send(page, {**USUAL, "content": kept}))


@pytest.mark.parametrize("nonsense", ["*", "å", "QQ", "="])
def test_a_file_mangled_on_its_way_is_asked_for_again(ambassador, page, nonsense):
    assert ambassador.send(page, {**USUAL, "content": nonsense}).status_code == 422


@pytest.mark.parametrize(("changed", "said"), [({"k": "2"}, "Figures need at least 3 answers"), ({"kc": "4"}, "Free text needs at least as many answers"), ({"level": "secret"}, "Not a valid choice"), ({"k": ""}, "This is needed.")])
def test_numbers_that_make_no_sense_are_refused_at_the_confirmation(ambassador, db, page, changed, said):
    found = confirmed(ambassador, looked_at(ambassador, page, STUDY), page.replace("-file", ""), **changed)
    assert found.status_code == 422
    assert said in text(found)
    assert store.waves_of(db, 1) == []


def test_a_file_of_too_few_says_that_nothing_could_be_shown(ambassador, db, page):
    found = looked_at(ambassador, page, sheet(*(("", one) for one in ENDUSERS[:4])))
    assert "Figures would show from 5 people on, so of this file nothing could ever be shown." in text(found)
    assert "Bring in the answers" not in found.text


def test_columns_that_are_no_question_can_become_open_questions(ambassador, page):
    content = sheet(*(("", one) for one in TECHNICIANS), words="Splendid").replace(b"What works well for you in the CRM?", b"What did you miss most?")
    assert "What did you miss most? not used" in text(looked_at(ambassador, page, content))
    found = looked_at(ambassador, page, content, add_questions="y")
    assert "What did you miss most? Question 13: What did you miss most?" in text(found)
    done = confirmed(ambassador, found, page.replace("-file", ""))
    words = text(ambassador.get("/surveys/1/words"))
    assert "Splendid" in text(done)
    assert all(f"Splendid {n}" in words for n in range(10))


def test_answers_by_name_need_to_say_whose_they_are(ambassador, page):
    found = looked_at(ambassador, page, b"Who,Q1\nBo,4\nEva,5\n", group="", level="named")
    assert "Answers by name need the column that says whose they are." in text(found)
    found = looked_at(ambassador, page, b"Who,Q1\nBo,4\nEva,5\n", group="", level="named", respondent="Who")
    done = confirmed(ambassador, found, page.replace("-file", ""))
    assert "Who answered what" in text(done)
