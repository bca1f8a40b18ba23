"""Editing what was sent: an answer is never counted under another meaning, and the effect is known first."""

import itertools
from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import actions, editing, store, versions
from surveys.checking import checked
from surveys.editing import Place
from surveys.questionnaire import Page, Questionnaire, Score
from surveys.questions import Option
from surveys.questions.choice import Choice
from surveys.questions.choices import Choices
from surveys.questions.matrix import Matrix
from surveys.questions.note import Note
from surveys.questions.number import Number
from surveys.questions.ranking import Ranking
from surveys.questions.rating import Rating
from surveys.questions.text import Text
from surveys.questions.yes_no import YesNo
from surveys.rules import Condition, Rule
from surveys.versions import BREAKING, COMPARABLE, COSMETIC, OTHER, SAME
from tests.surveys import kinds, rounds

TOOLS = (Option("mail", {"en": "Mail"}), Option("sheet", {"en": "A spreadsheet"}), Option("none", {"en": "Nothing"}))
TOOL = Choice("tool", {"en": "What do you use today?"}, options=TOOLS)
EASY = Rating("easy", {"en": "How easy is it to find a customer?"}, low_label={"en": "Hard"}, high_label={"en": "Easy"})
WHY = Text("why", {"en": "Why do you use {answer:tool}?"}, show_if=Rule("all", (Condition("tool", "is", ("mail", "sheet")),)))
WISH = Text("wish", {"en": "What do you wish for?"})
SENT = Questionnaire((Page({"en": "Today"}, (TOOL, EASY)), Page({"en": "And then"}, (WHY, WISH))))


def of(*questions, scores=()):
    return Questionnaire((Page({}, questions),), scores)


NAMES = (f"fork{number}" for number in itertools.count())


def fresh():
    return next(NAMES)


def edit(content, question):
    return editing.changed(content, question)


def settle(edited, draft=SENT, sent=(SENT,), **meanings):
    return versions.settled(sent, draft, edited, meanings, fresh)


def weight(before, after, meaning=""):
    return versions.effects([of(before, WISH)], of(before, WISH), of(after, WISH), {after.id: meaning} if meaning else {}).weight


def codes(found):
    return {(change.question.id, difference.code) for change in found.changes for difference in change.differences}


class TestTheClassOfAnEdit:
    @pytest.mark.parametrize(("before", "after", "expected"), [
        (EASY, replace(EASY, text={"en": "how easy is it  to find a customer"}), COSMETIC),
        (EASY, replace(EASY, text={**EASY.text, "sv": "Hur lätt är det att hitta en kund?"}), COSMETIC),
        (EASY, replace(EASY, hint={"en": "Think of last week."}), COSMETIC),
        (EASY, replace(EASY, required=True), COMPARABLE),
        (EASY, replace(EASY, text={"en": "How easy is it to find customers?"}), COMPARABLE),
        (EASY, replace(EASY, high=7), BREAKING),
        (EASY, replace(EASY, text={"en": "How many customers do you visit?"}), BREAKING),
        (EASY, replace(EASY, text={"en": "How easy is it not to find a customer?"}), BREAKING),
        (EASY, replace(EASY, text={"sv": "Hur lätt är det att hitta en kund?"}), BREAKING),
        (EASY, replace(EASY, low_label={"en": "Easy"}, high_label={"en": "Hard"}), BREAKING),
        (EASY, YesNo("easy", EASY.text), BREAKING),
        (TOOL, replace(TOOL, options=(*TOOLS, Option("crm", {"en": "Another CRM"}))), COMPARABLE),
        (TOOL, replace(TOOL, options=(TOOLS[0], replace(TOOLS[1], text={"en": "A spread-sheet."}), TOOLS[2])), COMPARABLE),
        (TOOL, replace(TOOL, options=(TOOLS[0], replace(TOOLS[1], text={"en": "a spreadsheet."}), TOOLS[2])), COSMETIC),
        (TOOL, replace(TOOL, options=TOOLS[::-1]), COMPARABLE),
        (TOOL, replace(TOOL, options=(*TOOLS[:2], replace(TOOLS[2], namely=True))), COMPARABLE),
        (TOOL, replace(TOOL, shuffle=True), COMPARABLE),
        (TOOL, replace(TOOL, options=TOOLS[:2]), BREAKING),
        (TOOL, replace(TOOL, options=(replace(TOOLS[0], text=TOOLS[1].text), replace(TOOLS[1], text=TOOLS[0].text), TOOLS[2])), BREAKING),
        (Choices("c", {"en": "Which?"}, options=TOOLS), Choices("c", {"en": "Which?"}, options=TOOLS, most=2), BREAKING),
        (Ranking("r", {"en": "Order"}, options=TOOLS[:2]), Ranking("r", {"en": "Order"}, options=TOOLS), BREAKING),
        (Matrix("m", {"en": "Say"}, statements=TOOLS[:2]), Matrix("m", {"en": "Say"}, statements=TOOLS), COMPARABLE),
        (Matrix("m", {"en": "Say"}, statements=TOOLS), Matrix("m", {"en": "Say"}, statements=TOOLS[:2]), BREAKING),
        (Number("n", {"en": "How many?"}), Number("n", {"en": "How many?"}, high=50), BREAKING),
        (Number("n", {"en": "How many?"}, unit={"en": "hours"}), Number("n", {"en": "How many?"}, unit={"en": "days"}), BREAKING),
        (WISH, replace(WISH, most=10), COMPARABLE),
        (EASY, replace(EASY, low_label={"en": "Very hard indeed"}), BREAKING),
        (replace(EASY, text={"en": "Easy?", "sv": "Lätt?"}), replace(EASY, text={"en": "Easy?"}), COMPARABLE),
        (Note("note", {"en": "Welcome"}), Note("note", {"en": "And now to something else"}), COSMETIC),
        (WISH, Note("wish", {"en": "Thank you"}), BREAKING),
    ], ids=lambda one: "" if not isinstance(one, str) else one)
    def test_follows_from_what_differs(self, before, after, expected):
        wish = replace(WISH, id="other")
        assert versions.effects([of(before, wish)], of(before, wish), of(after, wish), {}).weight == expected

    def test_is_said_by_a_person_where_only_a_person_can_tell(self):
        after = replace(EASY, text={"en": "Is it easy to find somebody?"})
        assert (weight(EASY, after, SAME), weight(EASY, after, OTHER)) == (COMPARABLE, BREAKING)
        [change] = versions.effects([SENT], SENT, edit(SENT, replace(EASY, text={"en": "How easy is it to find customers?"})), {}).changes
        assert change.meaning == SAME  # proposed, since the texts are close

    def test_is_not_asked_for_where_it_is_clear(self):
        for after in (replace(EASY, text={"en": "Easy?"}, high=7), replace(EASY, required=True)):
            assert [change.meaning for change in versions.effects([SENT], SENT, edit(SENT, after), {}).changes] == [""]
            assert weight(EASY, replace(EASY, high=7), SAME) == BREAKING

    def test_of_a_hint_is_cosmetic_unless_it_makes_another_question(self):
        after = replace(EASY, hint={"en": "Of this year only."})
        assert (weight(EASY, after), weight(EASY, after, OTHER)) == (COSMETIC, BREAKING)

    @pytest.mark.parametrize(("before", "after"), [("< 5", "> 5"), ("1.5 hours", "15 hours"), ("-5", "5"), ("🙂", "🙁"), ("C++", "C"), ("+", "−")])
    def test_signs_that_say_something_are_not_spelling(self, before, after):
        old, new = (replace(TOOL, options=(Option("a", {"en": text}), *TOOLS)) for text in (before, after))
        assert weight(old, new) != COSMETIC

    def test_of_a_rule_that_asks_for_the_same_in_another_order_is_none(self):
        rule = Rule("all", (Condition("tool", "is", ("sheet", "mail")),))
        assert settle(edit(SENT, replace(WHY, show_if=rule))).find("why")
        assert versions.effects([SENT], SENT, edit(SENT, replace(WHY, show_if=rule)), {}).weight == ""

    @pytest.mark.parametrize("rule", [None, Rule("all", (Condition("tool", "is", ("mail",)),)), Rule("all", (Condition("tool", "is_not", ("mail", "sheet")),))])
    def test_of_another_rule_is_breaking_since_others_are_asked(self, rule):
        assert versions.effects([SENT], SENT, edit(SENT, replace(WHY, show_if=rule)), {}).weight == BREAKING

    def test_of_a_statement_of_an_instrument_under_a_rule_is_comparable(self):
        item = replace(EASY, locked=True)
        content = of(TOOL, item)
        ruled = of(TOOL, replace(item, show_if=Rule("all", (Condition("tool", "answered"),))))
        assert versions.effects([content], content, ruled, {}).weight == COMPARABLE


class TestWhereAQuestionStands:
    def test_moving_within_the_page_is_cosmetic_and_names_the_one_that_moved(self):
        content = of(TOOL, EASY, WISH, replace(WISH, id="more"))
        found = versions.effects([content], content, of(WISH, TOOL, EASY, replace(WISH, id="more")), {})
        assert (codes(found), found.weight) == ({("wish", "moved")}, COSMETIC)

    def test_moving_to_another_page_is_comparable(self):
        found = versions.effects([SENT], SENT, editing.moved(SENT, "easy", Place("why", after=False)), {})
        assert (codes(found), found.weight) == ({("easy", "page")}, COMPARABLE)

    def test_another_page_in_front_moves_nobody(self):
        found = versions.effects([SENT], SENT, replace(SENT, pages=(Page({}, (Note("hello", {"en": "Welcome"}),)), *SENT.pages)), {})
        assert (codes(found), found.asks) == ({("hello", "added")}, False)

    def test_a_pages_title_is_cosmetic(self):
        found = versions.effects([SENT], SENT, editing.retitled(SENT, 1, {"en": "Later"}), {})
        assert (found.titles, found.weight, found.asks) == ((2,), COSMETIC, False)

    def test_removing_is_breaking_and_adding_is_not(self):
        assert versions.effects([SENT], SENT, editing.without(SENT, ["easy"]), {}).weight == BREAKING
        assert versions.effects([SENT], SENT, editing.added(SENT, replace(WISH, id="more"), Place("easy")), {}).weight == COMPARABLE


class TestAFork:
    edited = edit(SENT, replace(TOOL, options=TOOLS[:2]))

    def test_has_an_id_of_its_own_and_says_whose_place_it_took(self):
        after = settle(self.edited)
        [tool] = [question for question in after.questions if question.origin == "tool"]
        assert after.find("tool") is None
        assert tool.options == TOOLS[:2]

    def test_is_what_rules_and_quotes_mean_now(self):
        after = checked(settle(self.edited))
        [tool, _easy, why, _wish] = after.questions
        assert why.show_if.conditions[0].part == tool.id
        assert why.text["en"] == f"Why do you use {{answer:{tool.id}}}?"

    def test_takes_along_the_questions_whose_rules_ask_for_it(self):
        """Others are asked them from now on."""
        assert [question.origin for question in settle(self.edited).questions] == ["tool", "", "why", ""]
        assert codes(versions.effects([SENT], SENT, self.edited, {})) >= {("new_1", "follows")}

    def test_is_not_forked_again_before_it_is_sent(self):
        draft = settle(self.edited)
        tool = draft.questions[0]
        again = settle(edit(draft, replace(tool, text={"en": "Where do you keep your customers' names?"})), draft)
        assert [question.id for question in again.questions] == [question.id for question in draft.questions]

    def test_is_forked_again_once_it_was_sent(self):
        second = settle(self.edited)
        tool = second.questions[0]
        third = settle(edit(second, replace(tool, text={"en": "Where do you keep your customers' names?"})), second, (SENT, second))
        assert third.questions[0].origin == tool.id
        assert third.questions[0].id not in {"tool", tool.id}

    def test_edited_back_is_the_question_it_was(self):
        draft = settle(self.edited)
        assert settle(edit(draft, replace(draft.questions[0], options=TOOLS)), draft) == SENT

    def test_keeps_what_was_said_of_its_wording(self):
        reworded = replace(EASY, text={"en": "How easy is it to find customers?"})
        draft = settle(edit(SENT, reworded), easy=OTHER)
        assert draft.questions[1].origin == "easy"
        assert settle(draft, draft) == draft
        assert settle(edit(draft, replace(draft.questions[1], required=True)), draft).questions[1].origin == "easy"
        assert settle(draft, draft, **{draft.questions[1].id: SAME}).find("easy")

    def test_is_not_made_later_of_what_was_said_to_mean_the_same(self):
        draft = settle(edit(SENT, replace(EASY, text={"en": "Is finding somebody easy for you?"})), easy=SAME)
        assert settle(edit(draft, replace(WISH, required=True)), draft).find("easy")

    def test_that_comes_in_as_one_stays_one(self):
        reworded = replace(EASY, text={"en": "How easy is it to find customers?"})
        draft = settle(edit(SENT, reworded), easy=OTHER)
        assert settle(draft, SENT) == draft

    def test_takes_away_the_scores_that_need_it_until_it_is_back(self):
        items = tuple(replace(EASY, id=f"u{n}", text={"en": f"Item {n}"}, locked=False) for n in (1, 2))
        content = of(*items, scores=(Score("umux_lite", ("u1", "u2")),))
        draft = settle(edit(content, replace(items[0], high=7)), content, (content,))
        assert draft.scores == ()
        assert versions.effects([content], content, edit(content, replace(items[0], high=7)), {}).scores == ("umux_lite",)
        assert settle(edit(draft, replace(draft.questions[0], high=5)), draft, (content,)) == content

    def test_never_takes_the_id_of_anything_that_was_sent(self):
        names = iter(["tool", "wish", "gone", "free"])
        gone = of(replace(WISH, id="gone"))
        after = versions.settled((gone, SENT), SENT, edit(SENT, replace(EASY, high=7)), {}, lambda: next(names))
        assert after.questions[1].id == "free"

    def test_leaves_alone_what_was_asked_before_the_last_version_too(self):
        """A question that was removed and comes back as something else is something else."""
        without = editing.without(SENT, ["easy"])
        back = settle(editing.added(without, replace(EASY, high=7), Place("tool")), without, (SENT, without))
        assert [question.origin for question in back.questions if question.id not in {"tool", "why", "wish"}] == ["easy"]
        assert settle(editing.added(without, EASY, Place("tool")), without, (SENT, without)).find("easy") == EASY


class TestTrends:
    def test_run_through_what_is_comparable_and_break_at_the_rest(self):
        later = settle(editing.without(edit(SENT, replace(TOOL, options=TOOLS[:2])), ["wish"]))
        assert versions.comparable(SENT, later) == {"easy"}
        found = [(old.id if old else "", new.origin if new else "") for old, new in versions.breaks([SENT, later])]
        assert found == [("tool", "tool"), ("why", "why"), ("wish", "")]

    def test_follow_a_question_through_several_versions(self):
        second = settle(edit(SENT, replace(EASY, high=7)))
        third = settle(edit(second, replace(second.questions[1], high=9)), second, (SENT, second))
        assert versions.successor([SENT, second, third], "easy") == third.questions[1]
        assert [(old.id, new.id) for old, new in versions.breaks([SENT, second, third])] == [("easy", third.questions[1].id)]

    def test_what_is_gone_are_questions_options_and_statements(self):
        matrix = Matrix("m", {"en": "Say"}, statements=TOOLS)
        content = of(TOOL, matrix, WISH)
        later = versions.settled([content], content, of(replace(TOOL, options=TOOLS[:2]), replace(matrix, statements=TOOLS[1:])), {}, fresh)
        assert versions.gone([content, later]) == {"tool=none", "m.mail", "wish"}
        assert versions.gone([content, content]) == frozenset()

    def test_a_new_question_has_no_trend_yet(self):
        more = editing.added(SENT, replace(WISH, id="more"), Place("easy"))
        assert versions.breaks([SENT, more]) == [(None, more.find("more"))]


@st.composite
def edits(draw):
    """A questionnaire, the same after somebody has put other things into its questions, and what was said of them."""
    before, after = [], []
    for name in draw(st.lists(kinds.ids, min_size=1, max_size=5, unique=True)):
        kind = draw(st.sampled_from(kinds.each))
        question, other = (replace(draw(kind), id=name) for _ in range(2))
        rule = Rule("all", (Condition(draw(st.sampled_from(before)).id, "answered"),)) if before and draw(st.booleans()) else None
        taken = draw(st.sets(st.sampled_from([one.name for one in fields(question) if one.name not in {"id", "origin", "show_if"}]), max_size=2))
        before.append(replace(question, show_if=rule))
        after.append(replace(before[-1], **{field: _mixed(draw, getattr(question, field), getattr(other, field)) for field in taken}))
    return of(*before), of(*after), {name: draw(st.sampled_from([SAME, OTHER])) for name in draw(st.sets(st.sampled_from([one.id for one in before])))}


def _mixed(draw, old, new):
    """What a field becomes: something else, or of options some of both in any order."""
    if isinstance(old, tuple) and isinstance(new, tuple):
        return tuple({option.id: option for option in draw(st.permutations([*old, *new]))[: draw(st.integers(1, 8))]}.values())
    return new


class TestWhateverIsEdited:
    @given(edits())
    def test_an_id_that_stays_means_the_same(self, drawn):
        before, after, meanings = drawn
        settled = versions.settled([before], before, after, meanings, fresh)
        for question in settled.questions:
            asked = before.find(question.id)
            if asked:
                assert all(one.weight != BREAKING for one in versions.compared(asked, question, meanings.get(question.id, "")))
                assert question.kind == asked.kind
                assert {part.id for part in asked.parts() if part.values} <= {part.id for part in question.parts()}
                values = {part.id: part.values for part in question.parts()}
                assert all(set(part.values) <= set(values[part.id]) for part in asked.parts() if part.values)
            else:
                assert question.origin in {one.id for one in before.questions}

    @given(edits())
    def test_settling_twice_is_settling_once(self, drawn):
        before, after, meanings = drawn
        once = versions.settled([before], before, after, meanings, fresh)
        assert versions.settled([before], once, once, {}, fresh) == once
        assert versions.effects([before], once, once, {}).weight == ""

    @given(edits())
    def test_going_back_leaves_nothing(self, drawn):
        before, after, meanings = drawn
        once = versions.settled([before], before, after, meanings, fresh)
        homes = {question.id: question.origin or question.id for question in once.questions}
        back = [replace(before.find(homes[question.id]), id=question.id, origin=question.origin) for question in once.questions]
        assert sorted(question.id for question in versions.settled([before], once, of(*back), {}, fresh).questions) == sorted(question.id for question in before.questions)

    @given(edits())
    def test_the_class_is_the_same_each_time_and_breaking_just_where_something_forks(self, drawn):
        before, after, meanings = drawn
        found = versions.effects([before], before, after, meanings)
        assert found == versions.effects([before], before, after, meanings)
        forked = {question.origin for question in versions.settled([before], before, after, meanings, fresh).questions if question.origin}
        assert {change.before.id for change in found.changes if change.weight == BREAKING} == forked

    @given(edits())
    def test_the_history_tells_what_was_decided(self, drawn):
        before, after, meanings = drawn
        settled = versions.settled([before], before, after, meanings, fresh)
        told, decided = versions.between([before], before, settled), versions.effects([before], before, after, meanings)
        assert [(change.before, change.weight) for change in told.changes] == [(change.before, change.weight) for change in decided.changes]
        assert [{one.code for one in change.differences} for change in told.changes] == [{one.code for one in change.differences} for change in decided.changes]


@pytest.fixture()
def now(clock):
    return clock()


class TestASurveyThatWasSent:
    def test_keeps_what_was_sent_and_makes_one_version_of_several_edits(self, db, sales, now):
        wave = rounds.opened(db, now, "open")
        sent = store.questionnaire(db, wave.questionnaire_id)
        first = sent.asking[0]
        for text in ("What stands in your way?", "What stands in your way most?"):
            newest = store.questionnaire(db, store.latest_questionnaire(db, wave.survey_id)[0])
            number = actions.change_questionnaire(db, wave.survey_id, lambda old, text=text, newest=newest: editing.changed(old, replace(newest.asking[0], text={"en": text, "sv": text})))
        assert [version.number for version in store.versions(db, wave.survey_id)] == [1, 2]
        assert store.questionnaire(db, number).asking[0].origin == first.id
        assert store.questionnaire(db, wave.questionnaire_id) == sent

    def test_has_no_new_version_when_all_is_as_it_was(self, db, sales, now):
        wave = rounds.opened(db, now, "open")
        planned = actions.save_wave(db, wave.survey_id, None, rounds.settings(), now)
        first = store.questionnaire(db, wave.questionnaire_id).asking[0]
        changed = actions.change_questionnaire(db, wave.survey_id, lambda old: editing.changed(old, replace(first, required=not first.required)))
        assert store.get_wave(db, planned).questionnaire_id == changed != wave.questionnaire_id
        back = actions.change_questionnaire(db, wave.survey_id, lambda old: editing.changed(old, first))
        assert back == wave.questionnaire_id == store.get_wave(db, planned).questionnaire_id
        assert [version.number for version in store.versions(db, wave.survey_id)] == [1]

    def test_that_is_saved_as_it_is_stays_as_it_is(self, db, sales, now):
        wave = rounds.opened(db, now, "open")
        assert actions.change_questionnaire(db, wave.survey_id, lambda old: old) == wave.questionnaire_id

    def test_is_asked_in_two_ways_by_two_rounds_and_nothing_is_mixed_up(self, db, config, sales, now):
        first = _asked(db, now, of(TOOL, EASY))
        for person in sales:
            rounds.give(db, config, first, person, now, tool="none", easy=4)
        actions.change_questionnaire(db, first.survey_id, lambda old: editing.changed(old, replace(TOOL, options=TOOLS[:2])))
        second = rounds.start(db, actions.save_wave(db, first.survey_id, None, rounds.settings(level="named"), now), now)
        fork = store.questionnaire(db, second.questionnaire_id).questions[0]
        for person in sales[:2]:
            rounds.give(db, config, second, person, now, **{fork.id: "mail", "easy": 2})
        known = store.known(db, first.survey_id)
        assert (known.chose(TOOL, "none"), known.answers(TOOL), known.answers(EASY)) == (6, 6, 8)
        assert (known.chose(fork, "mail"), known.chose(fork, "none")) == (2, 0)


class TestWhatIsKnown:
    def test_of_an_open_anonymous_round_is_only_how_many_have_answered(self, db, config, sales, now):
        wave = _asked(db, now, of(TOOL), level="anonymous")
        for person in sales:
            rounds.give(db, config, wave, person, now, tool="mail")
        known = store.known(db, wave.survey_id)
        assert (known.answers(TOOL), known.sealed, known.open) == (0, 6, (1,))
        actions.close_wave(db, config, wave.id, now)
        known = store.known(db, wave.survey_id)
        assert (known.answers(TOOL), known.chose(TOOL, "mail"), known.sealed, known.open) == (6, 6, 0, ())

    def test_of_a_round_that_too_few_answered_is_nothing(self, db, config, sales, now):
        wave = _asked(db, now, of(TOOL), level="anonymous")
        for person in sales[:4]:
            rounds.give(db, config, wave, person, now, tool="mail")
        actions.close_wave(db, config, wave.id, now)
        assert store.known(db, wave.survey_id).answers(TOOL) == 0


def _asked(db, now, content, level="named"):
    survey = actions.new_survey(db, "open", "How is it going?", now)
    actions.adjust(db, survey, content)
    return rounds.start(db, actions.save_wave(db, survey, None, rounds.settings(level=level), now), now)
