"""What people wrote: found by the stems of its words, tagged, edited, looked through for names, and gone when it is deleted."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import storage
from errors import NotFound, Refused
from people import store as people_store
from surveys import actions, comments, jobs, store
from surveys.comments import Chosen, Suggestion
from tests.surveys import rounds
from tests.surveys.answering import every_comment

SAID = ("Utbildningarna var bra", "Mer utbildning, tack", "The trainings helped", "I like the calendar", "Kalendern är långsam", "Nothing works, not even the search")


def search(typed: str, texts=SAID) -> list[str]:
    """The texts in which what was typed is marked."""
    return [text for text in texts if (terms := comments.wanted(typed)) and all(comments.hits(text, [term]) for term in terms)]


def written(db, config, now, *texts: str, level: str = "anonymous", **chosen):
    """A closed round that everybody answered, each with one of the texts: twelve people where there was nobody before."""
    people = [one.id for one in people_store.everybody(db) if not one.ambassador] or [person for group in rounds.company(db, Sales=6, Support=6).values() for person in group]
    wave = rounds.opened(db, now, level=level, **chosen)
    for number, person in enumerate(people):
        answers = {f"sus{item}": 1 + (number + item) % 5 for item in range(1, 11)}
        rounds.give(db, config, wave, person, now, **answers, works=texts[number % len(texts)])
    actions.close_wave(db, config, wave.id, now)
    return store.get_wave(db, wave.id)


def found(db, wave, typed: str) -> list[str]:
    """The texts that the database finds."""
    return sorted({one.shown for one in store.comments(db, wave.id, "works", Chosen(comments.wanted(typed)))})


class TestSearch:
    @pytest.mark.parametrize(
        ("typed", "hits"),
        [
            ("utbildningen", SAID[:2]),
            ("UTBILDNINGARNA", SAID[:2]),
            ("training", SAID[2:3]),
            ("utb*", SAID[:2]),
            ("organis*", ()),
            ("“var bra”", SAID[:1]),
            ('"bra var"', ()),
            ("mer tack", SAID[1:2]),
            ("not", SAID[5:]),
            ("NOT AND OR NEAR", ()),
            ("kalender", SAID[4:5]),
            ("calendar kalender", ()),
        ],
    )
    def test_finds_words_in_all_their_forms_phrases_and_beginnings(self, db, config, clock, typed, hits):
        wave = written(db, config, clock(), *SAID)
        assert found(db, wave, typed) == sorted(hits)
        assert search(typed) == list(hits)

    @given(st.text(max_size=300))
    def test_nothing_that_is_typed_breaks_it(self, typed):
        with memory() as db:
            terms = comments.wanted(typed)
            assert not terms or list(db.execute("select count(*) from comment_words where comment_words match ?", [comments.expression(terms)]))

    @pytest.mark.parametrize("typed", ["", "   ", "😀", '"', '""', "*", "-", "sv : en", "x" * 10_000, "a " * 5_000, "NEAR(", "^a", "{sv} : a", "a\x00b", "'; drop table comment"])
    def test_odd_queries_are_words_or_nothing(self, typed):
        terms = comments.wanted(typed)
        assert len(terms) <= 20
        with memory() as db:
            assert not terms or list(db.execute("select count(*) from comment_words where comment_words match ?", [comments.expression(terms)]))

    @given(st.lists(st.text("abcdefghijklmnopqrstuvwxyzåäöéABCDÅÄÖ0123456789", min_size=1, max_size=12), min_size=1, max_size=6))
    def test_a_text_is_found_by_each_of_its_words_and_by_all_of_them_in_a_row(self, words):
        text = " ".join(words)
        with memory() as db:
            db.execute("insert into comment_words(rowid, sv, en) values (1, ?, ?)", comments.indexed(text))
            for typed in (*words, f'"{text}"'):
                terms = comments.wanted(typed)
                assert list(db.execute("select rowid from comment_words where comment_words match ?", [comments.expression(terms)])) == [(1,)]
                assert comments.hits(text, terms)

    def test_a_letter_and_its_ring_are_one_letter(self):
        assert search("a\u030angest", ["\u00e5ngest"]) == ["\u00e5ngest"]
        assert comments.indexed("a\u030angest") == comments.indexed("\u00e5ngest")

    def test_words_of_other_rounds_and_of_rounds_that_are_not_closed_are_not_found(self, db, config, clock):
        wave = written(db, config, clock(), *SAID)
        other = written(db, config, clock(), "Utbildning of the other round")
        assert found(db, wave, "utbildning") == sorted(SAID[:2])
        assert store.count_comments(db, [other.id], Chosen(comments.wanted("utbildning"))) == {(other.id, "works"): 12}

    def test_no_order_in_the_search_tells_in_which_people_answered(self, db, config, clock):
        wave = written(db, config, clock(), *(f"Text number {number}" for number in range(12)))
        places = [row["text"] for row in db.query("select text from comment order by words_id")]
        ids = [row["text"] for row in db.query("select text from comment order by id")]
        assert len({tuple(places), tuple(ids), tuple(sorted(ids))}) == 3  # alike once in 480 million times
        assert wave.has_release


class TestWordsByName:
    def test_they_are_found_with_their_writer_as_soon_as_they_are_sent(self, db, config, clock, staff):
        wave = rounds.opened(db, clock(), level="named")
        rounds.give(db, config, wave, staff[0], clock(), works="The calendars")
        [one] = store.comments(db, wave.id, "works", Chosen(comments.wanted("calendar")))
        assert (one.shown, one.writer) == ("The calendars", "Sales 1")

    def test_a_changed_answer_has_new_words_and_the_same_words_keep_their_tags(self, db, config, clock, staff):
        wave = rounds.opened(db, clock(), level="named")
        rounds.give(db, config, wave, staff[0], clock(), works="The calendar", change="The search")
        actions.tag_comments(db, wave.survey_id, [one.id for one in every_comment(db, wave.id)], "tools")
        number = rounds.invitation(db, wave, staff[0])
        key = store.get_invitation(db, number).answer_key
        actions.answer(db, config, number, {"works": "The calendar", "change": "The colours", "sus1": 3}, "another form", clock(), replaces=key)
        assert {(one.text, one.tags) for one in every_comment(db, wave.id)} == {("The calendar", ("tools",)), ("The colours", ())}
        assert list(db.execute("select count(*) from comment_words")) == [(2,)]

    def test_a_database_from_before_catches_up_when_it_starts(self, db, config, clock):
        named, sealed = written(db, config, clock(), *SAID, level="named"), written(db, config, clock(), *SAID)
        db.execute("delete from comment where wave_id = ?", [named.id])
        db.execute("delete from named_count")
        db.execute("update comment set words_id = null")
        db.execute("delete from comment_words")
        for _again in range(2):
            actions.catch_up(db)
            for wave in (named, sealed):
                assert store.count_comments(db, [wave.id], Chosen(comments.wanted("utbildning"))) == {(wave.id, "works"): 4}


class TestTags:
    def test_one_that_is_known_stays_spelled_as_it_is(self, db, config, clock):
        wave = written(db, config, clock(), *SAID)
        first, second, *_rest = (one.id for one in every_comment(db, wave.id))
        assert actions.tag_comments(db, wave.survey_id, [first, second], "  Slow   search ") == ("Slow search", 2)
        assert actions.tag_comments(db, wave.survey_id, [first, second], "slow SEARCH") == ("Slow search", 0)
        assert store.tags(db, wave.survey_id) == {"Slow search": 2}
        assert actions.untag_comments(db, wave.survey_id, [second], "slow search") == ("Slow search", 1)
        assert len(store.comments(db, wave.id, "works", Chosen(tag="Slow search"))) == 1

    def test_renamed_to_another_they_become_one_over_all_rounds_and_only_of_that_survey(self, db, config, clock):
        one, other = written(db, config, clock(), *SAID), written(db, config, clock(), *SAID)
        for wave in (one, other):
            first, second, *_rest = (comment.id for comment in every_comment(db, wave.id))
            actions.tag_comments(db, wave.survey_id, [first, second], "search")
            actions.tag_comments(db, wave.survey_id, [second], "find")
        assert actions.rename_tag(db, one.survey_id, "find", "search") == "search"
        assert store.tags(db, one.survey_id) == {"search": 2}
        assert store.tags(db, other.survey_id) == {"find": 1, "search": 2}
        assert actions.rename_tag(db, one.survey_id, "search", "Search") == "Search"
        assert actions.delete_tag(db, one.survey_id, "Search") == 2
        assert store.tags(db, one.survey_id) == {}

    @pytest.mark.parametrize("typed", ["", "  ", "x" * 41])
    def test_one_that_is_none_is_refused_and_nothing_changes(self, db, config, clock, typed):
        wave = written(db, config, clock(), *SAID)
        with pytest.raises(Refused):
            actions.tag_comments(db, wave.survey_id, [every_comment(db, wave.id)[0].id], typed)
        assert store.tags(db, wave.survey_id) == {}

    def test_comments_of_another_survey_or_of_none_cannot_be_ticked(self, db, config, clock):
        wave, other = written(db, config, clock(), *SAID), written(db, config, clock(), *SAID)
        for ticked in ([], ["nonsense"], ["0" * 32], [every_comment(db, other.id)[0].id]):
            with pytest.raises(Refused):
                actions.tag_comments(db, wave.survey_id, ticked, "search")
            with pytest.raises(Refused):
                actions.follow_up(db, wave.survey_id, ticked, True)
        with pytest.raises(NotFound):
            actions.delete_tag(db, wave.survey_id, "search")

    def test_a_word_that_many_share_is_suggested_in_its_most_frequent_form(self, db, config, clock):
        assert comments.suggestions(["Utbildningarna!", "mer utbildning", "utbildning", "att vara, this that"] * 2, [], comments.names_of([])) == [Suggestion("utbildning", 6)]
        assert comments.suggestions(["mer utbildning om Anna och Annas chef"] * 4, ["Utbildningen", "chef"], comments.names_of(["Anna Ek"])) == []

    def test_pressing_a_word_tags_all_comments_that_hold_it_in_the_rounds_that_are_looked_at(self, db, config, clock):
        wave = written(db, config, clock(), *SAID)
        assert actions.tag_found(db, wave.survey_id, [wave.id], "utbildning") == ("utbildning", 4)
        assert {one.text for one in store.comments(db, wave.id, "works", Chosen(tag="utbildning"))} == set(SAID[:2])
        assert actions.tag_found(db, wave.survey_id, [wave.id + 1], "calendar") == ("calendar", 0)

    def test_followed_up_ones_are_counted_by_round(self, db, config, clock):
        wave = written(db, config, clock(), *SAID)
        ticked = [one.id for one in every_comment(db, wave.id)[:3]]
        assert [actions.follow_up(db, wave.survey_id, ticked, True) for _ in range(2)] == [3, 0]
        assert store.to_follow_up(db) == {wave.id: 3}
        assert actions.follow_up(db, wave.survey_id, ticked[:1], False) == 1
        assert store.to_follow_up(db) == {wave.id: 2}


class TestNames:
    NAMES = comments.names_of(("Anna Lindqvist", "Bo von Ek", "Jean-Luc O’Hara"))

    @pytest.mark.parametrize(
        ("text", "held"),
        [
            ("Ask anna, or Annas boss", ["anna", "Annas"]),
            ("Lindqvist’s team", ["Lindqvist"]),
            ("Hosannah and annals", []),
            ("Hon bor i en bo, Bo gör inte det", ["Bo"]),
            ("von der Leyen", []),
            ("write to eva.berg@nordverk.example.com!", ["eva.berg@nordverk.example.com"]),
            ("ring 070-123 45 67 eller +46 (0)8 123 456", ["070-123 45 67", "+46 (0)8 123 456"]),
            ("on 2026-12-04 at 14:00, 3.5 of 10, 20261204, 12 500 kr", []),
            ("Jean-luc", ["Jean"]),
        ],
    )
    def test_people_addresses_and_telephones_are_seen_at_word_boundaries(self, text, held):
        assert [one.casefold() for one in comments.held(text, self.NAMES)] == [one.casefold() for one in held]

    def test_a_roster_without_names_has_none(self):
        assert comments.held("Anna", comments.names_of([])) == []


class TestEditing:
    def test_others_read_the_edited_text_and_the_writer_and_the_ambassador_the_original(self, db, config, clock):
        wave = written(db, config, clock(), "Anna is slow")
        one = every_comment(db, wave.id)[0]
        assert actions.edit(db, wave.id, one.id, "[…] is slow") is True
        edited = store.get_comment(db, wave.id, one.id)
        assert (edited.text, edited.shown, edited.changed) == ("Anna is slow", "[…] is slow", True)
        assert "[…] is slow" in store.results(db, wave, store.EVERY_WORD).texts[0].texts
        assert len(store.comments(db, wave.id, "works", Chosen(comments.wanted("anna")))) == 11

    def test_saved_unchanged_it_counts_as_looked_at_and_is_pointed_out_no_more(self, db, config, clock):
        wave = written(db, config, clock(), "Anna is slow")
        one = every_comment(db, wave.id)[0]
        assert actions.edit(db, wave.id, one.id, "Anna is slow") is False
        assert len(store.not_looked_at(db, [wave.id], 100)) == 11
        assert not store.get_comment(db, wave.id, one.id).changed

    def test_the_original_comes_back(self, db, config, clock):
        wave = written(db, config, clock(), "Anna is slow")
        one = every_comment(db, wave.id)[0]
        actions.edit(db, wave.id, one.id, "Somebody is slow")
        actions.bring_words_back(db, wave.id, one.id)
        assert store.get_comment(db, wave.id, one.id).shown == "Anna is slow"
        assert len(store.comments(db, wave.id, "works", Chosen(comments.wanted("anna")))) == 12

    def test_nothing_and_what_is_not_there_are_refused(self, db, config, clock):
        wave = written(db, config, clock(), "Anna is slow")
        with pytest.raises(Refused):
            actions.edit(db, wave.id, every_comment(db, wave.id)[0].id, " ")
        for number in ("nonsense", "0" * 32):
            with pytest.raises(NotFound):
                actions.edit(db, wave.id, number, "Anna")
            with pytest.raises(NotFound):
                actions.bring_words_back(db, wave.id, number)


class TestGone:
    """Words that are deleted are in no file any more: not in the tables, not in the search, not in the log."""

    WORD = "zwyxklbrunft"

    def files(self, config) -> bool:
        return any(self.WORD.encode() in file.read_bytes() for file in config.data.iterdir())

    @pytest.mark.parametrize("level", ["anonymous", "named"])
    def test_with_the_round(self, db, config, clock, level):
        written(db, config, clock(), *(f"{self.WORD} number {number}" for number in range(12)), level=level, keep_months=1)
        storage.forget_deleted(db)
        assert self.files(config)
        clock.turn(days=60)
        assert jobs.delete_old(db, clock()) == 1
        assert not self.files(config)
        assert [list(db.execute(f"select count(*) from {table}")) for table in ("comment", "comment_words")] == [[(0,)], [(0,)]]

    def test_with_an_edit_that_is_taken_back(self, db, config, clock):
        wave = written(db, config, clock(), *SAID)
        one = every_comment(db, wave.id)[0]
        actions.edit(db, wave.id, one.id, f"The {self.WORD}")
        storage.forget_deleted(db)
        assert self.files(config)
        actions.bring_words_back(db, wave.id, one.id)
        assert not self.files(config)

    def test_with_a_person_who_is_erased(self, db, config, clock, staff):
        wave = rounds.opened(db, clock(), level="named")
        for number, person in enumerate(staff):
            rounds.give(db, config, wave, person, clock(), works=f"{self.WORD if not number else 'The search'} number {number}")
        actions.forget_person(db, config, staff[0])
        storage.forget_deleted(db)
        assert not self.files(config)
        assert len(every_comment(db, wave.id)) == 5

    def test_nor_does_the_search_say_where_pages_of_erased_words_began(self, db, config, clock, staff):
        """It names the beginning of each of its pages by as many letters as tell it from the word before: with neighbours, a whole word."""
        wave = rounds.opened(db, clock(), level="named")
        for number, person in enumerate(staff):
            mine = [f"{place}{self.WORD}{letter}" for place in range(1000, 2000) for letter in "xy"]
            rounds.give(db, config, wave, person, clock(), works=" ".join([f"{place}zzz" for place in range(1000, 2000)] if number else mine))
        db.execute("insert into comment_words(comment_words) values ('optimize')")  # as it does itself where there are more
        actions.forget_person(db, config, staff[0])
        storage.forget_deleted(db)
        assert not self.files(config)

    def test_with_an_answer_by_name_that_is_changed(self, db, config, clock, staff):
        wave = rounds.opened(db, clock(), level="named")
        rounds.give(db, config, wave, staff[0], clock(), works=f"The {self.WORD}")
        number = rounds.invitation(db, wave, staff[0])
        actions.answer(db, config, number, {"works": "The search"}, "another form", clock(), replaces=store.get_invitation(db, number).answer_key)
        storage.forget_deleted(db)
        assert not self.files(config)

    def test_also_where_the_database_is_too_old_to_do_so_by_itself(self, db, config, clock, monkeypatch):
        monkeypatch.setattr(storage, "SQLITE_VERSION", "3.40.1")
        db.execute("insert into comment_words(comment_words, rank) values ('secure-delete', 0)")
        written(db, config, clock(), *(f"{self.WORD} number {number}" for number in range(12)), keep_months=1)
        clock.turn(days=60)
        assert jobs.delete_old(db, clock()) == 1
        assert not self.files(config)


@pytest.fixture()
def staff(db):
    return rounds.company(db, Sales=6)["Sales"]


@contextlib.contextmanager
def memory():
    """The search by itself."""
    with storage.opened(Path(":memory:")) as db:
        db.execute('create virtual table comment_words using fts5(sv, en, tokenize = "unicode61 remove_diacritics 0")')
        yield db
