"""The journal of a period: what was held, written down and closed in it, and nothing of what is hidden."""

import pytest

from surveys import actions as surveys_actions
from surveys import store as surveys_store
from surveys.model import NAMED
from tests import factories
from tests.documents.cast import held
from tests.surveys.answering import round_of
from tests.workshops.cast import planned
from workshops import actions as workshops_actions

DECEMBER = "/documents/?from=2026-12-01&to=2026-12-31"


def closed(db, config, clock, sizes: dict[str, int], **settings):
    """A closed round of the SUS, answered by that many of each group; two of a group differ from the rest."""
    for group, size in sizes.items():
        factories.people(db, group, size)
    wave = round_of(db, clock(), **settings)
    for number, one in enumerate(surveys_store.invitations(db, wave.id)):
        if one.group:
            answers = {f"sus{item}": 1 + (number * item) % 5 for item in range(1, 11)} | {"works": f"the words of {number}"}
            surveys_actions.answer(db, config, one.id, answers, f"key {number}", clock())
    surveys_actions.close_wave(db, config, wave.id, clock())
    return wave


def test_the_page_tells_of_workshops_and_outcomes(ambassador, db, config, clock):
    held(db, config, clock)
    page = ambassador.get(DECEMBER).text
    for words in ("from Tuesday 1 December 2026 to Thursday 31 December 2026", "Pipeline in practice", "One person came. 2 were invited.", "Every sale gets a next step", "Clean the list", "Write the note", "Who owns a shared customer?"):
        assert words in page, words


def test_it_holds_to_the_period(ambassador, db, config, clock):
    held(db, config, clock)
    assert "Pipeline in practice" not in ambassador.get("/documents/?from=2026-11-01&to=2026-11-30").text
    assert "Pipeline in practice" in ambassador.get("/documents/?from=2026-12-01&to=2026-12-01").text


def test_days_are_the_company_s_and_not_greenwich_s(ambassador, db, config, clock):
    """A round that closes at half past midnight in Stockholm belongs to the new day, though it is yesterday in UTC."""
    clock.turn(hours=14, minutes=30)
    closed(db, config, clock, {"Sales": 6})
    assert "How is it going?" in ambassador.get("/documents/?from=2026-11-24&to=2026-11-24").text
    assert "How is it going?" not in ambassador.get("/documents/?from=2026-11-23&to=2026-11-23").text


def test_a_cancelled_and_a_coming_workshop_are_told_as_such(ambassador, db, config, clock):
    berit = factories.person(db, "Berit Ek")
    planned(db, config, clock, berit, title="Still to come")
    workshops_actions.cancel(db, planned(db, config, clock, berit, title="Called off").id, clock())
    page = ambassador.get(DECEMBER).text
    assert "It was cancelled." in page
    assert "It is still to come; 0 of 1 invited have said yes." in page


def test_results_have_n_mean_interval_and_grade(ambassador, db, config, clock):
    wave = closed(db, config, clock, {"Sales": 7, "Service": 8})
    results = surveys_store.results(db, surveys_store.get_wave(db, wave.id))
    whole = results.scores[0].whole
    page = ambassador.get("/documents/").text
    for words in ("15 of 16 answered", f"{whole.mean:.1f}", f"{whole.low:.1f}–{whole.high:.1f}", whole.grade, "Sales", "Service", "I felt very confident using SuperOffice CRM."):
        assert words in page, words
    file = ambassador.get("/documents/journal.md").text
    assert f"| All | 15 | {whole.mean:.1f} | {whole.low:.1f}–{whole.high:.1f} | {whole.grade} |" in file


def test_a_hidden_group_says_why_and_no_number(ambassador, db, config, clock):
    closed(db, config, clock, {"Sales": 9, "Service": 8, "Finance": 3})
    for address in ("/documents/", "/documents/journal.md"):
        text = ambassador.get(address).text
        assert "Finance: hidden, fewer than 5 answered" in text
        assert "Service: hidden, so that a smaller group cannot be worked out" in text
        assert "| Finance | 3" not in text


def test_too_few_answers_show_nothing(ambassador, db, config, clock):
    factories.people(db, "Sales", 6)
    wave = round_of(db, clock())
    for one in surveys_store.invitations(db, wave.id)[:4]:
        surveys_actions.answer(db, config, one.id, {f"sus{item}": 3 for item in range(1, 11)}, "", clock())
    surveys_actions.close_wave(db, config, wave.id, clock())
    for address in ("/documents/", "/documents/journal.md"):
        text = ambassador.get(address).text
        assert "Fewer than 5 answered, so nothing is shown" in text
        assert "Mean" not in text


def test_an_open_round_is_not_in_it(ambassador, db, config, clock):
    factories.people(db, "Sales", 6)
    round_of(db, clock())
    assert "Nothing in this period" in ambassador.get("/documents/").text


def test_what_people_wrote_is_not_handed_out(ambassador, db, config, clock):
    closed(db, config, clock, {"Sales": 12})
    for address in ("/documents/", "/documents/journal.md"):
        text = ambassador.get(address).text
        assert "the words of" not in text
        assert "What people wrote is left out here" in text


def test_answers_by_name_come_as_figures_too(ambassador, db, config, clock):
    closed(db, config, clock, {"Sales": 2}, level=NAMED)
    text = ambassador.get("/documents/journal.md").text
    assert "By name." in text
    assert "Sales 1" not in text


def test_the_file_has_the_period_in_its_name(ambassador, db, config, clock):
    held(db, config, clock)
    file = ambassador.get("/documents/journal.md?from=2026-12-01&to=2026-12-31")
    assert file.headers["Content-Disposition"] == "attachment; filename=journal-2026-12-01-2026-12-31.md"
    assert file.text.startswith("# Journal of Nordverk, 1 Dec 2026 – 31 Dec 2026\n")
    assert "- Pipeline in practice – Tuesday 1 December 2026, 14:00–15:30 (Europe/Stockholm). One person came. 2 were invited." in file.text


def test_without_a_period_it_is_the_last_three_months(ambassador):
    page = ambassador.get("/documents/").text
    assert "from Sunday 23 August 2026 to Monday 23 November 2026" in page
    assert 'href="/documents/?from=2026-08-23&amp;to=2026-11-23" aria-current="page"' in page


@pytest.mark.parametrize(("asked", "words"), [
    ("from=2026-02-30", "This is not a day that exists."),
    ("from=yesterday&to=tomorrow", "This is not a day that exists."),
    ("from=2026-12-01&to=2026-11-01", "The last day must not be before the first."),
    ("from=0001-01-01&to=9999-12-31", "The year must be between 2000 and 2100."),
    ("to=1999-12-31", "The year must be between 2000 and 2100."),
])
def test_a_period_that_makes_no_sense_is_told_at_its_place(ambassador, asked, words):
    page = ambassador.get(f"/documents/?{asked}")
    assert page.status_code == 422
    assert words in page.text
    assert page.text.count("<title>Error:") == 1
    file = ambassador.get(f"/documents/journal.md?{asked}")
    assert (file.status_code, file.headers["Location"].startswith("/documents/?")) == (303, True)


def test_an_empty_period_says_what_will_be_here(ambassador):
    page = ambassador.get("/documents/").text
    assert "Nothing in this period" in page
    assert "Go to the workshops" in page
    assert "Nothing was held, written down or closed in this period." in ambassador.get("/documents/journal.md").text
