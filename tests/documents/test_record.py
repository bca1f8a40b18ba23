"""A workshop's record, as a page and as a Markdown file."""

from outcomes import actions as outcomes_actions
from outcomes import store as outcomes_store
from outcomes.model import DECISION, Draft
from tests import factories
from tests.documents.cast import held
from tests.workshops.cast import planned
from workshops import actions as workshops_actions

EVERYTHING = (
    "Pipeline in practice", "Tuesday 1 December 2026, 14:00–15:30 (Europe/Stockholm)", "Room Vinga", "https://meet.example.com/vinga", "Åsa Öberg",
    "Afterwards everybody can move a sale through the stages.", "All moved a sale.", "Two need help.", "One person came. 2 were invited.", "Berit Ek",
    "Every sale gets a next step", "Clean the list", "Carl Dahl", "overdue", "Write the note before you hang up", "Who owns a shared customer?",
)


def test_the_page_has_everything(ambassador, db, config, clock):
    workshop = held(db, config, clock)
    page = ambassador.get(f"/documents/workshops/{workshop.id}")
    assert page.status_code == 200
    assert [words for words in EVERYTHING if words not in page.text] == []


def test_the_file_has_everything_and_a_name(ambassador, db, config, clock):
    workshop = held(db, config, clock)
    file = ambassador.get(f"/documents/workshops/{workshop.id}.md")
    assert file.headers["Content-Disposition"] == f"attachment; filename=workshop-{workshop.id}-pipeline-in-practice.md"
    assert file.mimetype == "text/markdown"
    plain = file.text.replace("\\", "")
    assert [words for words in EVERYTHING if words not in plain] == []
    assert file.text.startswith("# Pipeline in practice\n\n- When: ")
    assert "| Clean the list | Carl Dahl | 4 Dec 2026 | overdue |" in file.text


def test_a_done_action_says_so(ambassador, db, config, clock):
    workshop = held(db, config, clock)
    [action] = [one for one in outcomes_store.of_workshop(db, workshop.id) if one.kind == "action"]
    outcomes_actions.set_done(db, action.id, True, clock())
    assert "| Clean the list | Carl Dahl | 4 Dec 2026 | done |" in ambassador.get(f"/documents/workshops/{workshop.id}.md").text


def test_what_was_typed_stays_text_in_the_file(ambassador, db, config, clock):
    workshop = held(db, config, clock, title="# [Click](https://evil.example.com) | *now*")
    outcomes_actions.add(db, workshop.id, Draft(kind=DECISION, text="<script>alert(1)</script>\n# Not a heading"), clock())
    text = ambassador.get(f"/documents/workshops/{workshop.id}.md").text
    assert text.startswith(r"# \# \[Click\](https\://evil.example.com) \| \*now\*")
    assert r"- \<script\>alert(1)\</script\> \# Not a heading" in text


def test_before_it_is_held_it_says_so(ambassador, db, config, clock):
    workshop = planned(db, config, clock, factories.person(db, "Berit Ek"))
    page = ambassador.get(f"/documents/workshops/{workshop.id}").text
    assert "still to come" in page
    assert "Change the record" not in page


def test_a_cancelled_one_says_so(ambassador, db, config, clock):
    workshop = planned(db, config, clock, factories.person(db, "Berit Ek"))
    workshops_actions.cancel(db, workshop.id, clock())
    assert "This workshop was cancelled." in ambassador.get(f"/documents/workshops/{workshop.id}").text
    assert "This workshop was cancelled." in ambassador.get(f"/documents/workshops/{workshop.id}.md").text


def test_before_anybody_noted_who_came_it_does_not_say_nobody(ambassador, db, config, clock):
    workshop = planned(db, config, clock, factories.person(db, "Berit Ek"))
    clock.turn(days=9)
    page = ambassador.get(f"/documents/workshops/{workshop.id}").text
    assert "Who came has not been noted." in page
    assert "The record is not complete yet." in page


def test_there_is_no_record_of_nothing(ambassador):
    assert ambassador.get("/documents/workshops/99").status_code == 404
    assert ambassador.get("/documents/workshops/99.md").status_code == 404
