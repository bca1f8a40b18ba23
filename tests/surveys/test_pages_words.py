"""The pages of what people wrote: reading, searching, tagging, following up, editing, taking away."""

import io
import re

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from surveys import actions, store
from tests import factories
from tests.surveys import rounds
from tests.surveys.answering import every_comment
from tests.surveys.test_pages_surveys import text
from tests.surveys.test_words import SAID, written


@pytest.fixture()
def wave(ambassador, db, config, clock):
    return written(db, config, clock(), *SAID)


def tick(db, wave, *texts: str) -> list[str]:
    """The ids of the first comments with these texts."""
    found = every_comment(db, wave.id)
    return [next(one.id for one in found if one.text == said) for said in texts]


class TestReading:
    def test_every_comment_stands_below_its_question(self, ambassador, wave):
        page = ambassador.get(f"/waves/{wave.id}/words")
        assert "12 comments, in no order." in text(page)
        assert all(page.text.count(f"<p>{said}</p>") == 2 for said in SAID)
        assert page.text.index("What works well") < page.text.index("<p>Mer utbildning, tack</p>")

    def test_a_search_counts_in_a_sentence_and_marks_what_it_found(self, ambassador, wave):
        page = ambassador.get(f"/waves/{wave.id}/words?q=utbildningen")
        assert "4 of 12 comments fit what you chose." in text(page)
        assert page.text.count("<mark>Utbildningarna</mark> var bra") == page.text.count("Mer <mark>utbildning</mark>, tack") == 2
        assert "calendar" not in text(page)
        assert 'value="utbildningen"' in page.text

    def test_nothing_found_says_what_would_be(self, ambassador, wave):
        assert "None of the 12 comments has all of what you chose." in text(ambassador.get(f"/waves/{wave.id}/words?q=elephant"))
        assert "Only letters and digits are searched for." in text(ambassador.get(f"/waves/{wave.id}/words?q=😀"))
        assert "only its first 200 characters" in text(ambassador.get(f"/waves/{wave.id}/words?q={'x' * 10_000}"))

    @pytest.mark.parametrize("typed", ['"', "NOT", "a AND", "sv:", "*", "' or 1=1 --", "<script>alert(1)</script>", "😀 works", "{{7*7}}", "\x00", "\ue000works\ue001"])
    def test_whatever_is_typed_never_breaks_and_stays_text(self, ambassador, wave, typed):
        page = ambassador.get(f"/waves/{wave.id}/words", query_string={"q": typed})
        assert page.status_code == 200
        assert "<script>alert" not in page.text

    def test_anything_may_be_typed(self, ambassador, wave):
        @settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
        @given(st.text(max_size=60), st.text(max_size=10), st.text(max_size=10))
        def ask(typed, tag, number):
            assert ambassador.get(f"/waves/{wave.id}/words", query_string={"q": typed, "tag": tag, "page": number, "question": tag, "follow": number, "names": "1"}).status_code == 200

        ask()

    def test_markup_in_words_stays_text_also_where_it_is_marked(self, ambassador, db, config, clock):
        wave = written(db, config, clock(), "<b>works</b> & <i>works</i>")
        page = ambassador.get(f"/waves/{wave.id}/words?q=works").text
        assert "&lt;b&gt;<mark>works</mark>&lt;/b&gt; &amp; &lt;i&gt;<mark>works</mark>&lt;/i&gt;" in page

    def test_many_are_read_a_page_at_a_time_and_each_once(self, ambassador, db, config, clock):
        factories.people(db, "Sales", 60)
        wave = written(db, config, clock(), *(f"Text number {number}" for number in range(60)))
        pages = [ambassador.get(f"/waves/{wave.id}/words?page={page}&q=text").text for page in (1, 2, 3)]
        assert [len(re.findall(r"number \d+</p>", page)) for page in pages] == [25, 25, 10]
        assert len({said for page in pages for said in re.findall(r"number \d+</p>", page)}) == 60
        assert "q=text&amp;page=1" in pages[1] or "page=1&amp;q=text" in pages[1]

    def test_over_the_rounds_each_question_has_the_words_of_each(self, ambassador, db, config, clock, wave):
        second = rounds.start(db, actions.save_wave(db, wave.survey_id, None, rounds.settings(), clock()), clock())
        for number, person in enumerate(one.person_id for one in store.invitations(db, second.id)):
            rounds.give(db, config, second, person, clock(), works=f"Second time {number}")
        assert "Second time" not in ambassador.get(f"/surveys/{wave.survey_id}/words").text
        actions.close_wave(db, config, second.id, clock())
        page = text(ambassador.get(f"/surveys/{wave.survey_id}/words?q=second+kalender"))
        assert "0 of" not in page
        page = ambassador.get(f"/surveys/{wave.survey_id}/words").text
        assert page.index("round 2</span>") < page.index("Second time 0") < page.index("round 1</span>") < page.index("I like the calendar")

    def test_a_round_that_is_open_and_sealed_shows_none(self, ambassador, db, config, clock, wave):
        rounds.opened(db, clock())
        number = wave.id + 1
        assert ambassador.get(f"/waves/{number}/words").status_code == 409
        assert ambassador.get(f"/waves/{number}/words.csv").status_code == 409
        assert ambassador.get(f"/waves/{number}/words.xlsx").status_code == 409

    def test_a_round_by_name_shows_who_wrote_what_while_it_is_open(self, ambassador, db, config, clock):
        people = rounds.company(db, Sales=6)["Sales"]
        wave = rounds.opened(db, clock(), level="named")
        rounds.give(db, config, wave, people[0], clock(), works="The calendar")
        page = text(ambassador.get(f"/waves/{wave.id}/words"))
        assert "Sales 1 The calendar" in page

    def test_words_that_were_not_kept_are_explained(self, ambassador, db, config, clock):
        people = rounds.company(db, Sales=8)["Sales"]
        wave = rounds.opened(db, clock())
        for number, person in enumerate(people):
            rounds.give(db, config, wave, person, clock(), **{f"sus{item}": 1 + (number + item) % 5 for item in range(1, 11)}, works="The calendar")
        actions.close_wave(db, config, wave.id, clock())
        page = text(ambassador.get(f"/waves/{wave.id}/words"))
        assert "words are shown from 10 people on" in page
        assert "The calendar" not in page

    def test_they_are_the_ambassadors(self, stranger, db, config, clock):
        wave = written(db, config, clock(), *SAID)
        for page in (f"/waves/{wave.id}/words", f"/surveys/{wave.survey_id}/words", f"/waves/{wave.id}/words.csv", f"/surveys/{wave.survey_id}/tags"):
            assert stranger.get(page).status_code == 303


class TestDoing:
    def test_those_that_are_ticked_get_a_tag_and_are_found_by_it(self, ambassador, db, wave):
        page = ambassador.send(f"/waves/{wave.id}/words", {"comment": tick(db, wave, *SAID[3:5]), "tag": "calendar"}, to=f"/surveys/{wave.survey_id}/words/tags?round=1&q=calendar")
        assert "The tag “calendar” stands beside 2 comments more." in text(page)
        assert page.request.full_path == f"/waves/{wave.id}/words?q=calendar"
        page = text(ambassador.get(f"/waves/{wave.id}/words?tag=calendar"))
        assert "2 of 12 comments fit what you chose." in page
        ambassador.send(f"/waves/{wave.id}/words", {"comment": tick(db, wave, SAID[3]), "tag": "Calendar"}, to=f"/surveys/{wave.survey_id}/words/tags/removal")
        assert store.tags(db, wave.survey_id) == {"calendar": 1}

    @pytest.mark.parametrize(("ticked", "tag", "said"), [(True, "", "Write the tag"), (False, "calendar", "Tick the comments that you mean."), (True, "x" * 41, "characters")])
    def test_what_is_wrong_is_said_and_what_was_ticked_and_typed_stays(self, ambassador, db, wave, ticked, tag, said):
        ids = tick(db, wave, SAID[3]) if ticked else []
        page = ambassador.send(f"/waves/{wave.id}/words", {"comment": ids, "tag": tag}, to=f"/surveys/{wave.survey_id}/words/tags?round=1")
        assert page.status_code == 422
        assert said in text(page)
        assert 'name="tag"' in page.text
        assert f'value="{tag}"' in page.text
        assert all(re.search(rf'value="{one}"[^>]*checked', page.text) for one in ids)
        assert store.tags(db, wave.survey_id) == {}

    def test_a_suggested_word_is_one_press_and_can_be_undone(self, ambassador, db, wave):
        page = ambassador.get(f"/waves/{wave.id}/words").text
        assert re.search(r'value="utbildning"><button class="quiet">utbildning \(4\)', page) or re.search(r"<button[^>]*>utbildning\w* \(4\)", page)
        page = ambassador.send(f"/waves/{wave.id}/words", {"word": "utbildning"}, to=f"/surveys/{wave.survey_id}/words/suggested?round=1")
        assert "The tag “utbildning” stands beside 4 comments more." in text(page)
        assert "Undo: take it off again" in page.text
        page = ambassador.send(f"/waves/{wave.id}/words", {"tag": "utbildning"}, to=f"/surveys/{wave.survey_id}/tags/removal?round=1&back=words")
        assert "it stood beside 4 comments" in text(page)
        assert store.tags(db, wave.survey_id) == {}

    def test_marked_ones_are_a_list_to_which_the_first_page_leads(self, ambassador, db, wave):
        ambassador.send(f"/waves/{wave.id}/words", {"comment": tick(db, wave, *SAID[:3])}, to=f"/surveys/{wave.survey_id}/words/follow-up")
        page = ambassador.get("/")
        assert "3 comments in “How is it going?” are marked for follow-up." in text(page)
        [way] = re.findall(rf'href="(/waves/{wave.id}/words\?follow=1)"', page.text)
        assert "3 of 12 comments fit what you chose." in text(ambassador.get(way))
        ambassador.send(f"/waves/{wave.id}/words", {"comment": tick(db, wave, *SAID[:3])}, to=f"/surveys/{wave.survey_id}/words/follow-up/removal")
        assert "follow-up" not in text(ambassador.get("/"))

    def test_tags_are_renamed_and_removed_over_the_survey(self, ambassador, db, wave):
        actions.tag_comments(db, wave.survey_id, tick(db, wave, *SAID[:2]), "Training")
        page = ambassador.send(f"/surveys/{wave.survey_id}/tags", {"was": "Training", "tag": "Learning"})
        assert "“Training” is called “Learning” now" in text(page)
        wrong = ambassador.send(f"/surveys/{wave.survey_id}/tags", {"was": "Learning", "tag": ""})
        assert (wrong.status_code, store.tags(db, wave.survey_id)) == (422, {"Learning": 2})
        page = ambassador.send(f"/surveys/{wave.survey_id}/tags", {"tag": "Learning"}, to=f"/surveys/{wave.survey_id}/tags/removal")
        assert "it stood beside 2 comments. What people wrote is as it was." in text(page)
        assert "No tags yet" in text(page)


class TestEditing:
    @pytest.fixture()
    def named(self, ambassador, db, config, clock):
        """Somebody of the roster stands in two of the texts."""
        wave = written(db, config, clock(), "Annas list is too long", "Call 070-123 45 67", "The calendar", "Nothing", "Something", "More")
        factories.person(db, "Anna Lindqvist")
        return wave

    def test_names_of_the_roster_are_pointed_out_and_one_can_look_at_them(self, ambassador, db, named):
        page = text(ambassador.get(f"/waves/{named.id}/words"))
        assert re.search(r"(\d) comments hold a name of your roster, a mail address or a telephone number\. Look at them before you pass anything on\.", page)
        assert f'href="/waves/{named.id}/words?names=1"' in ambassador.get(f"/waves/{named.id}/report").text
        page = ambassador.get(f"/waves/{named.id}/words?names=1").text
        assert "Annas list" in page
        assert "The calendar" not in page

    def test_others_read_it_edited_everywhere_and_the_original_stays_for_the_ambassador(self, ambassador, db, named):
        for one in every_comment(db, named.id):
            if one.text.startswith("Annas"):
                page = ambassador.send(f"/waves/{named.id}/comments/{one.id}/edited", {"text": "[…] list is too long"})
                assert "Others read it like this from now on." in text(page)
        assert "Annas list is too long" in ambassador.get(f"/waves/{named.id}/words").text
        for file in ("words.csv", "results.json", "results", "report"):
            found = ambassador.get(f"/waves/{named.id}/{file}").text
            assert "Annas" not in found, file
        assert "[…] list is too long" in ambassador.get(f"/waves/{named.id}/words.csv").text

    def test_the_form_shows_what_to_look_at_and_the_original_comes_back(self, ambassador, db, named):
        one = next(one for one in every_comment(db, named.id) if one.text.startswith("Annas"))
        address = f"/waves/{named.id}/comments/{one.id}/edited"
        assert "Look at: Annas." in text(ambassador.get(address))
        empty = ambassador.send(address, {"text": " "})
        assert (empty.status_code, store.get_comment(db, named.id, one.id).edited) == (422, None)
        ambassador.send(address, {"text": "Their list"})
        page = ambassador.send(address, to=f"/waves/{named.id}/comments/{one.id}/original")
        assert "Others read it as it was written again." in text(page)
        assert store.get_comment(db, named.id, one.id).shown == one.text

    def test_answers_by_name_go_out_edited_too(self, ambassador, db, config, clock):
        people = rounds.company(db, Sales=2)["Sales"]
        wave = rounds.opened(db, clock(), level="named")
        rounds.give(db, config, wave, people[0], clock(), works="Anna is slow", sus1=4)
        actions.edit(db, wave.id, every_comment(db, wave.id)[0].id, "[…] is slow")
        for file in ("answers", "answers.csv"):
            found = ambassador.get(f"/waves/{wave.id}/{file}").text
            assert "Anna is slow" not in found
            assert "[…] is slow" in found
        assert store.find_named(db, wave.id, people[0]).answers == {"works": "Anna is slow", "sus1": 4}


class TestTakingAway:
    def test_a_line_a_comment_with_its_tags_and_nothing_that_tells_who_or_when(self, ambassador, db, config, clock, wave):
        actions.tag_comments(db, wave.survey_id, tick(db, wave, SAID[3]), "calendar")
        actions.follow_up(db, wave.survey_id, tick(db, wave, SAID[3]), True)
        lines = ambassador.get(f"/waves/{wave.id}/words.csv").text.removeprefix("\ufeff").splitlines()
        assert lines[0] == "Question,In their own words,Tags,To follow up"
        assert len(lines) == 13
        assert sum(line.endswith("I like the calendar,calendar,yes") for line in lines) == 1
        whole = ambassador.get(f"/waves/{wave.id}/words.csv").text
        assert not any(one.id in whole for one in every_comment(db, wave.id))

    def test_a_formula_stays_text_in_both(self, ambassador, db, config, clock):
        wave = written(db, config, clock(), "=1+1", "-3")
        sheet = openpyxl.load_workbook(io.BytesIO(ambassador.get(f"/waves/{wave.id}/words.xlsx").data)).active
        cells = [row[1] for row in sheet.iter_rows(min_row=2)]
        assert {(cell.value, cell.data_type) for cell in cells} == {("=1+1", "s"), ("-3", "s")}
        assert not re.search(r"(^|,)=1", ambassador.get(f"/waves/{wave.id}/words.csv").text, re.M)
