"""The results of every kind of question: a card each, with of whom it was asked, a sentence, and what was written beside it."""

import csv
import io
import re

import pytest

from surveys import actions, store
from tests import factories
from tests.surveys import rounds
from tests.surveys.answering import round_of
from tests.surveys.test_pages_surveys import text
from tests.surveys.whole import WHOLE, answers


def answered(db, config, clock, numbers, level="anonymous"):
    people = factories.people(db, "Sales", len(numbers))
    wave = round_of(db, clock(), WHOLE, level)
    for n, person in zip(numbers, people, strict=True):
        rounds.give(db, config, wave, person, clock(), **answers(n))
    actions.close_wave(db, config, wave.id, clock())
    return store.get_wave(db, wave.id)


@pytest.fixture()
def wave(db, config, clock):
    return answered(db, config, clock, range(20))


@pytest.fixture()
def page(ambassador, wave):
    return ambassador.get(f"/waves/{wave.id}/results")


def card(page, title: str) -> str:
    return text(page).split(f". {title}")[1].split("By Department")[0].split("Not shown by")[0]


def test_of_several_choices_there_is_one_chart_with_a_bar_for_each_option(page):
    """Of 20 all chose mail, 10 phone, 7 visits and 4 something else."""
    found = card(page, "How do customers reach you?")
    assert "20 people answered. Most often: “Mail”, 20 of 20 (100 %). Each could choose several, so the shares add up to more than 100 %. How many" in found
    for line in ("Mail 20 of 20 100 %", "Phone 10 of 20 50 %", "Visits 7 of 20 35 %", "Something else 4 of 20 20 %"):
        assert line in found
    assert page.text.count('aria-label="10 of 20"') >= 1


def test_what_was_written_beside_an_option_stands_with_its_question(page):
    found = card(page, "How do customers reach you?")
    assert "4 answers; some of them, by chance:" in found
    assert sum(bool(re.search(rf"pigeon {n}\b", found)) for n in (0, 5, 10, 15)) == 3
    assert "pigeon" not in text(page).split("In their own words")[-1]


def test_statements_are_rows_of_one_card(page):
    found = card(page, "How well do these parts work?")
    assert "The highest mean has “Calendar”: 4.05." in found
    assert "may be chance" not in found
    assert "From 1 – Badly to 5 – Well." in found
    assert page.text.count('id="question-parts"') == 1
    assert found.index("20 3.00 2.32–3.68") < found.index("20 4.05 3.66–4.44") < found.index("20 1.50 1.26–1.74")  # as they were asked


def test_a_ranking_is_told_in_the_order_of_the_mean_places(page):
    """Search is first for n = 0, 3, …: 7 of 20; screens for 7 as well, speed for 6."""
    found = card(page, "What should be mended first?")
    assert "On average “Search” comes first: its mean place is 1.95, and 7 of 20 put it first. “Screens” is close (2.00): which of the two comes first may be chance." in found
    assert found.index("1.95 1.56–2.34 7 of 20") < found.index("2.00 1.60–2.40 7 of 20") < found.index("2.05 1.66–2.44 6 of 20")


def test_numbers_and_days_are_told_in_classes(page):
    hours, since = card(page, "How many hours a week do you use it?"), card(page, "Since when?")
    assert "20 answers. Most often:" in hours
    assert "0–9 hours" in hours
    assert "2026-01" in since
    assert "2025-12" not in since  # nobody; classes begin with the first that somebody is in


def test_a_question_with_a_rule_says_of_whom_it_was_asked(page):
    found = card(page, "How likely are you to recommend the app?")
    assert "Asked of 15 of the 20 people: if “Do you use SuperOffice CRM on your phone?” is Yes." in found
    assert "of 15 answers" in found


def test_an_earlier_answer_in_a_text_is_left_open(page):
    assert "You said …. What is missing in the app?" in text(page)
    assert "{answer" not in page.text


def test_shares_of_few_answers_are_said_to_be_uncertain(ambassador, db, config, clock):
    few = text(ambassador.get(f"/waves/{answered(db, config, clock, range(11)).id}/results"))
    assert "Most often: “Office” and “Home”, 4 of 11 each. very uncertain" in few
    assert "Most often: “Mail”, 11 of 11 (100 %). Each could choose several, so the shares add up to more than 100 %. very uncertain" in few


def test_words_that_too_few_were_asked_for_say_why_they_are_not_there(ambassador, db, config, clock):
    wave = answered(db, config, clock, [0, 4, 8, 12, 16, 20, 1, 2, 3, 5, 6])
    page = text(ambassador.get(f"/waves/{wave.id}/results"))
    assert "Not shown: fewer than 10 people were asked this, and free text is shown from 10 on. So nothing of it was kept." in page
    assert "=wish" not in page
    assert "word 1" in page


def test_the_figures_for_scripts_tell_the_kind_the_labels_and_who_was_asked(ambassador, wave):
    found = {one["id"]: one for one in ambassador.get(f"/waves/{wave.id}/results.json").json["rounds"][0]["questions"]}
    assert (found["reach.mail"]["question"], found["reach.mail"]["kind"], found["reach.mail"]["counts"]) == ("reach", "choices", {"1": 20, "0": 0})
    assert found["app"]["asked"] == 15
    assert found["app"]["show_if"] == {"mode": "all", "conditions": [{"part": "mobile", "test": "is", "values": ["yes"]}]}
    assert found["mobile"]["labels"] == {"yes": "Yes", "no": "No"}
    assert "asked" not in found["mobile"]


def rows(response) -> list[list[str]]:
    assert response.mimetype == "text/csv"
    return list(csv.reader(io.StringIO(response.data.decode("utf-8-sig"), newline="")))


def test_the_figures_are_a_table_too(ambassador, wave):
    found = rows(ambassador.get(f"/waves/{wave.id}/results.csv"))
    assert found[0] == ["Question", "Part", "Answer", "Group", "Count", "Of", "Share", "Low", "High", "Mean", "Standard deviation", "Grade", "Remark"]
    assert ["How do customers reach you?", "Phone", "Chosen", "Everybody", "10", "20", "0.5", "0.2993", "0.7007", "", "", "", ""] in found
    assert not any("pigeon" in cell for line in found for cell in line)


def test_of_an_anonymous_round_there_is_no_table_of_answers(ambassador, wave):
    assert ambassador.get(f"/waves/{wave.id}/answers.csv").status_code == 404
    assert "answers.csv" not in ambassador.get(f"/waves/{wave.id}/results").text


def test_answers_by_name_are_a_table_with_a_column_for_each_part(ambassador, db, config, clock):
    wave = answered(db, config, clock, [0, 1], "named")
    heading, first, second = rows(ambassador.get(f"/waves/{wave.id}/answers.csv"))
    assert heading[:6] == ["Respondent", "Department", "Do you use SuperOffice CRM on your phone?", "How do customers reach you?: Mail", "How do customers reach you?: Phone", "How do customers reach you?: Visits"]
    assert "How do customers reach you?: Something else (in their own words)" in heading
    assert first[:6] == ["Sales 1", "Sales", "no", "1", "0", "1"]
    assert first[heading.index("How many hours a week do you use it?")] == "-5"  # a number, not a guarded text
    assert second[heading.index("You said …. What is missing in the app?")] == "'=wish 1"
    assert rows(ambassador.get(f"/waves/{wave.id}/answers.csv?headed=id"))[0][2:5] == ["mobile", "reach.mail", "reach.phone"]
    assert f"/waves/{wave.id}/answers.csv" in ambassador.get(f"/waves/{wave.id}/answers").text
