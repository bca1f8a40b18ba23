"""Changing answers that went with a name: by the same link while the round is open, and never over what one has not seen."""

import threading

import pytest

from surveys import actions, store
from surveys.model import NAMED
from tests.surveys.answering import Respondent, answered, dump, link, round_of
from tests.surveys.every import AT_LAST, AT_WORK, EVERY, VIEWED


@pytest.fixture()
def named(db, clock, sales):
    return round_of(db, clock(), EVERY, level=NAMED)


@pytest.fixture()
def address(db, config, named, sales):
    return link(db, config, named, sales[0])


@pytest.fixture()
def visitor(app, address):
    """Somebody who has answered, and is thanked."""
    return sent(Respondent(app, address))


def sent(visitor, **otherwise):
    visitor.open().press("Start").press("Next page", **AT_WORK | otherwise).press("Next page", **VIEWED).press("Check", **AT_LAST)
    return visitor.press("Send")


def kept(db, wave):
    return [one.answers for one in store.named(db, wave.id)]


def change(visitor):
    """The page on which what was sent can be changed."""
    visitor.open()
    assert visitor.sees("Your answers are saved", "Change my answers")
    return visitor.open(visitor.address + "/changes")


def test_the_thanks_lead_to_the_form_as_it_was_sent(visitor, db, named):
    before = dump(db)
    assert visitor.sees("you can change your answers, here or by the link in your mail")
    assert f'href="{visitor.address}/changes"' in visitor.html
    change(visitor)
    assert visitor.sees("Change your answers", "This is what you sent.", "At my desk", "1. A colleague to ask", "7.5 hours a week")
    visitor.press("Change page 1")
    assert visitor.page.fields.items() >= AT_WORK.items()
    assert dump(db) == before


def test_what_is_sent_again_takes_the_place_of_what_was_there(visitor, db, named):
    change(visitor).press("Change page 1").press("Back", where="home", **{"tasks.write": "1"}).press("Send")
    assert visitor.sees("your answers are saved")
    [now] = kept(db, named)
    assert now.items() >= {"where": "home", "tasks.look": 1, "tasks.write": 1, "easy": 6, "hours": 7.5, "more": "مرحبا 👋"}.items()
    change(visitor).press("Change page 1").press("Back", where="desk").press("Send")
    assert kept(db, named)[0]["where"] == "desk"
    assert store.rate(db, named.id).answered == 1


def test_what_had_been_declined_or_left_open_opens_as_that(app, db, config, clock, sales):
    wave = round_of(db, clock(), EVERY, level=NAMED)
    visitor = Respondent(app, link(db, config, wave, sales[1])).open().press("Start").press("Next page", **AT_WORK | {"where": "-"})
    visitor.press("Next page", **VIEWED | {"recommend": ""}).press("Check", **{"hours.-": "-"}).press("Send")
    change(visitor)
    assert visitor.sees("Where do you use it most? I'd rather not say", "Would you recommend it to a colleague? Not answered", "Since when? Not answered")
    visitor.press("Send")
    assert visitor.sees("your answers are saved")


def test_a_question_that_a_change_brings_up_is_asked_and_not_taken_as_declined(visitor, db, named):
    change(visitor).press("Change page 1").press("Back", where="road")
    assert visitor.sees("One more question, because of your answer", "Do you use it on a phone?")
    assert "phone" not in visitor.page.fields


def test_two_devices_that_change_at_once_lose_nothing(app, visitor, address, db, named):
    phone, desk = change(visitor), change(Respondent(app, address))
    phone.press("Change page 1").press("Back", where="home").press("Send")
    desk.press("Change page 3").press("Back", more="Written at the desk").press("Send")
    assert desk.status == 409
    assert desk.html.count("<title>Error:") == 1
    assert desk.sees("Other answers of yours have been saved meanwhile", "What is saved now", "At home", "What you filled in here", "Written at the desk")
    assert kept(db, named)[0]["where"] == "home"
    assert [desk.page.text.count(f"mostly {where}?") for where in ("At home", "At my desk")] == [1, 1]  # of each the words that belong to it
    desk.press("Send")
    assert desk.sees("your answers are saved")
    assert kept(db, named)[0].items() >= {"where": "desk", "more": "Written at the desk"}.items()
    phone.open()
    assert phone.sees("Change my answers")


def test_of_changes_sent_at_the_same_moment_one_counts_and_the_other_is_told(app, visitor, address, db, named):
    pages = [change(Respondent(app, address)).page for _ in range(5)]
    ends = []
    many = [threading.Thread(target=lambda page=page: ends.append(app.test_client(use_cookies=False).post(page.buttons["Send my answers"][0], data=page.fields))) for page in pages]
    for one in many:
        one.start()
    for one in many:
        one.join()
    assert sorted(end.status_code for end in ends) == [303] + [409] * 4
    assert len(kept(db, named)) == 1


def test_a_first_sheet_that_comes_second_is_shown_beside_what_is_saved(app, address, db, named):
    slow = Respondent(app, address).open().press("Start").press("Next page", **AT_WORK | {"where": "home"})
    sent(Respondent(app, address))
    slow.press("Next page", **VIEWED).press("Check", **AT_LAST).press("Send")
    assert slow.status == 409
    assert slow.sees("What is saved now", "At my desk", "At home")
    assert kept(db, named)[0]["where"] == "desk"


def test_the_same_change_sent_twice_counts_once(visitor, db, named):
    page = change(visitor).press("Change page 1").press("Back", where="home").page
    for _ in range(2):
        visitor.page = page
        assert visitor.press("Send").sees("your answers are saved")
    assert [one["where"] for one in kept(db, named)] == ["home"]


def test_after_closing_nothing_can_be_changed_and_the_page_says_so(visitor, db, config, named, clock):
    change(visitor)
    clock.turn(days=12)
    before = dump(db)
    assert visitor.press("Send").sees("This survey is closed", "what you sent before stands as it was")
    assert not visitor.sees("could not be saved")
    assert visitor.open(visitor.address + "/changes").sees("This survey is closed")
    actions.close_wave(db, config, named.id, clock())
    assert visitor.open(visitor.address + "/changes").sees("This survey is closed")
    assert not visitor.sees("Change my answers")
    assert [one for one in before.splitlines() if one.startswith("named_answer")] == [one for one in dump(db).splitlines() if one.startswith("named_answer")]


def test_a_sealed_answer_cannot_be_changed_and_the_page_says_so(app, db, config, wave, sales):
    visitor = answered(app, link(db, config, wave, sales[0]))
    assert visitor.sees("nobody else can find yours later")
    assert not visitor.sees("Change my answers")
    visitor.open(visitor.address + "/changes")
    assert visitor.sees("This link has been used", "It cannot be changed: it carries no name")
    assert not visitor.sees("Change my answers")


def test_a_key_that_replaces_is_of_no_use_where_answers_are_sealed(app, db, config, wave, sales):
    visitor = answered(app, link(db, config, wave, sales[0]))
    [key] = [one.answer_key for one in store.invitations(db, wave.id) if one.person_id == sales[0]]
    data = {f"sus{n}": "1" for n in range(1, 11)} | {"_replaces": key}
    assert visitor.client.post(visitor.address + "/answer", data=data).status_code == 409
    assert store.rate(db, wave.id).answered == 1


def test_nothing_at_all_does_not_take_the_place_of_an_answer(visitor, db, named):
    change(visitor)
    empty = dict.fromkeys(("where", "tasks.-", "easy", "worries.time", "worries.watched", "order.-", "hours.-"), "-")
    data = {name: visitor.page.fields[name] for name in ("_key", "_replaces")} | empty
    page = visitor.client.post(visitor.address + "/answer", data=data)
    assert page.status_code == 422
    assert "Nothing has been answered yet" in page.text
    assert kept(db, named)[0]["where"] == "desk"


def test_changes_are_not_offered_to_be_kept_on_the_device_since_the_link_opens_what_was_sent(app, visitor, db, config, named, sales):
    keeping = "Keep my answers on this device"
    other = Respondent(app, link(db, config, named, sales[1])).open()
    assert other.sees("At most 12 questions")  # some are asked only after certain answers
    assert keeping in other.press("Start").html
    assert keeping not in change(visitor).html
    assert keeping not in visitor.press("Change page 1").html
