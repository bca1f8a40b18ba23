"""Everything about a person: handed out, and erased so that no file holds it."""

import json
from datetime import date
from pathlib import Path

import pytest

import privacy
import storage
from errors import NotFound, Refused
from outcomes import actions as outcomes_actions
from outcomes import store as outcomes_store
from outcomes.model import ACTION, Draft
from people import actions as people_actions
from people import store as people_store
from surveys import actions as surveys_actions
from surveys import store as surveys_store
from surveys.model import NAMED
from tests import factories
from tests.surveys.answering import round_of
from tests.workshops.cast import invitation, planned
from workshops import actions as workshops_actions
from workshops import store as workshops_store

NAME, ADDRESS = "Zebulon Quist", "zebulon.quist@nordverk.example.com"


@pytest.fixture()
def zebulon(db, config, clock) -> int:
    """Somebody who was asked, answered, was invited, came, and owns an action."""
    number = factories.person(db, NAME, "Sales")
    factories.people(db, "Sales", 5)
    people_actions.start_session(db, number, clock())
    anonymous = round_of(db, clock())
    named = round_of(db, clock(), "evaluation", level=NAMED)
    for wave in (anonymous, named):
        [invited] = [one for one in surveys_store.invitations(db, wave.id) if one.person_id == number]
        surveys_actions.answer(db, config, invited.id, {"relevance": 4, "differently": "I call first."} if wave == named else {"sus1": 4}, "key", clock())
    workshop = planned(db, config, clock, number)
    workshops_actions.answer(db, invitation(db, workshop, number).id, "yes", clock())
    clock.turn(days=9)
    workshops_actions.note_attendance(db, workshop.id, [number], clock())
    outcomes_actions.add(db, workshop.id, Draft(kind=ACTION, text="Clean the list of customers", owner_id=number, due=date(2026, 12, 20)), clock())
    return number


def files_with(folder: Path, *words: str) -> list[str]:
    """The files that hold a word, in any of the ways in which a database writes text."""
    ways = [word.encode(coding) for word in words for coding in ("utf-8", "utf-16-le", "utf-16-be")]
    return [path.name for path in folder.iterdir() if any(way.lower() in path.read_bytes().lower() for way in ways)]


def test_everything_about_a_person_is_handed_out(db, zebulon) -> None:
    found = privacy.export(db, zebulon)
    assert (found["person"]["name"], found["person"]["email"], found["person"]["groups"]) == (NAME, ADDRESS, {"Department": "Sales"})
    assert len(found["person"]["sessions"]) == 1
    assert [one["answers"] for one in found["named answers"]] == [{"relevance": 4, "differently": "I call first."}]
    assert [(one["answer"], one["attended"]) for one in found["workshops"]] == [("yes", True)]
    assert [one["text"] for one in found["actions owned"]] == ["Clean the list of customers"]
    assert len(found["survey invitations"]) == 2
    assert {one["kind"] for one in found["mails"]} == {"survey invitation", "workshop"}
    json.dumps(found)


def test_who_answered_anonymously_is_not_handed_out(db, zebulon, clock) -> None:
    """The one who downloads it is the ambassador, who must never see that."""
    found = privacy.export(db, zebulon)
    assert {one["level"]: "used" in one for one in found["survey invitations"]} == {"anonymous": False, "named": True}
    assert not [one for one in found["mails"] if one["kind"] == "survey reminder"]


def test_erasing_leaves_no_trace_in_any_file(db, config, clock, zebulon) -> None:
    assert files_with(config.data, NAME, ADDRESS)
    erased = privacy.erase(db, config, zebulon, clock())
    assert erased.gone
    assert erased.counts == {"survey_invitations": 2, "named_answers": 1, "surveys_asked": 0, "workshops": 1, "actions_owned": 1, "mails": 3, "mails_that_came_in": 0}
    assert files_with(config.data, NAME, ADDRESS, "zebulon", "I call first.") == []


def test_what_came_of_it_stays_without_the_name(db, config, clock, zebulon) -> None:
    privacy.erase(db, config, zebulon, clock())
    [action] = outcomes_store.open_actions(db)
    assert (action.text, action.owner) == ("Clean the list of customers", "")
    [workshop] = workshops_store.workshops(db)
    assert workshops_store.tally(db, workshop.id).came == 0
    with pytest.raises(NotFound):
        people_store.get(db, zebulon)


def test_an_anonymous_answer_cannot_be_found_and_stays(db, config, clock, zebulon) -> None:
    [wave] = [one for one in surveys_store.waves(db, "open") if one.sealed]
    privacy.erase(db, config, zebulon, clock())
    assert len(surveys_store.sealed(db, wave.id)) == 1


def test_mails_to_a_former_address_go_too(db, config, clock, zebulon) -> None:
    people_actions.change_person(db, zebulon, NAME, "z.quist@nordverk.example.com")
    privacy.erase(db, config, zebulon, clock())
    assert files_with(config.data, ADDRESS, "z.quist@", NAME) == []


def test_answers_from_a_file_under_the_address_go_too(db, config, clock, zebulon) -> None:
    wave = round_of(db, clock(), "evaluation", level=NAMED, closes=clock().replace(tzinfo=None, day=20))
    surveys_store.save_named(db, wave.id, None, ADDRESS.upper(), "", {"differently": "From the file"})
    assert len(privacy.export(db, zebulon)["named answers"]) == 2
    privacy.erase(db, config, zebulon, clock())
    assert files_with(config.data, "From the file", ADDRESS) == []


def test_an_upload_that_names_the_person_goes_too(db, config, clock, zebulon) -> None:
    people_actions.start_import(db, "list.csv", f"Name,E-mail\n{NAME},{ADDRESS}\n".encode(), factories.asa(db), clock())
    privacy.erase(db, config, zebulon, clock())
    assert files_with(config.data, ADDRESS) == []


def test_an_ambassador_is_refused_and_everything_stays(db, config, clock, zebulon) -> None:
    people_actions.name_ambassador(db, ADDRESS)
    before = privacy.export(db, zebulon)
    with pytest.raises(Refused, match="Zebulon Quist is a CRM ambassador"):
        privacy.erase(db, config, zebulon, clock())
    assert privacy.export(db, zebulon) == before


def test_a_former_ambassador_leaves_no_trace_as_asker_or_organiser(db, config, clock, zebulon) -> None:
    asa = factories.asa(db)
    open_wave, *_ = surveys_store.waves(db, "open")
    factories.person(db, "Berit Ek")
    second = people_actions.name_ambassador(db, "berit.ek@nordverk.example.com")
    people_actions.remove_ambassador(db, asa)
    privacy.erase(db, config, asa, clock())
    assert files_with(config.data, "Åsa Öberg", "asa@nordverk.example.com") == []
    assert surveys_store.get_wave(db, open_wave.id).asker_email == second.email


def test_while_a_page_is_read_the_rest_goes_with_the_timetable(db, config, clock, zebulon) -> None:
    with storage.opened(config.database) as reader:
        reader.execute("PRAGMA busy_timeout=0")
        db.execute("PRAGMA busy_timeout=0")
        reader.execute("begin")
        reader.execute("select count(*) from person").fetchall()
        assert not privacy.erase(db, config, zebulon, clock()).gone
    assert storage.forget_deleted(db)
    assert files_with(config.data, NAME, ADDRESS) == []


def test_the_page_says_what_is_kept_and_what_erasing_takes(ambassador, db, zebulon) -> None:
    assert f"/people/{zebulon}/data" in ambassador.get(f"/people/{zebulon}").text
    page = ambassador.get(f"/people/{zebulon}/data").text
    for words in ("2 invitations to surveys", "One set of answers given by name", "One action to see to", "anonymous answers cannot be found and stay", "Backups made before", "survey invitations (2), sets of named answers (1)"):
        assert words in page, words
    file = ambassador.get(f"/people/{zebulon}/data.json")
    assert file.json["person"]["email"] == ADDRESS
    assert file.headers["Content-Disposition"] == f"attachment; filename=person-{zebulon}.json"


def test_erasing_from_the_page(ambassador, db, zebulon) -> None:
    answer = ambassador.send(f"/people/{zebulon}/data", to=f"/people/{zebulon}/erasure")
    assert "Everything about Zebulon Quist has been erased" in answer.text
    assert ambassador.get(f"/people/{zebulon}/data").status_code == 404


def test_the_page_of_an_ambassador_offers_no_erasure(ambassador, db) -> None:
    asa = factories.asa(db)
    assert "Remove that role first" in ambassador.get(f"/people/{asa}/data").text
    answer = ambassador.send(f"/people/{asa}/data", to=f"/people/{asa}/erasure")
    assert answer.status_code == 409
    assert "cannot be erased" in answer.text
    assert people_store.get(db, asa)
