"""The mails' own words: what can be said, what cannot, where they are used, and what always follows below them."""

import pytest

from errors import Refused
from mail import store as mail_store
from mail.model import INVITATION, PLACEHOLDER, REMINDER
from people import actions as people_actions
from people import store as people_store
from surveys import actions, jobs, mails, store, words
from surveys.words import Words
from tests import factories
from tests.surveys import rounds
from tests.surveys.test_pages_surveys import text

OWN = Words("{title}: say what you think, {name}", "Dear {name},\n\n{asker} of {company} would like {minutes} minutes of you before {day}, {time}. Ünïcode 😀 and a lone { are fine.\n\nSay it here:\n{link}")


@pytest.fixture()
def staff(db):
    return rounds.company(db, Sales=6)["Sales"]


@pytest.fixture()
def draft(db, staff, clock):
    return rounds.draft(db, clock(), reminders=(clock().date().replace(day=26),))


def company(db):
    return people_store.get_company(db)


def sent(db, wave, kind=INVITATION):
    return list(db.query("select to_name, subject, body from outbox where about = ? and kind = ? and state = 'waiting' order by id", [f"wave:{wave}", kind]))


class TestWords:
    @pytest.mark.parametrize("body", ["no link at all", "{link}\n{link}", "{Link}", "{ link }", "{link", "{{link}}\n{link}", "[[link]]\n{link}", "{salary}\n{link}", "{}\n{link}", "", " ", "https://collector.example.com/?{link}", "Here: {link}", "{link}" + "x" * 4000])
    def test_a_text_that_makes_no_mail_is_refused(self, body):
        with pytest.raises(Refused) as refused:
            words.check_words(Words("Hello", body))
        assert refused.value.field == "body"

    @pytest.mark.parametrize("subject", ["", " ", "Here: {link}", "{salary}", "two\nlines", "[[link]]", "x" * 151])
    def test_a_subject_that_makes_no_mail_is_refused(self, subject):
        with pytest.raises(Refused) as refused:
            words.check_words(Words(subject, "{link}"))
        assert refused.value.field == "subject"

    def test_the_link_is_nobody_elses_to_collect(self):
        with pytest.raises(Refused, match="on a line of its own"):
            words.check_words(Words("Hello", "https://collector.example.com/?from={link}"))

    def test_what_cannot_be_filled_in_is_named(self):
        with pytest.raises(Refused, match=r"Nothing can be filled in for \{salary\}"):
            words.check_words(Words("Hello", "{name} {salary}\n{link}"))

    def test_what_is_filled_in_is_not_read_again(self):
        assert words.filled(Words("{title}", "{name}: {link}"), {"title": "{name}", "name": "{link}", "link": "HERE"}) == Words("{name}", "{link}: HERE")

    @pytest.mark.parametrize("kind", words.KINDS)
    @pytest.mark.parametrize("language", ["en", "sv"])
    def test_the_usual_words_are_words_that_could_be_ones_own(self, app, kind, language):
        with app.app_context():
            words.check_words(mails.usual(kind, language))


class TestSending:
    def test_the_invitation_goes_out_in_them_and_the_promise_follows(self, db, draft, clock):
        actions.reword(db, draft, "invitation", "en", OWN)
        rounds.start(db, draft, clock())
        mail = next(mail for mail in sent(db, draft) if mail["to_name"] == "Sales 1")
        assert mail["subject"] == "How is it going?: say what you think, Sales 1"
        assert mail["body"].startswith("Dear Sales 1,\n\nÅsa Öberg of Nordverk would like 3 minutes of you before Friday 4 December 2026, 16:00. Ünïcode 😀 and a lone { are fine.\n\nSay it here:\n" + PLACEHOLDER)
        assert mail["body"].count(PLACEHOLDER) == 1
        below = mail["body"].split(PLACEHOLDER)[1]
        for promised in ("The survey is anonymous: nobody can see who answered what", "only for 5 people or more", "until Friday 4 December 2026 at 16:00 (Europe/Stockholm)", "Questions? Ask Åsa Öberg, asa@nordverk.example.com."):
            assert promised in below

    def test_by_name_that_is_what_follows(self, db, staff, clock):
        number = rounds.draft(db, clock(), level="named")
        actions.reword(db, number, "invitation", "en", Words("Hello", "This is anonymous!\n{link}"))
        rounds.start(db, number, clock())
        assert "The survey is answered by name: Åsa Öberg sees your answers together with your name." in sent(db, number)[0]["body"]

    def test_late_joiners_and_those_who_are_sent_it_again_get_the_same_words(self, db, draft, clock):
        actions.reword(db, draft, "invitation", "en", OWN)
        wave = rounds.start(db, draft, clock())
        late = factories.person(db, "Late Joiner")
        clock.turn(days=1)
        jobs.invite_late_joiners(db, company(db), clock())
        actions.send_again(db, rounds.invitation(db, wave, late), company(db), clock())
        assert [mail["body"].startswith("Dear Late Joiner") for mail in sent(db, draft)][-2:] == [True, True]

    def test_the_reminder_goes_out_in_its_own_planned_and_by_hand(self, db, draft, clock):
        wave = rounds.start(db, draft, clock())
        actions.reword(db, wave.id, "reminder", "en", OWN)
        clock.turn(days=3)
        assert jobs.remind_due(db, company(db), clock()) == 7
        actions.reword(db, wave.id, "reminder", "en", Words("Last call", "{name}:\n{link}"))
        clock.turn(days=3)
        actions.remind_now(db, wave.id, company(db), clock())
        assert {mail["subject"].split(",")[0] for mail in sent(db, draft, REMINDER)} == {"How is it going?: say what you think", "Last call"}
        assert "does not see who has answered and who has not" in sent(db, draft, REMINDER)[-1]["body"]

    def test_each_language_has_its_own_and_others_the_usual(self, db, draft, clock):
        people_store.insert(db, "Sten Ek", "sten@nordverk.example.com", "sv")
        actions.reword(db, draft, "invitation", "en", OWN)
        rounds.start(db, draft, clock())
        assert next(mail for mail in sent(db, draft) if mail["to_name"] == "Sten Ek")["subject"].startswith("Berätta vad du tycker")

    def test_dates_in_them_are_in_the_mails_language(self, db, draft, clock):
        people_store.insert(db, "Sten Ek", "sten@nordverk.example.com", "sv")
        actions.reword(db, draft, "invitation", "sv", Words("Till {day}", "{link}"))
        rounds.start(db, draft, clock())
        assert next(mail for mail in sent(db, draft) if mail["to_name"] == "Sten Ek")["subject"] == "Till fredag 4 december 2026"

    def test_a_name_made_of_places_fills_in_nothing(self, db, draft, clock):
        people_store.insert(db, "{link} {asker}", "odd@nordverk.example.com")
        actions.reword(db, draft, "invitation", "en", OWN)
        rounds.start(db, draft, clock())
        [mail] = [mail for mail in sent(db, draft) if mail["to_name"] == "{link} {asker}"]
        assert mail["body"].startswith("Dear {link} {asker},")

    def test_the_next_round_begins_with_them(self, db, draft, clock):
        actions.reword(db, draft, "invitation", "en", OWN)
        actions.reword(db, draft, "reminder", "sv", OWN)
        again = actions.save_wave(db, store.get_wave(db, draft).survey_id, None, rounds.settings(), clock())
        assert (store.own_words(db, again, "invitation"), store.own_words(db, again, "reminder")) == ({"en": OWN}, {"sv": OWN})

    def test_nobody_changes_what_has_gone_out(self, db, config, draft, clock):
        wave = rounds.start(db, draft, clock())
        with pytest.raises(Refused, match="has gone out"):
            actions.reword(db, draft, "invitation", "en", OWN)
        actions.reword(db, draft, "reminder", "en", OWN)
        actions.close_wave(db, config, wave.id, clock())
        for act in (lambda: actions.reword(db, draft, "reminder", "en", Words("x", "{link}")), lambda: actions.unword(db, draft, "reminder", "en")):
            with pytest.raises(Refused, match="closed"):
                act()
        assert store.own_words(db, draft, "reminder") == {"en": OWN}

    def test_they_go_with_the_round(self, db, draft):
        actions.reword(db, draft, "invitation", "en", OWN)
        actions.delete_wave(db, draft)
        assert db["wave_mail"].count == 0


class TestThePage:
    def test_it_begins_with_the_usual_text_and_shows_the_mail_below(self, ambassador, db, draft):
        page = ambassador.get(f"/waves/{draft}/mails/invitation/en")
        assert "Your view, please: {title} (about {minutes} min)" in page.text
        assert "Answer the survey:\n{link}</textarea>" in page.text
        assert "As Sales 1 gets it Subject: Your view, please: How is it going? (about 3 min)" in text(page)
        assert "(the recipient&#39;s own link)" in page.text
        assert "Back to the usual text" not in page.text

    def test_saved_words_are_shown_as_people_get_them_and_can_be_taken_back(self, ambassador, db, draft):
        address = f"/waves/{draft}/mails/invitation/en"
        page = text(ambassador.send(address, {"subject": OWN.subject, "body": OWN.body}))
        assert "nothing has been sent" in page
        assert "Dear Sales 1, Åsa Öberg of Nordverk would like 3 minutes of you" in page
        assert "Dear Sales 1" in text(ambassador.get(f"/waves/{draft}/mail"))
        assert "The mail has its usual text again." in text(ambassador.send(address, to=f"{address}/usual"))
        assert store.own_words(db, draft, "invitation") == {}

    def test_the_usual_text_saved_is_no_text_of_ones_own(self, ambassador, app, db, draft):
        with app.app_context():
            usual = mails.usual("invitation", "en")
        ambassador.send(f"/waves/{draft}/mails/invitation/en", {"subject": usual.subject, "body": usual.body.replace("\n", "\r\n")})
        assert store.own_words(db, draft, "invitation") == {}

    @pytest.mark.parametrize(("typed", "said"), [
        ({"subject": "Hello", "body": "no link"}, "Write {link} exactly once"), ({"subject": "{link}", "body": "{link}"}, "not into the subject"), ({"subject": "Hello", "body": "{salary}\n{link}"}, "Nothing can be filled in for {salary}"),
        ({"subject": "", "body": "{link}"}, "This is needed."),
    ])
    def test_what_is_wrong_is_said_and_what_was_typed_stays(self, ambassador, db, draft, typed, said):
        page = ambassador.send(f"/waves/{draft}/mails/invitation/en", typed)
        assert page.status_code == 422
        assert said in text(page)
        assert typed["body"] in page.text
        assert store.own_words(db, draft, "invitation") == {}

    def test_markup_in_them_is_text(self, ambassador, draft):
        page = ambassador.send(f"/waves/{draft}/mails/invitation/en", {"subject": "<b>Hello</b>", "body": "<script>alert(1)</script>\n{link}"})
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert(1)" in page.text

    def test_once_it_is_open_only_the_reminder_can_be_changed(self, ambassador, db, draft, clock):
        rounds.start(db, draft, clock())
        assert "its invitation has gone out" in text(ambassador.get(f"/waves/{draft}/mails/invitation/en", follow_redirects=True))
        preview = ambassador.get(f"/waves/{draft}/mail").text
        assert f"/waves/{draft}/mails/reminder/en" in preview
        assert f"/waves/{draft}/mails/invitation/en" not in preview
        assert "Dear Sales 1" in text(ambassador.send(f"/waves/{draft}/mails/reminder/en", {"subject": OWN.subject, "body": OWN.body}))

    @pytest.mark.parametrize("address", ["letter/en", "invitation/xx", "invitation/de"])
    def test_there_are_two_mails_in_our_languages(self, ambassador, draft, address):
        assert ambassador.get(f"/waves/{draft}/mails/{address}").status_code == 404

    def test_an_address_that_was_mended_gets_the_reminder_in_the_same_words(self, db, staff, draft, clock):
        wave = rounds.start(db, draft, clock())
        actions.reword(db, wave.id, "reminder", "en", OWN)
        people_actions.change_person(db, staff[0], "Sales 1", "mended@nordverk.example.com")
        clock.turn(days=3)
        jobs.remind_due(db, company(db), clock())
        assert "mended@nordverk.example.com" in {mail.to_email for mail in mail_store.latest(db, "survey", f"wave:{wave.id}").values()}
