"""The ambassador's results: figures to four decimals, what is hidden and why, answers by name, files."""

import re

import pytest
from sqlite_utils import Database

from people import store as people_store
from surveys import actions, store
from surveys.actions import Wanted
from tests import factories
from tests.surveys.answering import answered, link, round_of
from tests.surveys.test_pages_rounds import SETTINGS
from tests.surveys.test_pages_surveys import text

# A usability study of 19 people, CC0: github.com/opencitations/heritrace, user_testing/results. The ten SUS items of each.
ENDUSERS = ("4332333441", "4222515141", "4231422332", "4231423232", "4234425223", "3151515151", "4151513251", "3151515141", "5241415151")
TECHNICIANS = ("5142512141", "4141513142", "5152414241", "4242411243", "5254413252", "5143514143", "3251413152", "4151515131", "5143414232", "5151515151")


def sheet(*lines: tuple[str, str], words: str = "") -> bytes:
    """A file of SUS answers: a group and ten ratings each; with `words` also a column of what they wrote."""
    heading = ["group", *(f"Q{n}" for n in range(1, 11)), *(["What works well for you in the CRM?"] if words else [])]
    rows = [[group, *ratings, *([f"{words} {place}"] if words else [])] for place, (group, ratings) in enumerate(lines)]
    return "\n".join(";".join(row) for row in [heading, *rows]).encode()


STUDY = sheet(*(("endusers", one) for one in ENDUSERS), *(("technicians", one) for one in TECHNICIANS))


def brought_in(db: Database, now, content: bytes, **wanted) -> int:
    survey = actions.new_survey(db, "sus", "How is it going?", now)
    return actions.import_answers(db, survey, content, Wanted(**({"group": "group"} | wanted)), people_store.get_company(db), None, now)[0]


@pytest.fixture()
def study(ambassador, db, clock) -> int:
    return brought_in(db, clock(), STUDY)


def row(page, name: str) -> str:
    """A row of the score's table."""
    [found] = re.findall(rf'<tr[^>]*><th scope="row">{name}.*?</tr>', page.text.split("Question by question")[0], re.S)
    return re.sub(r"<svg.*?</svg>|<[^>]+>", " ", found, flags=re.S)


def test_published_figures_stand_on_the_page_to_four_decimals(ambassador, study):
    page = ambassador.get(f"/waves/{study}/results")
    endusers, technicians = row(page, "endusers"), row(page, "technicians")
    for figure in ("78.8889", "14.4217", "67.8034–89.9744", "A−"):
        assert figure in endusers
    for figure in ("83.7500", "8.8388", "77.4271–90.0729", "A"):
        assert figure in technicians
    assert endusers.split()[:3] == ["endusers", "very", "uncertain"]
    assert "The answers of 19 people, from a file." in text(page)
    assert "The average product has 68." in text(page)
    assert "is not a percentage" in text(page)


def test_the_big_number_has_its_grade_and_interval_in_words(ambassador, study):
    page = text(ambassador.get(f"/waves/{study}/results"))
    assert re.search(r"81\.4 grade A ", page)
    assert re.search(r"With 95 % confidence it lies between 7\d\.\d and 8\d\.\d\.", page)
    assert "Fewer than 12 answers make it very uncertain." not in page


def test_numbers_are_written_as_the_reader_writes_them(ambassador, study):
    assert "78,8889" in row(ambassador.get(f"/waves/{study}/results?lang=sv"), "endusers")


def test_each_question_has_its_distribution_with_count_share_and_interval(ambassador, db, clock):
    """The first item of the twelve: 4 of 12 is a third, Wilson 14–61 %."""
    wave = brought_in(db, clock(), sheet(*(("", "1" * 10),) * 4, *(("", "5" * 10),) * 8))
    page = ambassador.get(f"/waves/{wave}/results")
    assert "4 of 12" in page.text
    assert "1 – Strongly disagree 4 of 12 33 % 14–61 %" in text(page)
    assert "Mean 3.67 of 12 answers" in text(page)


def test_charts_say_in_words_what_they_show(ambassador, study):
    page = ambassador.get(f"/waves/{study}/results").text
    assert "<title id=\"score-sus-1-title\">endusers</title>" in page
    assert "Mean 78.9 on a scale from 0 to 100, 95 % interval 67.8 to 90.0" in page
    assert re.search(r'<svg class="chart bar"[^>]*role="img" aria-label="\d+ of 19"', page)


def test_answers_all_alike_and_incomplete_forms_are_counted(ambassador, db, clock):
    lines = [("", one) for one in ENDUSERS] + [("", "3333333333"), ("", "555555555")]
    page = text(ambassador.get(f"/waves/{brought_in(db, clock(), sheet(*lines))}/results"))
    assert "1 incomplete form is not in the score, nor in its statements below." in page
    assert "1 person answered every statement alike" in page


def test_hidden_groups_keep_their_place_and_say_why(ambassador, db, clock):
    lines = [("Bees", one) for one in ENDUSERS[:2]] + [("Ants", one) for one in TECHNICIANS[:5]] + [("Cats", one) for one in ENDUSERS[2:8]] + [("Dogs", one) for one in TECHNICIANS[5:] + ENDUSERS[:4]]
    page = ambassador.get(f"/waves/{brought_in(db, clock(), sheet(*lines))}/results")
    scores = page.text.split("Question by question")[0].split('class="cards scores"')[1]
    assert re.findall(r'<th scope="row">(\w+)', scores) == ["Everybody", "Ants", "Bees", "Cats", "Dogs"]
    assert "fewer than 5 answers" in row(page, "Bees")
    assert "hidden so that a smaller group cannot be worked out" in row(page, "Ants")
    assert re.search(r"\d\d\.\d{4}", row(page, "Cats"))
    for hidden in ("Ants", "Bees"):
        assert not re.search(r"\d\.\d", row(page, hidden))


def test_an_item_that_is_too_alike_says_so_for_groups(ambassador, db, clock):
    lines = [("Ants", "1151515151")] * 6 + [("Cats", one) for one in ENDUSERS]
    page = text(ambassador.get(f"/waves/{brought_in(db, clock(), sheet(*lines))}/results"))
    assert "No question is shown by group: in one of the groups the answers to one of them are too few or too alike." in page


def test_questions_that_show_by_group_have_a_table_of_it(ambassador, db, clock):
    survey = actions.new_survey(db, "evaluation", "How was it?", clock())
    lines = [f"{group};{n % 5 + 1};{value}" for group, value in (("Ants", 2), ("Cats", 4)) for n in range(6)]
    content = "\n".join(["group;Q1;Q2", *lines]).encode()
    wave, _reading = actions.import_answers(db, survey, content, Wanted(group="group"), people_store.get_company(db), None, clock())
    page = text(ambassador.get(f"/waves/{wave}/results"))
    assert re.search(r"By group group Answers Mean 95 % interval 1 2 3 4 5 Ants 6 2\.67 \d\.\d\d–\d\.\d\d 2 1 1 1 1 Cats 6 2\.67", page)
    assert "Not shown by group: in one of the groups the answers to it" in page
    assert "Not shown: fewer than 5 people answered" in page


def test_free_text_shows_from_kc_answers_on_and_else_says_why(ambassador, db, clock):
    eight = brought_in(db, clock(), sheet(*(("", one) for one in ENDUSERS[:8]), words="Splendid"))
    page = text(ambassador.get(f"/waves/{eight}/results"))
    assert "Free text is shown from 10 answers on; 8 have answered." in page
    assert "Splendid" not in page
    ten = brought_in(db, clock(), sheet(*(("", one) for one in TECHNICIANS), words="Splendid"))
    page = text(ambassador.get(f"/waves/{ten}/results"))
    assert "10 answers; some of them, by chance:" in page
    assert len(set(re.findall(r"Splendid \d", page))) == 3
    assert all(f"Splendid {n}" in text(ambassador.get(f"/waves/{ten}/words")) for n in range(10))


def test_markup_in_answers_stays_text(ambassador, db, clock):
    wave = brought_in(db, clock(), sheet(*(("<b>Ants</b>", one) for one in TECHNICIANS), words="<script>alert(1)</script>"))
    page = ambassador.get(f"/waves/{wave}/results").text
    assert "<script>alert" not in page
    assert "<b>Ants" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_too_few_in_all_shows_nothing_and_says_that_nothing_was_kept(ambassador, app, db, config, clock):
    people = factories.people(db, "Sales", 6)
    wave = round_of(db, clock())
    for person in people[:4]:
        answered(app, link(db, config, wave, person), works="Splendid")
    actions.close_wave(db, config, wave.id, clock())
    page = text(ambassador.get(f"/waves/{wave.id}/results"))
    assert "4 of 7 who were asked have answered (57 %)." in page
    assert "Fewer than 5 people answered, so nothing is shown, now or later, and no answer was kept." in page
    assert "Splendid" not in page
    assert "Question by question" not in page


def test_answers_by_name_are_one_card_a_person(ambassador, db, clock):
    content = b"Name,Department,Q1,Q2\nBo,Sales,4,2\nEva,IT,5,1\n"
    wave = brought_in(db, clock(), content, group="Department", respondent="Name", level="named")
    page = ambassador.get(f"/waves/{wave}/answers").text
    assert re.findall(r'<h2 id="answer-\d+">(\w+) <span class="soft small">(\w+)</span>', page) == [("Bo", "Sales"), ("Eva", "IT")]
    assert "5 – Strongly agree" in page
    assert f"/waves/{wave}/answers" in ambassador.get(f"/waves/{wave}/results").text


def test_answers_by_name_are_not_there_for_an_anonymous_round(ambassador, study):
    assert ambassador.get(f"/waves/{study}/answers").status_code == 404
    assert "/answers" not in ambassador.get(f"/waves/{study}/results").text


def test_the_figures_for_scripts_are_those_of_the_page(ambassador, study):
    found = ambassador.get(f"/waves/{study}/results.json").json["rounds"][0]
    endusers = found["scores"][0]["groups"]["endusers"]
    assert [endusers[name] for name in ("n", "mean", "sd", "low", "high", "grade")] == [9, 78.8889, 14.4217, 67.8034, 89.9744, "A−"]
    assert (found["level"], found["dimension"], found["n"]) == ("anonymous", "group", 19)


def test_a_round_that_was_not_opened_has_no_results(ambassador, db, clock):
    survey = actions.new_survey(db, "sus", "How is it going?", clock())
    ambassador.send(f"/surveys/{survey}/waves/new", SETTINGS | {"dimension": "", "level": "named"})
    wave = store.waves_of(db, survey)[0].id
    page = ambassador.get(f"/waves/{wave}/results")
    assert page.status_code == 409
    assert "No results yet" in text(page)
    assert ambassador.get(f"/waves/{wave}/results.json").status_code == 409


def test_results_are_the_ambassadors(stranger, db, clock):
    wave = brought_in(db, clock(), STUDY)
    for page in ("results", "results.json", "answers", "preview", "mail", "settings"):
        assert stranger.get(f"/waves/{wave}/{page}").status_code == 303


def test_the_ways_between_the_pages_of_a_round_say_where_one_is(ambassador, study):
    page = ambassador.get(f"/waves/{study}/results").text
    assert re.search(rf'<a href="/waves/{study}/results" aria-current="page">Results</a>', page)
    assert f'href="/waves/{study}/results.csv"' in page
    assert f'href="/waves/{study}/results.json"' in page
