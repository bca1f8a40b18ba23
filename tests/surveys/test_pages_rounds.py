"""The ambassador's pages about a round: settings, opening, invitations, reminders, closing."""

import re

import pytest

from mail import store as mail_store
from mail.model import FAILED, INVITATION, PLACEHOLDER, REMINDER
from people import store as people_store
from surveys import actions, jobs, store
from tests import factories
from tests.surveys.answering import answered, link, round_of
from tests.surveys.test_pages_surveys import text

SETTINGS = {"level": "anonymous", "k": "5", "kc": "10", "closes": "2026-12-04T17:00", "keep_months": "24", "reminder_1": "2026-11-26", "reminder_2": "2026-12-02", "dimension": "1"}


@pytest.fixture()
def survey(ambassador, db, clock) -> int:
    factories.people(db, "Sales", 6)
    factories.people(db, "IT", 3)
    return actions.new_survey(db, "sus", "How is it going?", clock())


@pytest.fixture()
def draft(ambassador, db, survey) -> int:
    ambassador.send(f"/surveys/{survey}/waves/new", SETTINGS)
    return store.waves_of(db, survey)[0].id


def invitations(db, wave: int) -> list:
    return [mail for mail in mail_store.latest(db, "survey", f"wave:{wave}").values() if mail.kind == INVITATION]


def test_a_new_round_comes_with_usual_settings(ambassador, survey):
    page = ambassador.get(f"/surveys/{survey}/waves/new")
    for usual in ('value="2026-12-04T17:00"', 'value="2026-11-26"', 'value="2026-12-02"', 'value="24"'):
        assert usual in page.text
    assert "Without a tick everybody is asked: 10 people." in text(page)
    assert "Department: IT (3) has fewer than 5 people and cannot be shown by itself." in text(page)


def test_a_round_is_prepared_and_nothing_is_sent(ambassador, db, survey):
    page = ambassador.send(f"/surveys/{survey}/waves/new", SETTINGS)
    [wave] = store.waves_of(db, survey)
    assert "Open the survey to 10 people" in text(page)
    assert "Too small to be shown by themselves, with fewer than 5 people: IT (3), No group (1)." in text(page)
    assert (wave.state, wave.k, wave.closes.isoformat()) == ("draft", 5, "2026-12-04T17:00:00")
    assert [day.isoformat() for day, _sent in store.reminders(db, wave.id)] == ["2026-11-26", "2026-12-02"]
    assert invitations(db, wave.id) == []


@pytest.mark.parametrize(("changed", "said", "field"), [
    ({"level": "secret"}, "Not a valid choice", "level"),
    ({"k": "2"}, "Figures need at least 3 answers", "k"),
    ({"k": "many"}, "Not a valid integer", "k"),
    ({"kc": "4"}, "Free text needs at least as many answers as figures do", "kc"),
    ({"keep_months": "0"}, "Keep answers for 1 to 120 months.", "keep_months"),
    ({"closes": "2026-11-22T17:00"}, "The closing time must be later than the opening", "closes"),
    ({"closes": "2028-11-22T17:00"}, "A round can be open for a year at most.", "closes"),
    ({"closes": "2026-02-30T17:00"}, "This is not a day and time that exist.", "closes"),
    ({"opens": "2026-12-05T08:00"}, "The closing time must be later than the opening", "closes"),
    ({"opens": "2027-03-28T02:30", "closes": "2027-04-01T17:00", "reminder_1": "", "reminder_2": ""}, "02:30 does not exist on 2027-03-28", "opens"),
    ({"reminder_1": "2026-12-05"}, "A reminder's day must lie after the opening", "reminder"),
    ({"reminder_2": "2026-11-26"}, "Two reminders must lie so many days apart at least: 2.", "reminder_2"),
    ({"targets": ["1", "99"]}, "is not a valid choice", "targets"),
    ({"dimension": "99"}, "Not a valid choice", "dimension"),
])
def test_settings_that_make_no_sense_are_refused_at_their_field(ambassador, db, survey, changed, said, field):
    page = ambassador.send(f"/surveys/{survey}/waves/new", SETTINGS | changed)
    assert page.status_code == 422
    assert re.search(rf'<a href="#{field}[^"]*">[^<]*{re.escape(said)}', page.text.replace("&#39;", "'"))
    typed = next(iter(changed.values()))
    assert field in ("level", "targets", "dimension") or typed in ("",) or f'value="{typed}"' in page.text
    assert store.waves_of(db, survey) == []


def test_a_round_is_aimed_at_groups(ambassador, db, survey):
    sales = people_store.group_called(db, 1, "Sales")
    page = ambassador.send(f"/surveys/{survey}/waves/new", SETTINGS | {"targets": [str(sales.id)]})
    assert "6 people are asked: all of Sales." in text(page)
    again = ambassador.get(f"/waves/{store.waves_of(db, survey)[0].id}/settings")
    assert re.search(rf'<input checked[^>]*name="targets"[^>]*value="{sales.id}"', again.text)


def test_settings_are_changed_until_the_round_is_opened(ambassador, db, draft):
    ambassador.send(f"/waves/{draft}/settings", SETTINGS | {"level": "named", "share_results": "y"})
    assert (store.get_wave(db, draft).level, store.get_wave(db, draft).share_results) == ("named", True)
    ambassador.send(f"/waves/{draft}", to=f"/waves/{draft}/opening")
    assert "The settings of this round are fixed." in text(ambassador.get(f"/waves/{draft}/settings", follow_redirects=True))
    ambassador.send(f"/waves/{draft}", SETTINGS, to=f"/waves/{draft}/settings")
    assert store.get_wave(db, draft).level == "named"


def test_the_preview_of_the_mail_is_the_mail(ambassador, db, draft):
    shown = text(ambassador.get(f"/waves/{draft}/mail"))
    name = re.search(r"exactly what (.+?) gets", shown).group(1)
    ambassador.send(f"/waves/{draft}", to=f"/waves/{draft}/opening")
    [sent] = [mail for mail in invitations(db, draft) if mail.to_name == name]
    assert sent.subject in shown
    assert " ".join(sent.body.replace(PLACEHOLDER, "(the recipient's own link)").split()) in shown
    assert "/s/" not in shown


def test_the_preview_shows_the_mail_in_each_language_it_goes_out_in_ones_own_first(ambassador, db, draft):
    people_store.insert(db, "Sten Ek", "sten@nordverk.example.com", "sv")
    shown = text(ambassador.get(f"/waves/{draft}/mail"))
    assert shown.index("Your view, please: How is it going? (about 3 min)") < shown.index("As Sten Ek gets it: Subject: Berätta vad du tycker")
    assert "exactly what Sten Ek gets" not in shown
    assert "precis vad Sten Ek får" in text(ambassador.get(f"/waves/{draft}/mail?lang=sv"))


def test_the_preview_of_the_questionnaire_shows_the_promise_and_every_question(ambassador, db, draft):
    page = text(ambassador.get(f"/waves/{draft}/preview"))
    assert "This survey is anonymous" in page
    assert "broken down by Department and by nothing else" in page
    for question in store.asked(db, store.get_wave(db, draft)).questions:
        assert question.text["en"].replace("{system}", "SuperOffice CRM") in page
    swedish = text(ambassador.get(f"/waves/{draft}/preview?lang=sv"))
    assert "Jag tyckte att SuperOffice CRM var lätt att använda." in swedish


def test_opening_mails_everybody_once_however_often_it_is_pressed(ambassador, db, draft):
    opened = text(ambassador.send(f"/waves/{draft}", to=f"/waves/{draft}/opening"))
    assert "The survey is open: 10 people get the mail within a minute. No mail server is set up yet, so the mails wait in the outbox." in opened
    again = text(ambassador.send(f"/waves/{draft}", to=f"/waves/{draft}/opening"))
    assert "nobody gets a second mail" in again
    assert len(invitations(db, draft)) == 10


def test_a_round_for_too_few_is_refused_with_the_numbers(ambassador, db, survey):
    group = people_store.group_called(db, 1, "IT")
    ambassador.send(f"/surveys/{survey}/waves/new", SETTINGS | {"targets": [str(group.id)]})
    wave = store.waves_of(db, survey)[0].id
    page = ambassador.send(f"/waves/{wave}", to=f"/waves/{wave}/opening")
    assert page.status_code == 422
    assert "Only 3 would be asked, and figures show from 5 answers on" in text(page)
    assert store.get_wave(db, wave).state == "draft"


def test_a_round_planned_ahead_opens_by_itself_and_can_be_taken_back(ambassador, db, draft, clock):
    ambassador.send(f"/waves/{draft}/settings", SETTINGS | {"opens": "2026-11-25T08:00"})
    planned = text(ambassador.send(f"/waves/{draft}", to=f"/waves/{draft}/opening"))
    assert "Opens by itself on Wednesday 25 November 2026 at 08:00 (Europe/Stockholm)." in planned
    ambassador.send(f"/waves/{draft}", to=f"/waves/{draft}/draft")
    assert store.get_wave(db, draft).state == "draft"
    ambassador.send(f"/waves/{draft}", to=f"/waves/{draft}/opening")
    clock.turn(days=2)
    jobs.open_due(db, people_store.get_company(db), clock())
    assert "0 of 10 have answered." in text(ambassador.get(f"/waves/{draft}"))
    assert ambassador.send("/surveys/new", to=f"/waves/{draft}/draft").status_code == 409


def test_a_prepared_round_is_deleted_but_no_opened_one(ambassador, db, draft, survey):
    ambassador.send(f"/waves/{draft}", to=f"/waves/{draft}/removal")
    assert store.waves_of(db, survey) == []
    ambassador.send(f"/surveys/{survey}/waves/new", SETTINGS)
    wave = store.waves_of(db, survey)[0].id
    ambassador.send(f"/waves/{wave}", to=f"/waves/{wave}/opening")
    assert ambassador.send("/surveys/new", to=f"/waves/{wave}/removal").status_code == 409


def test_an_open_anonymous_round_looks_the_same_whoever_has_answered(ambassador, app, db, config, clock):
    """Two rounds, one answer each, of different people: but for their numbers the pages are the same, letter by letter."""
    people = factories.people(db, "Sales", 6)
    pages = []
    for person in people[:2]:
        wave = round_of(db, clock())
        answered(app, link(db, config, wave, person), works="Everything")
        page = ambassador.get(f"/waves/{wave.id}").text
        assert "1 of 7 have answered" in page
        pages.append(re.sub(r"csrf_token[^>]+|/(waves|surveys|invitations)/\d+", "", page))
    assert pages[0] == pages[1]


def test_nothing_but_the_count_is_told_while_a_round_is_open(ambassador, app, db, config, clock):
    people = factories.people(db, "Sales", 6)
    wave = round_of(db, clock())
    for person in people:
        answered(app, link(db, config, wave, person), works="Everything is splendid")
    results = ambassador.get(f"/waves/{wave.id}/results")
    assert results.status_code == 409
    assert "The answers are sealed" in text(results)
    assert ambassador.get(f"/waves/{wave.id}/results.json").status_code == 409
    assert ambassador.get(f"/waves/{wave.id}/answers").status_code == 404
    for page in ("/surveys/", f"/surveys/{wave.survey_id}", f"/waves/{wave.id}", f"/waves/{wave.id}/results", f"/waves/{wave.id}/preview", f"/waves/{wave.id}/results.json"):
        assert "splendid" not in ambassador.get(page).text
        assert "Sales:" not in text(ambassador.get(page))


def test_a_named_round_shows_who_has_answered_what_at_once(ambassador, app, db, config, clock):
    people = factories.people(db, "Sales", 2)
    wave = round_of(db, clock(), level="named")
    answered(app, link(db, config, wave, people[1]), works="The search")
    page = text(ambassador.get(f"/waves/{wave.id}/answers"))
    assert "Sales 2" in page
    assert "The search" in page
    assert "Sales 1" not in page
    rows = re.findall(r"<tr><th scope=\"row\">(.+?)<br>.+?(has answered|not yet)", ambassador.get(f"/waves/{wave.id}").text, re.S)
    assert sorted(rows) == [("Sales 1", "not yet"), ("Sales 2", "has answered"), ("Åsa Öberg", "not yet")]
    assert "Still open: these are the answers so far." in text(ambassador.get(f"/waves/{wave.id}/results"))


def test_a_reminder_goes_to_those_who_have_not_answered_and_says_how_many(ambassador, app, db, config, clock):
    people = factories.people(db, "Sales", 6)
    wave = round_of(db, clock(), reminders=())
    answered(app, link(db, config, wave, people[0]))
    clock.turn(days=1)
    page = f"/waves/{wave.id}"
    assert "A reminder now would go to 6 people." in text(ambassador.get(page))
    told = text(ambassador.send(page, to=f"{page}/reminders"))
    assert "The reminder goes to 6 people within a minute." in told
    assert "The last reminder is too fresh: the next one may go out on Thursday 26 November 2026." in told
    assert mail_store.counts(db, f"wave:{wave.id}", REMINDER)["waiting"] == 6
    assert ambassador.send(page, to=f"{page}/reminders").status_code == 409
    clock.turn(days=2)
    ambassador.send(page, to=f"{page}/reminders")
    clock.turn(days=2)
    assert "As many reminders have gone out as may: 2." in text(ambassador.get(page))
    assert mail_store.counts(db, f"wave:{wave.id}", REMINDER)["waiting"] == 12


def test_the_closing_time_moves_and_refusals_stay_at_its_field(ambassador, db, clock):
    factories.people(db, "Sales", 6)
    wave = round_of(db, clock())
    page = f"/waves/{wave.id}"
    wrong = ambassador.send(page, {"closes": "2026-11-20T12:00"}, to=f"{page}/closing-time")
    assert wrong.status_code == 422
    assert "The new closing time must lie ahead." in text(wrong)
    assert 'value="2026-11-20T12:00"' in wrong.text
    ambassador.send(page, {"closes": "2026-12-11T12:00"}, to=f"{page}/closing-time")
    assert "Open until Friday 11 December 2026 at 12:00 (Europe/Stockholm): 18 more days." in text(ambassador.get(page))


def test_closing_now_says_what_is_lost_counts_once_and_never_reopens(ambassador, app, db, config, clock):
    people = factories.people(db, "Sales", 6)
    wave = round_of(db, clock())
    page = f"/waves/{wave.id}"
    answered(app, link(db, config, wave, people[0]))
    assert "6 who have not answered cannot answer any more, and the round never reopens." in text(ambassador.get(page))
    assert "So far fewer than 5 have answered: if you close it now, nothing is ever shown." in text(ambassador.get(page))
    for person in people[1:]:
        answered(app, link(db, config, wave, person))
    closed = text(ambassador.send(page, to=f"{page}/closing"))
    assert "6 of 7 who were asked have answered (86 %)." in closed
    assert "The round was not open." in text(ambassador.send("/surveys/new", to=f"{page}/closing"))
    assert ambassador.send("/surveys/new", {"closes": "2026-12-11T12:00"}, to=f"{page}/closing-time").status_code == 422
    assert "6 of 7 have answered (86 %)" in text(ambassador.get(page))


def test_failed_mails_come_first_and_are_sent_again_to_the_mended_address(ambassador, db, clock):
    people = factories.people(db, "Sales", 12)
    wave = round_of(db, clock())
    person = people_store.get(db, people[8])
    [mail] = [mail for mail in invitations(db, wave.id) if mail.to_email == person.email]
    db.execute("update outbox set state = ?, words = '550 unknown' where id = ?", [FAILED, mail.id])
    page = ambassador.get(f"/waves/{wave.id}")
    assert "1 mail failed: mend the address, then send it again." in text(page)
    assert re.findall(r'<tr><th scope="row">(.+?)<br>', page.text)[0] == person.name
    assert f'href="/people/{person.id}/edit"' in page.text
    people_store.update(db, person.id, person.name, "mended@nordverk.example.com", None)
    [invitation] = [one for one in store.invitations(db, wave.id) if one.person_id == person.id]
    told = text(ambassador.send(f"/waves/{wave.id}", to=f"/invitations/{invitation.id}/sending"))
    assert f"The invitation of {person.name} goes out once more within a minute." in told
    assert mail_store.latest(db, "survey", f"wave:{wave.id}")[invitation.id].to_email == "mended@nordverk.example.com"


def test_invitations_are_searched_in_the_address(ambassador, db, clock):
    factories.people(db, "Sales", 60)
    wave = round_of(db, clock())
    assert "61 invitations, page 1 of 2" in text(ambassador.get(f"/waves/{wave.id}"))
    assert "61 invitations, page 2 of 2" in text(ambassador.get(f"/waves/{wave.id}?page=2"))
    found = ambassador.get(f"/waves/{wave.id}?words=sales 17").text
    assert re.findall(r'<tr><th scope="row">(.+?)<br>', found) == ["Sales 17"]
    assert "Nobody fits." in text(ambassador.get(f"/waves/{wave.id}?words=nonsense"))


@pytest.mark.parametrize("page", ["", "new", "1", "1/questionnaire", "1/waves/new", "1/answers-file", "1/title"])
def test_the_pages_are_the_ambassadors(stranger, page):
    assert stranger.get(f"/surveys/{page}").status_code == 303
