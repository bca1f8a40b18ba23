"""The whole circle: what is posted, stored, exported and read again is the same, for questions of every kind."""

import json
import unicodedata

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import tables
from people import store as people_store
from surveys import actions, export, questionnaire, store
from surveys.actions import Wanted
from surveys.model import ANONYMOUS, NAMED
from tests import factories
from tests.surveys.answering import Respondent, link, round_of, under_seal
from tests.surveys.kinds import forms, questionnaires

PEOPLE = 5
CIRCLE = settings(max_examples=12, phases=[Phase.explicit, Phase.generate], suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example])


def plain(answers: dict) -> dict:
    """With accents written in one way, as files keep them."""
    return {part: unicodedata.normalize("NFC", value) if isinstance(value, str) else value for part, value in answers.items()}


def posted(app, db, config, wave, people, sheets) -> list[dict]:
    """Every person sends their sheet through the pages. Returns what the questionnaire says that they answered."""
    content, meant = store.asked(db, wave), []
    for person, sheet in zip(people, sheets, strict=True):
        expected = questionnaire.filled(content, sheet)
        assert not expected.wrong
        visitor = Respondent(app, link(db, config, wave, person))
        shown = visitor.client.post(visitor.address, data=sheet | {"_to": str(len(content.pages))})
        assert shown.status_code in (200, 422)
        sent = visitor.client.post(visitor.address + "/answer", data=sheet | {"_seen": sorted(expected.shown)}, follow_redirects=True)
        assert sent.status_code == (200 if expected.answers else 422), sent.text
        if expected.answers:
            meant.append(expected.answers)
    return meant


@pytest.fixture()
def people(db):
    return factories.people(db, "Sales", PEOPLE)


@CIRCLE
@given(st.data())
def test_what_is_posted_by_name_is_stored_exported_and_read_again(app, db, config, clock, people, data):
    content = data.draw(questionnaires())
    wave = round_of(db, clock(), content, NAMED)
    meant = posted(app, db, config, wave, people, [data.draw(forms(store.asked(db, wave))) for _ in people])
    kept = store.named(db, wave.id)
    assert sorted(json.dumps(one.answers, sort_keys=True) for one in kept) == sorted(json.dumps(one, sort_keys=True) for one in meant)

    asked = store.asked(db, wave)
    assert questionnaire.of_json(questionnaire.as_json(asked)) == asked
    if not kept:
        return
    for headed in (export.BY_TEXT, export.BY_ID):
        sheet = export.answers(wave, asked, kept, data.draw(st.sampled_from(["en", "sv"])), headed)
        file = b"".join(tables.as_csv(sheet.headings, sheet.lines))
        reading = actions.read_answers(db, wave.survey_id, file, Wanted("2", "1", NAMED), people_store.get_company(db))
        assert [(problem.line, problem.column, str(problem.refused)) for problem in reading.problems] == []
        assert reading.unused == []
        assert [(row.respondent, row.record.group, row.record.answers) for row in reading.rows] == [(one.respondent, one.group, plain(one.answers)) for one in kept]


@CIRCLE
@given(st.data())
def test_what_is_posted_without_a_name_is_sealed_as_it_was_and_counted_rightly(app, db, config, clock, people, data):
    wave = round_of(db, clock(), data.draw(questionnaires()), ANONYMOUS, k=3, kc=3)
    meant = posted(app, db, config, wave, people, [data.draw(forms(store.asked(db, wave))) for _ in people])
    assert sorted(json.dumps(one, sort_keys=True) for one in under_seal(db, config, wave)) == sorted(json.dumps(one, sort_keys=True) for one in meant)

    actions.close_wave(db, config, wave.id, clock())
    found = store.results(db, store.get_wave(db, wave.id), store.EVERY_WORD)
    assert found.n == len(meant)
    for result in found.questions if found.shown else ():
        said = [result.question.category(result.part, one[result.part.id]) for one in meant if result.part.id in one]
        right = {value: said.count(value) for value in result.part.values}
        may_hide = result.question.show_if is not None  # what it would tell of an answer that few gave
        assert result.counts == {} if len(said) < 3 else result.counts == right or (may_hide and not result.counts)
    for words in found.texts if found.texts_shown else ():
        assert sorted(words.texts) == sorted(str(one[words.part.id]) for one in meant if words.part.id in one) or not words.shown
