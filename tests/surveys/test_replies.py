"""Replies without a name: a phrase finds its own words again, and nobody else's; nobody finds a name by it."""

import re
from datetime import timedelta

import pytest

import jobs
from errors import NotFound, Refused
from mail import links
from mail.model import Link
from people import store as people_store
from surveys import actions, messages, phrases, store
from surveys.messages import Comment, Message
from surveys.model import LINK
from surveys.phrases import Phrase
from tests import factories
from tests.surveys import rounds
from tests.surveys.answering import FIRST, SECOND, Page, Respondent, answered, dump, every_comment, link
from tests.surveys.worlds import World

WORKS, CHANGE = "The calendar, since it is quick", "Fewer fields that nobody reads"


@pytest.fixture()
def people(db):
    return rounds.company(db, Sales=8, Support=6)


@pytest.fixture()
def wave(db, clock, people):
    return rounds.opened(db, clock())


@pytest.fixture()
def mine(db, config, clock, people, wave):
    """A round in which twelve people wrote something and one of them, who wrote twice, kept the phrase; closed."""
    phrase = phrases.made(wave.id)
    everybody = [one for group in people.values() for one in group]
    for number, person in enumerate(everybody[:11]):
        rounds.give(db, config, wave, person, clock(), sus1=1 + number % 5, works=f"Something works in number {number}")
    actions.answer(db, config, rounds.invitation(db, wave, everybody[11]), {"sus1": 3, "works": WORKS, "change": CHANGE}, "form", clock(), phrase=phrase)
    actions.close_wave(db, config, wave.id, clock())
    return phrase


def look(db, config, phrase, now):
    return {comment.part_id: comment for comment in actions.by_phrase(db, config, str(phrase), now)[1]}


def morning(db, config, clock) -> None:
    """The next day at eight in Stockholm, and what is due by then."""
    clock.moment = clock.moment.replace(hour=7) + timedelta(days=1)
    jobs.run_due(db, config, clock)


class TestWhoHasThePhrase:
    def test_finds_their_own_words_and_nobody_elses(self, db, config, clock, mine):
        assert {part: comment.text for part, comment in look(db, config, mine, clock()).items()} == {"works": WORKS, "change": CHANGE}

    def test_reads_what_the_ambassador_wrote_and_answers(self, db, config, clock, mine, wave):
        number = look(db, config, mine, clock())["works"].id
        actions.write_about(db, wave.id, number, "Which part of the calendar?", False)
        actions.reply(db, config, str(mine), "works", "The week, with colours", clock())
        assert [message.text for message in look(db, config, mine, clock())["works"].messages] == ["Which part of the calendar?", "The week, with colours"]
        assert look(db, config, mine, clock())["change"].messages == ()

    def test_answers_only_what_somebody_wrote_about_and_only_their_own(self, db, config, clock, mine):
        before = dump(db)
        with pytest.raises(Refused, match="nothing to answer"):
            actions.reply(db, config, str(mine), "works", "By the way", clock())
        with pytest.raises(NotFound):
            actions.reply(db, config, str(mine), "sus1", "By the way", clock())
        with pytest.raises(Refused, match="leads to no comment"):
            actions.reply(db, config, str(phrases.made(mine.wave_id)), "works", "By the way", clock())
        assert dump(db) == before

    def test_is_heard_once_when_the_same_form_comes_twice(self, db, config, clock, mine, wave):
        actions.write_about(db, wave.id, look(db, config, mine, clock())["works"].id, "Tell us more", False)
        for _ in range(2):
            actions.reply(db, config, str(mine), "works", "The week", clock())
        assert len(look(db, config, mine, clock())["works"].messages) == 2

    def test_waits_after_five_messages_until_somebody_writes_back(self, db, config, clock, mine, wave):
        number = look(db, config, mine, clock())["works"].id
        actions.write_about(db, wave.id, number, "Tell us more", False)
        for count in range(messages.MOST_IN_A_ROW):
            actions.reply(db, config, str(mine), "works", f"More {count}", clock())
        with pytest.raises(Refused, match="5 messages in a row"):
            actions.reply(db, config, str(mine), "works", "And more", clock())
        actions.write_about(db, wave.id, number, "Thank you", False)
        actions.reply(db, config, str(mine), "works", "And more", clock())

    def test_is_told_to_come_back_while_the_survey_is_open_whatever_the_phrase(self, db, config, clock, people, wave):
        for phrase in (phrases.made(wave.id), phrases.made(wave.id)):
            with pytest.raises(Refused, match="still open, and what was written is under seal"):
                look(db, config, phrase, clock())
        clock.turn(days=30)  # past the closing time, and nothing has closed it yet
        with pytest.raises(Refused, match="being counted"):
            look(db, config, phrases.made(wave.id), clock())

    def test_is_told_kindly_that_too_few_answered(self, db, config, clock, people, wave):
        phrase = phrases.made(wave.id)
        for person in people["Support"]:
            actions.answer(db, config, rounds.invitation(db, wave, person), {"sus1": 3, "works": WORKS}, f"form of {person}", clock(), phrase=phrase)
        actions.close_wave(db, config, wave.id, clock())
        with pytest.raises(Refused, match="Fewer than 10 people answered"):
            look(db, config, phrase, clock())
        assert db.execute("select count(*) from comment").fetchone() == (0,)

    def test_is_told_when_time_has_taken_it_all_and_nothing_stays(self, db, config, clock, mine, wave):
        actions.write_about(db, wave.id, look(db, config, mine, clock())["works"].id, "Tell us more", False)
        actions.reply(db, config, str(mine), "works", "The week", clock())
        clock.turn(days=366 * 3)
        jobs.run_due(db, config, clock)
        with pytest.raises(Refused, match="answers have been deleted"):
            look(db, config, mine, clock())
        for table in ("comment", "comment_message"):
            assert db.execute(f"select count(*) from {table}").fetchone() == (0,)

    def test_finds_nothing_in_a_round_by_name_or_from_a_file_or_not_yet_open(self, db, config, clock, people):
        named = rounds.opened(db, clock(), level="named")
        draft = rounds.draft(db, clock())
        for number in (named.id, draft, 999):
            with pytest.raises(Refused, match=f"Nothing is kept under the number {number}"):
                look(db, config, phrases.made(number), clock())


class TestTheAmbassador:
    def test_sees_a_reply_the_next_morning_and_not_before(self, db, config, clock, mine, wave):
        number = look(db, config, mine, clock())["works"].id
        actions.write_about(db, wave.id, number, "Tell us more", False)
        actions.reply(db, config, str(mine), "works", "The week", clock())
        jobs.run_due(db, config, clock)  # at ten: what was written before seven is due
        actions.reply(db, config, str(mine), "works", "With colours", clock())
        seen = [len(store.get_comment(db, wave.id, number).for_ambassador)]
        for hours in (1, 12, 8):  # at eleven, before midnight, at seven the next morning
            clock.turn(hours=hours)
            jobs.run_due(db, config, clock)
            seen.append(len(store.get_comment(db, wave.id, number).for_ambassador))
        morning(db, config, clock)
        assert [*seen, len(store.get_comment(db, wave.id, number).for_ambassador)] == [2, 2, 2, 3, 3]

    def test_held_messages_are_nowhere_to_be_seen(self, db, config, clock, mine, wave, ambassador):
        number = look(db, config, mine, clock())["works"].id
        actions.write_about(db, wave.id, number, "Tell us more", False)
        jobs.run_due(db, config, clock)  # today's handing over has been
        actions.reply(db, config, str(mine), "works", "The week, with colours", clock())
        jobs.run_due(db, config, clock)
        places = ("/", f"/waves/{wave.id}/results", f"/waves/{wave.id}/replies", f"/waves/{wave.id}/comments/{number}")
        assert not any("with colours" in ambassador.get(place).text or "new repl" in ambassador.get(place).text for place in places)
        morning(db, config, clock)
        assert "A new reply to a comment" in ambassador.get("/").text
        assert "1 comment has a new reply" in ambassador.get(places[1]).text
        assert "1 comment has a new reply" in ambassador.get(places[2]).text
        assert "The week, with colours" in ambassador.get(places[3]).text

    def test_marks_a_reply_as_read_by_answering_or_by_the_button(self, db, config, clock, mine, wave, ambassador):
        number = look(db, config, mine, clock())["works"].id
        page = f"/waves/{wave.id}/comments/{number}"
        ambassador.send(page, {"text": "Tell us more"})
        for act in (lambda: ambassador.send(page, {"text": "Thank you"}), lambda: ambassador.send(page, {}, to=f"{page}/reading")):
            actions.reply(db, config, str(mine), "works", f"The week on {clock()}", clock())
            morning(db, config, clock)
            assert store.new_replies(db) == {wave.id: 1}
            act()
            assert store.new_replies(db) == {}
        assert "The week on" in ambassador.get(page).text

    @pytest.mark.parametrize("text", ["Who are you?", "Which department do you work in?", "What is your name, so that we can help?", "Please call me about it", "Vem är du?", "Vilken avdelning sitter du på?", "Ring mig så löser vi det", "Kom förbi mitt kontor"])
    def test_is_warned_before_asking_who_somebody_is_and_may_insist(self, db, config, clock, mine, wave, ambassador, text):
        number = look(db, config, mine, clock())["works"].id
        page = f"/waves/{wave.id}/comments/{number}"
        said = ambassador.send(page, {"text": text})
        assert said.status_code == 422
        assert "They were promised that nobody finds out." in said.text
        assert text in said.text
        assert store.get_comment(db, wave.id, number).messages == ()
        ambassador.send(page, {"text": text, "sure": "y"})
        assert [message.text for message in store.get_comment(db, wave.id, number).messages] == [text]

    @pytest.mark.parametrize("text", ["Which part of the calendar is quick?", "We have taken out twelve fields. Thank you!", "What would you need to do that?", "Vad skulle göra det lättare?", "Nu är fälten borta. Tack!"])
    def test_is_not_warned_for_nothing(self, text):
        assert not messages.asks_who(text)

    def test_cannot_write_where_nobody_has_a_phrase(self):
        with pytest.raises(Refused, match="Nobody was given a phrase"):
            messages.may_ask(Comment("00", 1, "works", "Quick", False), "Why?", False)

    def test_gets_back_what_was_typed_when_it_is_too_long_or_empty(self, db, config, clock, mine, wave, ambassador):
        number = look(db, config, mine, clock())["works"].id
        for text in ("x" * 1001, "   ", "odd \x00 sign"):
            said = ambassador.send(f"/waves/{wave.id}/comments/{number}", {"text": text})
            assert said.status_code == 422
            assert text.strip("\x00 ")[:9] in said.text
        assert store.get_comment(db, wave.id, number).messages == ()

    def test_finds_no_comment_by_an_id_that_is_none(self, ambassador, mine, wave):
        for odd in ("", "x", "00", "ff" * 16, "å", "%00", "0" * 3000):
            assert ambassador.get(f"/waves/{wave.id}/comments/{odd}").status_code in (404, 308)


class TestThePage:
    """What a browser without script sees at /reply."""

    def visit(self, app, text, address="/reply", button="Show my words") -> Respondent:
        return Respondent(app, address).open().press(button, phrase=text)

    def test_goes_the_whole_way_without_a_cookie_or_the_phrase_in_an_address(self, app, db, config, clock, mine, wave):
        actions.write_about(db, wave.id, look(db, config, mine, clock())["works"].id, "Which part of it?", False)
        seen = self.visit(app, str(mine).upper().replace(" ", "-"))
        assert seen.sees(WORKS, CHANGE, "Which part of it?", "Nobody has written about this yet")
        seen.press("Send it without my name", text="The week 😀 שלום")
        assert seen.status == 200
        assert seen.sees("Your answer is kept", "The week 😀 שלום")
        assert seen.cookies == []
        assert seen.at == "/reply/messages"
        assert self.visit(app, str(mine)).sees("The week 😀 שלום")

    def test_keeps_what_was_typed_when_it_is_wrong(self, app, db, config, clock, mine, wave):
        actions.write_about(db, wave.id, look(db, config, mine, clock())["works"].id, "Which part of it?", False)
        before = dump(db)
        seen = self.visit(app, str(mine)).press("Send it without my name", text="long " * 300)
        assert seen.status == 422
        assert "<title>Error:" in seen.html
        assert "long long long" in seen.page.fields["text"]
        wrong = self.visit(app, "1 badulo")
        assert wrong.status == 422
        assert 'value="1 badulo"' in wrong.html
        assert dump(db) == before

    def test_says_the_same_of_every_wrong_phrase(self, app, mine):
        said = {self.visit(app, f"{mine.wave_id} {words}").page.text for words in ("badulo kimera tusapo", "kimera tusapo badulo")}
        assert len(said) == 1

    def test_slows_guessing_down(self, app, mine):
        said = [self.visit(app, str(phrases.made(mine.wave_id))) for _ in range(21)]
        assert [one.status for one in said] == [422] * 20 + [429]
        assert self.visit(app, str(mine)).status == 429
        assert Respondent(app, "/reply").open().status == 200

    def test_speaks_the_language_that_was_asked_for_from_page_to_page(self, app, mine):
        seen = self.visit(app, "1 badulo", "/reply?lang=sv", "Visa mina ord")
        assert '<html lang="sv">' in seen.html


class TestWhoWantsToKnow:
    """The thief of the database, without and with the key; the ambassador; somebody over the ambassador's shoulder."""

    def everywhere(self, folder) -> tuple[World, Phrase]:
        world = World(folder, Sales=14)
        world.opens()
        phrase = phrases.made(world.wave.id)
        with world.inside() as db:
            for number, (_name, person) in enumerate(sorted(world.people.items())[:12]):
                given = {"sus1": 1 + number % 5, "works": f"Works {number}", "change": f"Change {number}"}
                actions.answer(db, world.config, rounds.invitation(db, world.wave, person), given, f"form {number}", world.now, phrase=phrase if number == 3 else phrases.made(world.wave.id) if number % 2 else None)
        return world, phrase

    def test_the_thief_finds_no_phrase_and_no_mark_while_it_is_open(self, tmp_path):
        world, phrase = self.everywhere(tmp_path)
        marks = phrases.marks(world.config, phrase, ["works", "change"]).values()
        files = b"".join(file.read_bytes() for file in world.config.data.iterdir())
        assert not any(secret in files for secret in (phrase.letters.encode(), *str(phrase).encode().split()[1:], *marks, *(mark.hex().encode() for mark in marks)))

    def test_the_thief_finds_a_mark_at_every_comment_and_no_two_that_are_alike(self, tmp_path):
        world, _phrase = self.everywhere(tmp_path)
        world.closes()
        assert self.linked(world) == []
        with world.inside() as db:
            assert [row["n"] for row in db.query("select count(distinct phrase) as n from comment where length(phrase) = 16")] == [24]

    def test_the_thief_who_overheard_a_phrase_cannot_tell_whose_words_it_opens_without_the_key(self, tmp_path):
        world, phrase = self.everywhere(tmp_path)
        world.closes()
        thief = type(world.config)(**{**vars(world.config), "key": bytes(32)})
        with world.inside() as db:
            assert store.marked(db, phrase.wave_id, phrases.marks(thief, phrase, ["works", "change"])) == []
            assert [one.text for one in store.marked(db, phrase.wave_id, phrases.marks(world.config, phrase, ["works", "change"]))] == ["Works 3", "Change 3"]

    def test_red_a_hash_without_the_key_would_open_to_whoever_overheard_the_phrase(self, tmp_path, monkeypatch):
        monkeypatch.setattr(type(World(tmp_path / "any").config), "subkey", lambda self, purpose: (purpose.encode() * 32)[:32])
        world, phrase = self.everywhere(tmp_path / "world")
        world.closes()
        thief = type(world.config)(**{**vars(world.config), "key": bytes(32)})
        with world.inside() as db:
            assert len(store.marked(db, phrase.wave_id, phrases.marks(thief, phrase, ["works", "change"]))) == 2

    def test_red_one_mark_for_all_that_somebody_wrote_would_tie_it_together(self, tmp_path, monkeypatch):
        real = phrases.marks
        monkeypatch.setattr(phrases, "marks", lambda config, phrase, parts: dict.fromkeys(parts, real(config, phrase, ["all"])["all"]))
        world, _phrase = self.everywhere(tmp_path)
        world.closes()
        assert len(self.linked(world)) == 6

    def linked(self, world) -> list[str]:
        """The marks that stand at more than one comment: comments of one person."""
        with world.inside() as db:
            return [row["phrase"] for row in db.query("select phrase from comment group by phrase having count(*) > 1")]

    def test_nothing_that_is_kept_tells_the_order_in_which_replies_to_different_comments_were_written(self, tmp_path):
        world, phrase = self.everywhere(tmp_path)
        world.closes()
        tables = []
        with world.inside() as db:
            mine = look(db, world.config, phrase, world.now)
            for comment in every_comment(db, phrase.wave_id):
                actions.write_about(db, phrase.wave_id, comment.id, "Tell us more", False)
            for parts in (("works", "change"), ("change", "works")):
                for part in parts:
                    actions.reply(db, world.config, str(phrase), part, "More", world.now)
                tables.append(db.execute("select * from comment_message order by comment_id, number").fetchall())
                db.execute("delete from comment_message where writer = 'respondent'")
            assert tables[0] == tables[1]
            assert len(mine) == 2
            columns = {row[1] for row in db.execute("pragma table_info(comment_message)").fetchall()}
            assert columns == {"comment_id", "number", "writer", "text", "state"}

    def test_the_ambassador_and_whoever_looks_over_her_shoulder_see_no_phrase_and_no_mark(self, tmp_path):
        world, phrase = self.everywhere(tmp_path)
        world.closes()
        marks = [mark.hex() for mark in phrases.marks(world.config, phrase, ["works", "change"]).values()]
        with world.inside() as db:
            for comment in every_comment(db, phrase.wave_id):
                actions.write_about(db, phrase.wave_id, comment.id, "Tell us more", False)
            actions.reply(db, world.config, str(phrase), "works", "The week", world.now)
        world.passes(days=1)
        seen = world.pages()
        browser = world.browser()
        with world.inside() as db:
            seen |= {comment.id: [browser.get(f"/waves/1/comments/{comment.id}").text] for comment in every_comment(db, 1)}
        said = str(seen)
        assert "The week" in said
        assert not any(secret in said for secret in (phrase.letters, *str(phrase).split()[1:], *marks))

    @pytest.mark.usefixtures("alike")
    def test_the_ambassador_cannot_tell_who_kept_their_phrase(self, tmp_path):
        seen = []
        for who, keeps in (("one", True), ("other", False)):
            world = World(tmp_path / who, Sales=12)
            world.opens()
            with world.inside() as db:
                for number, (_name, person) in enumerate(sorted(world.people.items())):
                    actions.answer(db, world.config, rounds.invitation(db, world.wave, person), {"sus1": 1 + number % 5, "works": "The search"}, f"form {number}", world.now, phrase=phrases.made(1) if keeps else None)
            world.closes()
            seen.append((world.pages(), world.tables()))
        assert seen[0] == seen[1]


def test_messages_go_with_the_survey(db, config, clock, mine, wave):
    actions.write_about(db, wave.id, look(db, config, mine, clock())["works"].id, "Tell us more", False)
    actions.delete_old(db, clock() + timedelta(days=1000))
    assert "Tell us more" not in dump(db)


def test_files_hold_texts_and_neither_messages_nor_marks(db, config, clock, mine, wave, ambassador):
    actions.write_about(db, wave.id, look(db, config, mine, clock())["works"].id, "Tell us more", False)
    found = ambassador.get(f"/waves/{wave.id}/results.json").text
    assert WORKS in found
    assert not any(secret in found for secret in ("Tell us more", "phrase", *(row["mark"] for row in db.query("select lower(hex(phrase)) as mark from comment"))))


def test_markup_and_words_from_right_to_left_stay_what_they_are(app, db, config, clock, mine, wave, ambassador):
    number = look(db, config, mine, clock())["works"].id
    actions.write_about(db, wave.id, number, "<script>alert(1)</script> שלום", False)
    page = Page(Respondent(app, "/reply").open().press("Show my words", phrase=str(mine)).html)
    assert "<script>alert(1)</script> שלום" in page.text
    assert "<script>alert" not in ambassador.get(f"/waves/{wave.id}/comments/{number}").text


def test_a_message_is_words_or_nothing():
    assert messages.repeats([Message("ambassador", "a"), Message("respondent", "b")], Message("ambassador", "a"))
    assert not messages.repeats([Message("ambassador", "a"), Message("ambassador", "b")], Message("ambassador", "a"))


PHRASE = re.compile(r'class="phrase"[^>]*>([^<]+)<')


class TestAfterSending:
    """The phrase is shown once, on the answer to sending, and goes into no address."""

    @pytest.fixture()
    def visitor(self, app, db, config, clock, people, wave):
        visitor = Respondent(app, link(db, config, wave, people["Sales"][0])).open()
        return visitor.press("Start").press("Next page", **FIRST).press("Next page", **SECOND)

    def test_who_wrote_something_is_shown_a_phrase_that_leads_back_to_it(self, app, db, config, clock, people, wave, visitor):
        visitor.press("Check", works=WORKS).press("Send")
        [shown] = PHRASE.findall(visitor.html)
        assert shown.startswith(f"{wave.id} ")
        assert visitor.sees("It is not stored and cannot be shown again.")
        assert visitor.cookies == []
        for person in [*people["Sales"][1:], *people["Support"]][:10]:
            rounds.give(db, config, wave, person, clock(), works="Something")
        actions.close_wave(db, config, wave.id, clock())
        assert Respondent(app, "/reply").open().press("Show my words", phrase=shown).sees(WORKS)
        closed = Respondent(app, visitor.address).open()
        assert closed.sees("See what became of your words")
        assert 'href="/reply"' in closed.html

    def test_sending_the_same_form_again_shows_the_same_phrase_and_counts_once(self, db, config, wave, visitor):
        visitor.press("Check", works=WORKS)
        checked = visitor.page
        shown = []
        for _ in range(2):
            visitor.page = checked
            visitor.press("Send")
            shown += PHRASE.findall(visitor.html)
        assert len(shown) == 2
        assert len(set(shown)) == 1
        assert len(store.sealed(db, wave.id)) == 1

    def test_the_phrase_stays_the_same_while_one_goes_back_to_change_something(self, visitor):
        visitor.press("Check", works=WORKS)
        first = visitor.page.fields["_phrase"]
        visitor.press("Change page 3").press("Back to your answers", works="Something else")
        assert visitor.page.fields["_phrase"] == first

    def test_the_phrase_is_not_shown_again_by_the_link(self, visitor):
        visitor.press("Check", works=WORKS).press("Send")
        for place in ("", "/thanks"):
            assert not PHRASE.findall(visitor.open(visitor.address + place).html)
        assert visitor.sees("your answers are saved")

    def test_who_wrote_nothing_is_shown_none(self, visitor):
        visitor.press("Check").press("Send")
        assert visitor.sees("your answers are saved")
        assert visitor.at == visitor.address + "/thanks"
        assert "phrase" not in visitor.page.text

    def test_by_name_there_is_none(self, app, db, config, clock, people):
        wave = rounds.opened(db, clock(), level="named")
        visitor = Respondent(app, link(db, config, wave, people["Sales"][0])).open()
        visitor.press("Start").press("Next page", **FIRST).press("Next page", **SECOND).press("Check", works=WORKS)
        assert "_phrase" not in visitor.page.fields
        assert "phrase" not in visitor.press("Send").page.text

    @pytest.mark.parametrize("odd", ["", "x", "kukukukukukukukuku" * 9, "<script>alert(1)</script>", "badulokimeratusa😀", None])
    def test_a_phrase_that_is_none_is_replaced(self, visitor, odd):
        visitor.press("Check", works=WORKS)
        visitor.page.fields = {name: value for name, value in (visitor.page.fields | {"_phrase": odd}).items() if value is not None}
        visitor.press("Send")
        [shown] = PHRASE.findall(visitor.html)
        assert phrases.typed(shown)
        assert "<script>alert" not in visitor.html

    def test_no_file_holds_the_phrase_after_sending_and_after_closing(self, db, config, clock, people, wave, visitor):
        visitor.press("Check", works=WORKS).press("Send")
        letters = phrases.typed(PHRASE.findall(visitor.html)[0]).letters
        for person in [*people["Sales"][1:], *people["Support"]][:10]:
            rounds.give(db, config, wave, person, clock(), works="Something")
        for act in (lambda: None, lambda: actions.close_wave(db, config, wave.id, clock())):
            act()
            assert not any(letters.encode() in file.read_bytes() for file in config.data.iterdir())


def test_by_an_open_link_the_phrase_leads_back_too_and_the_device_is_told_that_it_has_answered(app, db, config, clock):
    survey = actions.new_survey(db, "sus", "How was today?", clock())
    settings = rounds.settings(access=LINK, closes=rounds.CLOSES)
    wave = actions.ask_by_link(db, survey, settings, people_store.get(db, factories.asa(db)), people_store.get_company(db), clock())
    address = "/r/" + links.token(config, Link("room", wave.id, wave.link_version))
    visitors = [answered(app, address, works=f"Something works in number {number}") for number in range(10)]
    shown = [PHRASE.findall(visitor.html)[0] for visitor in visitors]
    assert len(set(shown)) == 10
    assert all(f"answered-{wave.id}=yes" in str(visitor.cookies) for visitor in visitors)
    actions.close_wave(db, config, wave.id, clock())
    assert [look(db, config, phrase, clock())["works"].text for phrase in shown] == [f"Something works in number {number}" for number in range(10)]
