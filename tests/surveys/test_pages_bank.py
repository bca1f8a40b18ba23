"""Adding from the bank, keeping favourites, taking a survey away as a file, bringing one in, and copying one."""

import io
import json
import re

import pytest

from errors import NotFound, Refused
from surveys import actions, definition_file, library, store
from surveys.editing import Place
from surveys.questionnaire import Page, Questionnaire
from surveys.questions.text import Text
from tests.surveys import rounds
from tests.surveys.test_pages_surveys import text


@pytest.fixture()
def survey(db, clock) -> int:
    return actions.new_survey(db, "open", "What now?", clock())


def content(db, survey: int) -> Questionnaire:
    return store.questionnaire(db, store.latest_questionnaire(db, survey)[0])


def add(ambassador, survey, entry, place="end"):
    return ambassador.send(f"/surveys/{survey}/bank", {"entry": entry, "place": place})


class TestBank:
    def test_everything_says_what_it_is_how_long_it_takes_and_where_it_comes_from(self, ambassador, survey):
        page = text(ambassador.get(f"/surveys/{survey}/bank"))
        for entry in (*library.INSTRUMENTS, *library.QUESTIONS):
            assert entry.name in page
            assert entry.about in page
        assert "About 2 minutes. J. Brooke, 1986, free to use." in page
        assert "NPS® are registered trademarks of Bain & Company" in page
        assert "Any question of any survey can be kept as a favourite" in page

    def test_the_search_is_in_the_address_and_finds_what_is_asked(self, ambassador, survey):
        page = text(ambassador.get(f"/surveys/{survey}/bank?words=CUMBERSOME"))
        assert "System Usability Scale (SUS)" in page
        assert "Recommendation index" not in page
        assert "Nothing in the bank has “nonsense” in it." in text(ambassador.get(f"/surveys/{survey}/bank?words=nonsense"))

    def test_an_instrument_comes_with_its_pages_and_its_score(self, ambassador, survey, db):
        page = add(ambassador, survey, "ready:sus")
        assert "It is in the survey now." in text(page)
        found = content(db, survey)
        assert [len(page.questions) for page in found.pages] == [1, 5, 5]
        assert found.scores == library.in_bank("sus").questionnaire.scores
        assert "It is in the survey already." in text(ambassador.get(f"/surveys/{survey}/bank"))

    def test_an_instrument_twice_is_refused_and_nothing_is_changed(self, ambassador, survey, db):
        add(ambassador, survey, "ready:worries")
        before = content(db, survey)
        page = add(ambassador, survey, "ready:worries")
        assert page.status_code == 422
        assert "These questions are in the survey already. Their score needs each of them once." in text(page)
        assert content(db, survey) == before

    def test_what_has_no_score_may_come_twice_with_ids_of_its_own(self, ambassador, survey, db):
        add(ambassador, survey, "ready:ease")
        add(ambassador, survey, "ready:ease")
        ids = [question.id for question in content(db, survey).questions]
        assert len(set(ids)) == 3
        assert "ease" not in ids

    def test_a_question_goes_where_it_is_wanted(self, ambassador, survey, db):
        [first] = content(db, survey).questions
        link = f"/surveys/{survey}/bank?place={Place(first.id)}"
        assert f'<option selected value="{Place(first.id)}">' in ambassador.get(link).text
        add(ambassador, survey, "ready:hours", str(Place(first.id)))
        [page] = content(db, survey).pages
        assert [question.kind for question in page.questions] == ["text", "number"]

    def test_in_the_middle_of_a_page_an_instrument_keeps_its_order(self, db, survey):
        actions.change_questionnaire(db, survey, lambda old: Questionnaire((Page({}, (Text("a", {"en": "A?"}), Text("b", {"en": "B?"}))),)))
        actions.add_from_bank(db, survey, "umux-lite", Place("a"))
        assert [question.id for question in content(db, survey).questions] == ["a", "umux1", "umux2", "b"]

    @pytest.mark.parametrize("wrong", [{"entry": "ready:nonsense"}, {"entry": "nonsense"}, {"entry": ""}, {"entry": "ready:hours", "place": "after.nothing"}, {"entry": "favourite:x"}])
    def test_what_is_not_there_cannot_be_added(self, ambassador, survey, db, wrong):
        before = content(db, survey)
        assert ambassador.send(f"/surveys/{survey}/bank", {"place": "end"} | wrong).status_code == 422
        assert content(db, survey) == before

    def test_an_instrument_that_was_sent_comes_back_as_the_same(self, db, clock, survey):
        """Its ids are fixed, so that the trend goes on."""
        actions.add_from_bank(db, survey, "satisfaction", None)
        rounds.company(db, Sales=6)
        rounds.start(db, actions.save_wave(db, survey, None, rounds.settings(), clock()), clock())
        actions.change_questionnaire(db, survey, lambda old: Questionnaire(old.pages[:1]))
        actions.add_from_bank(db, survey, "satisfaction", None)
        assert content(db, survey).questions[-1].id == "satisfaction"


class TestFavourites:
    def test_a_question_is_kept_and_taken_into_another_survey_with_an_id_of_its_own(self, ambassador, survey, db, clock):
        [kept] = content(db, survey).questions
        assert "among your favourites" in text(ambassador.send(f"/surveys/{survey}/questionnaire", to=f"/surveys/{survey}/questions/{kept.id}/favourite"))
        other = actions.new_survey(db, "umux-lite", "Another", clock())
        page = ambassador.get(f"/surveys/{other}/bank")
        assert "What is on your mind about SuperOffice CRM?" in text(page)
        [key] = re.findall(r'value="(favourite:\d+)"', page.text)
        add(ambassador, other, key)
        taken = content(db, other).questions[-1]
        assert taken.text == kept.text
        assert taken.id != kept.id

    def test_the_same_question_is_kept_once(self, db, survey):
        for _again in range(2):
            actions.keep_favourite(db, survey, "open1")
        assert len(store.favourites(db)) == 1

    def test_what_ties_a_question_to_its_survey_is_left_behind(self, db, clock):
        survey = actions.new_survey(db, "sus", "Ease", clock())
        actions.keep_favourite(db, survey, "sus3")
        [kept] = store.favourites(db)
        assert (kept.question.locked, kept.question.show_if, kept.question.origin) == (False, None, "")

    def test_a_question_that_repeats_an_answer_cannot_be_kept(self, ambassador, db, survey):
        more = Page({}, (Text("more", {"en": "You said {answer:open1}. Why?"}),))
        actions.change_questionnaire(db, survey, lambda old: Questionnaire((*old.pages, more)))
        page = ambassador.send(f"/surveys/{survey}/questionnaire", to=f"/surveys/{survey}/questions/more/favourite")
        assert page.status_code == 409
        assert "puts in an answer to another question" in text(page)
        assert store.favourites(db) == []

    def test_one_that_is_no_favourite_any_longer_stays_in_the_surveys(self, ambassador, db, survey):
        actions.keep_favourite(db, survey, "open1")
        [kept] = store.favourites(db)
        actions.add_favourite(db, survey, kept.id, None)
        page = ambassador.send(f"/surveys/{survey}/bank", to=f"/surveys/{survey}/favourites/{kept.id}/removal")
        assert "is no longer a favourite" in text(page)
        assert store.favourites(db) == []
        assert len(content(db, survey).questions) == 2
        with pytest.raises(NotFound):
            actions.add_favourite(db, survey, kept.id, None)


class TestFile:
    def test_a_survey_goes_out_and_comes_in_as_another(self, ambassador, db, clock):
        survey = actions.new_survey(db, "change-pulse", "Så går det", clock())
        file = ambassador.get(f"/surveys/{survey}/definition.json")
        assert file.mimetype == "application/json"
        assert "attachment" in file.headers["Content-Disposition"]
        page = ambassador.send("/surveys/new/definition", {"file": (io.BytesIO(file.data), "survey.json")})
        assert "The survey is there as the file describes it" in text(page)
        made = store.surveys(db)[0]
        assert made.id != survey
        assert (made.title, content(db, made.id)) == ("Så går det", content(db, survey))

    def test_it_may_be_pasted(self, ambassador, db, survey):
        pasted = definition_file.written("Pasted", content(db, survey)).replace("\n", "\r\n")
        ambassador.send("/surveys/new/definition", {"text": pasted})
        assert [one.title for one in store.surveys(db)] == ["Pasted", "What now?"]

    def test_what_was_uploaded_stays_to_be_put_right(self, ambassador, db, survey):
        found = json.loads(definition_file.written("Åter", content(db, survey)))
        found["questionnaire"]["pages"][0]["questions"][0]["kind"] = "colour"
        page = ambassador.send("/surveys/new/definition", {"file": (io.BytesIO(json.dumps(found, ensure_ascii=False).encode()), "survey.json")})
        assert page.status_code == 422
        assert "questionnaire.pages[0].questions[0]: “kind” must be one of choice," in text(page)
        assert "&#34;title&#34;: &#34;Åter&#34;" in page.text
        assert len(store.surveys(db)) == 1

    @pytest.mark.parametrize(("sent", "says"), [({}, "Choose a file, or paste what is in it."), ({"text": "x"}, "This is not JSON"), ({"file": (b"\xff\xfe\xff", "x.json")}, "Save it as UTF-8")])
    def test_what_is_no_definition_stores_nothing(self, ambassador, db, sent, says):
        file = {"file": (io.BytesIO(sent["file"][0]), sent["file"][1])} if "file" in sent else {}
        page = ambassador.send("/surveys/new/definition", sent | file)
        assert page.status_code == 422
        assert says in text(page)
        assert store.surveys(db) == []

    def test_a_title_that_is_too_long_is_refused(self, db, clock, survey):
        with pytest.raises(Refused, match="at most 200 characters"):
            actions.bring_in(db, definition_file.written("x" * 300, content(db, survey)).encode(), "", clock())


class TestCopy:
    def test_a_copy_is_a_survey_of_its_own_with_the_same_questions(self, ambassador, db, clock):
        rounds.company(db, Sales=6)
        wave = rounds.opened(db, clock())
        page = ambassador.send(f"/surveys/{wave.survey_id}", to=f"/surveys/{wave.survey_id}/copies")
        assert "Copy of How is it going?" in text(page)
        [copy] = [one for one in store.surveys(db) if one.id != wave.survey_id]
        assert content(db, copy.id) == content(db, wave.survey_id)
        assert store.waves_of(db, copy.id) == []
        actions.change_questionnaire(db, copy.id, lambda old: Questionnaire(old.pages[2:]))
        assert len(content(db, wave.survey_id).questions) == 12

    def test_a_long_title_is_cut(self, ambassador, db, clock):
        survey = actions.new_survey(db, "open", "x" * 200, clock())
        ambassador.send(f"/surveys/{survey}", to=f"/surveys/{survey}/copies")
        assert len(store.surveys(db)[0].title) == 200
