"""Every route, whoever adds it: who may see it, that looking changes nothing, and that nothing sent to it breaks it.

A new route gets a line in ALLOWED, and if its address has a new kind of parameter, a line in tests/filled.py.
"""

import io
from collections.abc import Iterator

import pytest
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

import pages
from pages.headers import FRAMED_POLICY, POLICY
from tests.conftest import Client
from tests.filled import Forms, House, ShownForm

ALL, PERSON, AMBASSADOR = "all", "person", "ambassador"

ALLOWED = {
    "documents.journal": AMBASSADOR,
    "documents.journal_as_file": AMBASSADOR,
    "documents.workshop": AMBASSADOR,
    "documents.workshop_as_file": AMBASSADOR,
    "feeds.feed": ALL,
    "feeds.opened": ALL,
    "feeds.own": PERSON,
    "feeds.plan": AMBASSADOR,
    "feeds.renew_by_mail": ALL,
    "feeds.renew_own": PERSON,
    "feeds.renew_plan": AMBASSADOR,
    "feeds.send": ALL,
    "feeds.send_to": AMBASSADOR,
    "feeds.sent": ALL,
    "home.dashboard": AMBASSADOR,
    "mail.invite": PERSON,
    "mail.mail": PERSON,
    "mail.mine": PERSON,
    "mail.outbox": AMBASSADOR,
    "mail.received": AMBASSADOR,
    "mail.retry": AMBASSADOR,
    "mail.trial": AMBASSADOR,
    "outcomes.add": AMBASSADOR,
    "outcomes.complete": AMBASSADOR,
    "outcomes.keep": AMBASSADOR,
    "outcomes.outcome": AMBASSADOR,
    "outcomes.record": AMBASSADOR,
    "outcomes.remove": AMBASSADOR,
    "people.ambassador_removal": AMBASSADOR,
    "people.ambassadors": AMBASSADOR,
    "people.archiving": AMBASSADOR,
    "people.columns": AMBASSADOR,
    "people.company": AMBASSADOR,
    "people.confirmation": AMBASSADOR,
    "people.dimension": AMBASSADOR,
    "people.edit_person": AMBASSADOR,
    "people.export": AMBASSADOR,
    "people.group": AMBASSADOR,
    "people.groups": AMBASSADOR,
    "people.link": ALL,
    "people.link_sent": ALL,
    "people.me": AMBASSADOR,
    "people.new_person": AMBASSADOR,
    "people.people": AMBASSADOR,
    "people.person": AMBASSADOR,
    "people.preview": AMBASSADOR,
    "people.returning": AMBASSADOR,
    "people.settings": AMBASSADOR,
    "people.sign_in": ALL,
    "people.sign_out": PERSON,
    "people.sign_out_everywhere": AMBASSADOR,
    "people.start": ALL,
    "people.test_mail": AMBASSADOR,
    "people.upload": AMBASSADOR,
    "people.withdrawal": AMBASSADOR,
    "privacy.data": AMBASSADOR,
    "privacy.data_as_file": AMBASSADOR,
    "privacy.erasure": AMBASSADOR,
    "surveys.answer": ALL,
    "surveys.answers": AMBASSADOR,
    "surveys.answers_csv": AMBASSADOR,
    "surveys.answers_xlsx": AMBASSADOR,
    "surveys.answers_file": AMBASSADOR,
    "surveys.bring_in": AMBASSADOR,
    "surveys.budget": AMBASSADOR,
    "surveys.changes": ALL,
    "surveys.chart_png": AMBASSADOR,
    "surveys.chart_svg": AMBASSADOR,
    "surveys.closing": AMBASSADOR,
    "surveys.closing_time": AMBASSADOR,
    "surveys.comment": AMBASSADOR,
    "surveys.comment_reading": AMBASSADOR,
    "surveys.comparison": AMBASSADOR,
    "surveys.comparison_json": AMBASSADOR,
    "surveys.copies": AMBASSADOR,
    "surveys.copy": AMBASSADOR,
    "surveys.definition": AMBASSADOR,
    "surveys.edited": AMBASSADOR,
    "surveys.favourite": AMBASSADOR,
    "surveys.favourite_removal": AMBASSADOR,
    "surveys.followed_up": AMBASSADOR,
    "surveys.following_up": AMBASSADOR,
    "surveys.from_bank": AMBASSADOR,
    "surveys.group_comparison": AMBASSADOR,
    "surveys.group_comparison_json": AMBASSADOR,
    "surveys.heat": AMBASSADOR,
    "surveys.import_answers": AMBASSADOR,
    "surveys.invitation": ALL,
    "surveys.link_renewal": AMBASSADOR,
    "surveys.mail_words": AMBASSADOR,
    "surveys.new_link": AMBASSADOR,
    "surveys.new_question": AMBASSADOR,
    "surveys.new_survey": AMBASSADOR,
    "surveys.new_wave": AMBASSADOR,
    "surveys.open_answer": ALL,
    "surveys.open_link": ALL,
    "surveys.open_results": ALL,
    "surveys.open_step": ALL,
    "surveys.open_thanks": ALL,
    "surveys.opening": AMBASSADOR,
    "surveys.original": AMBASSADOR,
    "surveys.over_rounds": AMBASSADOR,
    "surveys.over_rounds_csv": AMBASSADOR,
    "surveys.over_rounds_json": AMBASSADOR,
    "surveys.over_rounds_xlsx": AMBASSADOR,
    "surveys.page_break": AMBASSADOR,
    "surveys.page_position": AMBASSADOR,
    "surveys.page_removal": AMBASSADOR,
    "surveys.page_title": AMBASSADOR,
    "surveys.paper_form": AMBASSADOR,
    "surveys.paper_removal": AMBASSADOR,
    "surveys.papers": AMBASSADOR,
    "surveys.phases": AMBASSADOR,
    "surveys.position": AMBASSADOR,
    "surveys.poster": AMBASSADOR,
    "surveys.preview_mail": AMBASSADOR,
    "surveys.preview_questions": AMBASSADOR,
    "surveys.question": AMBASSADOR,
    "surveys.question_removal": AMBASSADOR,
    "surveys.questionnaire": AMBASSADOR,
    "surveys.questionnaire_preview": AMBASSADOR,
    "surveys.reminders": AMBASSADOR,
    "surveys.removed_return": AMBASSADOR,
    "surveys.replies": AMBASSADOR,
    "surveys.reply": ALL,
    "surveys.reply_message": ALL,
    "surveys.report": AMBASSADOR,
    "surveys.results": AMBASSADOR,
    "surveys.results_csv": AMBASSADOR,
    "surveys.results_json": AMBASSADOR,
    "surveys.results_xlsx": AMBASSADOR,
    "surveys.room_closing": AMBASSADOR,
    "surveys.room_screen": AMBASSADOR,
    "surveys.room_time": AMBASSADOR,
    "surveys.sending": AMBASSADOR,
    "surveys.shared_results": ALL,
    "surveys.step": ALL,
    "surveys.survey": AMBASSADOR,
    "surveys.survey_removal": AMBASSADOR,
    "surveys.survey_versions": AMBASSADOR,
    "surveys.survey_words": AMBASSADOR,
    "surveys.surveys": AMBASSADOR,
    "surveys.tag_removal": AMBASSADOR,
    "surveys.tagging": AMBASSADOR,
    "surveys.tagging_found": AMBASSADOR,
    "surveys.tags": AMBASSADOR,
    "surveys.test_answer": AMBASSADOR,
    "surveys.test_end": AMBASSADOR,
    "surveys.test_start": AMBASSADOR,
    "surveys.test_step": AMBASSADOR,
    "surveys.thanks": ALL,
    "surveys.title": AMBASSADOR,
    "surveys.to_the_open_start": ALL,
    "surveys.to_the_phrase": ALL,
    "surveys.to_the_start": ALL,
    "surveys.unplanning": AMBASSADOR,
    "surveys.untagging": AMBASSADOR,
    "surveys.usual_words": AMBASSADOR,
    "surveys.trend_png": AMBASSADOR,
    "surveys.trend_svg": AMBASSADOR,
    "surveys.wave": AMBASSADOR,
    "surveys.wave_removal": AMBASSADOR,
    "surveys.wave_settings": AMBASSADOR,
    "surveys.wave_words": AMBASSADOR,
    "surveys.words_csv": AMBASSADOR,
    "surveys.words_xlsx": AMBASSADOR,
    "workshops.add_elsewhere": ALL,
    "workshops.answer": ALL,
    "workshops.answer_by_hand": AMBASSADOR,
    "workshops.answered": ALL,
    "workshops.attendance": AMBASSADOR,
    "workshops.cancel": AMBASSADOR,
    "workshops.cancellation": AMBASSADOR,
    "workshops.confirm": ALL,
    "workshops.count": AMBASSADOR,
    "workshops.entry": ALL,
    "workshops.invitation": AMBASSADOR,
    "workshops.invited": ALL,
    "workshops.mails": AMBASSADOR,
    "workshops.new": AMBASSADOR,
    "workshops.people": AMBASSADOR,
    "workshops.plan": AMBASSADOR,
    "workshops.reconsider": AMBASSADOR,
    "workshops.remove": AMBASSADOR,
    "workshops.send_again": AMBASSADOR,
    "workshops.settle": AMBASSADOR,
    "workshops.undo": AMBASSADOR,
    "workshops.welcome": AMBASSADOR,
    "workshops.workshop": AMBASSADOR,
    "workshops.workshops": AMBASSADOR,
}

# Pages that a secret link opens: without a cookie there is nothing to forge a request with.
WITHOUT_TOKEN = {"feeds.renew_by_mail", "feeds.send", "surveys.answer", "surveys.open_answer", "surveys.open_step", "surveys.reply", "surveys.reply_message", "surveys.step", "surveys.test_answer", "surveys.test_step", "workshops.answer"}

ENDPOINTS = pytest.mark.parametrize("endpoint", sorted(ALLOWED))


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(tmp_path_factory.mktemp("filled"))


@pytest.fixture()
def house(filled: House, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setattr(pages.limiter, "enabled", False)
    yield filled
    filled.reset()


def rules(house: House, endpoint: str, method: str) -> list[Rule]:
    return [rule for rule in house.rules if rule.endpoint == endpoint and method in (rule.methods or ())]


def sound(answer: TestResponse) -> TestResponse:
    """An answer that is no breakdown and carries the headers of every answer."""
    assert answer.status_code < 500, answer.text[:2000]
    framed = answer.headers["Content-Security-Policy"] == FRAMED_POLICY and answer.request.path.endswith("/questionnaire/preview")  # the one page that ours may show in a frame
    assert framed or answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == ("SAMEORIGIN" if framed else "DENY")
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    polled = answer.request.path.startswith("/feed/") and answer.request.path.endswith(".ics") and answer.status_code in (200, 304)  # a program keeps it, and asks each time whether it is still right
    assert answer.headers["Cache-Control"] == ("private, no-cache" if polled else "no-store")
    return answer


def test_every_route_has_its_line(house: House) -> None:
    """A new page is closed to all but ambassadors unless somebody has thought about it, here."""
    with house.app.app_context():
        found = {rule.endpoint: pages.access(rule.endpoint) for rule in house.rules}
    missing = {endpoint: who for endpoint, who in found.items() if ALLOWED.get(endpoint) != who}
    assert missing == {}, "Is that who may see it? Then write these lines into ALLOWED: " + "; ".join(f'"{endpoint}": {who.upper()}' for endpoint, who in sorted(missing.items()))
    assert sorted(set(ALLOWED) - set(found)) == [], "These are in ALLOWED and nowhere else"


@ENDPOINTS
def test_looking_changes_nothing(house: House, endpoint: str) -> None:
    before = house.dump()
    for rule in rules(house, endpoint, "GET"):
        for address in house.addresses(rule):
            for who in ("stranger", "person", "ambassador"):
                for asked in (address, address + "?lang=sv&words=%00%F0%9F%98%80'&state=x&group=99999999999999999999&page=-1&from=2026-13-45&until=x&wave=x"):
                    sound(house.as_(who).get(asked))
            sound(house.as_("ambassador").head(address))
    assert house.dump() == before


@ENDPOINTS
def test_each_page_opens_to_whom_it_is_for_and_to_nobody_else(house: House, endpoint: str) -> None:
    for rule in rules(house, endpoint, "GET"):
        for address in house.addresses(rule):
            stranger, person = sound(house.as_("stranger").get(address)), sound(house.as_("person").get(address))
            if ALLOWED[endpoint] == ALL:
                assert stranger.status_code in (200, 303, 404, 409, 410), address
            else:
                assert (stranger.status_code, stranger.location) == (303, "/sign-in"), address
            if ALLOWED[endpoint] == AMBASSADOR:
                assert person.status_code == 403, address
                assert sound(house.as_("ambassador").get(address)).status_code in (200, 303, 404, 409), address


@ENDPOINTS
def test_nobody_else_may_send_to_it_either(house: House, endpoint: str) -> None:
    if ALLOWED[endpoint] == ALL:
        return
    before = house.dump()
    for rule in rules(house, endpoint, "POST"):
        for address in house.addresses(rule):
            stranger, person = house.as_("stranger"), house.as_("person")
            answer = sound(stranger.post(address, data={"csrf_token": house.token(stranger)}))
            assert (answer.status_code, answer.location) == (303, "/sign-in"), address
            if ALLOWED[endpoint] == AMBASSADOR:
                assert sound(person.post(address, data={"csrf_token": house.token(person)})).status_code == 403, address
    assert house.dump() == before


@ENDPOINTS
def test_nothing_is_taken_without_a_token(house: House, endpoint: str) -> None:
    if endpoint in WITHOUT_TOKEN:
        return
    before = house.dump()
    foreign = house.token(house.as_("ambassador"))
    for rule in rules(house, endpoint, "POST"):
        for address in house.addresses(rule):
            for token in (None, "", "x", "åäö\x00", foreign, foreign[:-1], foreign * 1000):
                answer = sound(house.as_("ambassador").post(address, data={} if token is None else {"csrf_token": token}))
                assert answer.status_code == 400, (address, token)
    assert house.dump() == before


@ENDPOINTS
def test_odd_addresses_lead_nowhere(house: House, endpoint: str) -> None:
    before = house.dump()
    client = house.as_("ambassador")
    token = house.token(client)
    for rule in rules(house, endpoint, "GET"):
        for address in house.odd_addresses(rule):
            answer = sound(client.get(address))
            assert answer.status_code in (303, 404, 409) if "<int" not in rule.rule else answer.status_code in (308, 404), address
            assert "Evil" not in str(answer.headers), address
    for rule in rules(house, endpoint, "POST"):
        for address in house.odd_addresses(rule):
            assert 300 <= sound(client.post(address, data={"csrf_token": token})).status_code < 500, address
    assert house.dump() == before


@pytest.fixture(scope="module")
def forms(filled: House) -> list[ShownForm]:
    """Every form that any page shows to the ambassador, or behind a link. A page that breaks is told of by the tests above."""
    filled.app.testing = False
    found = []
    for rule in filled.rules:
        for address in filled.addresses(rule) if "GET" in (rule.methods or ()) else ():
            for who in ("ambassador", "stranger") if ALLOWED.get(rule.endpoint) == ALL else ("ambassador",):
                answer = filled.as_(who).get(address)
                found += Forms(address, answer.text).forms if answer.mimetype == "text/html" else []
    filled.app.testing = True
    return found


def leads_to(house: House, form: ShownForm) -> str | None:
    """The endpoint that a form is sent to; None when its address takes no forms."""
    with house.app.test_request_context() as context:
        try:
            endpoint, _values = context.url_adapter.match(form.action.split("?")[0], method="POST")  # type: ignore[union-attr]
        except HTTPException:
            return None
    return str(endpoint)


def test_every_form_leads_somewhere(house: House, forms: list[ShownForm]) -> None:
    assert [(form.page, form.action) for form in forms if leads_to(house, form) is None] == []


def sent_to(house: House, endpoint: str, forms: list[ShownForm]) -> list[ShownForm]:
    """The forms that lead to an endpoint, one of each shape; where no page shows one, one with nothing but a token."""
    leading = {frozenset(form.fields): form for form in forms if leads_to(house, form) == endpoint}
    bare = [ShownForm(address, address, {"csrf_token": ""}) for rule in rules(house, endpoint, "POST") for address in house.addresses(rule)[:1]]
    return list(leading.values())[:3] or bare


def spoilt(fields: dict[str, str]) -> Iterator[dict[str, object]]:
    """What is sent, with each field left out, doubled, emptied, made huge or made nonsense, and fields that are not there."""
    yield {name: value for name, value in fields.items() if name == "csrf_token"}
    invented = {"id": "1", "ambassador": "1", "is_admin": "y", "level": "named", "k": "1", "state": "released", "seats": "999999", "number": "2", "person": "1", "__class__": "x", "q1": "7", "invented[]": "x"}
    yield {**invented, **fields}
    yield {**{f"field{number}": "x" for number in range(5000)}, **fields}
    for name in fields:
        if name == "csrf_token":
            continue
        yield {other: value for other, value in fields.items() if other != name}
        for odd in ("", "x", "-1", "0", "9" * 30, "٣", "2026-02-30", "2026-10-25T02:30", "\x00", "\ud7ff\u2028\u202e", "😀" * 300, "<script>alert(1)</script>", "x" * 1_000_000, "9" * 5000):
            yield {**fields, name: odd}
        yield {**fields, name: [fields[name], "other", "\x00"]}


@ENDPOINTS
def test_whatever_is_sent_breaks_nothing(house: House, forms: list[ShownForm], endpoint: str) -> None:
    for form in sent_to(house, endpoint, forms):
        client = house.as_("ambassador")
        for sent in spoilt(form.fields | {"csrf_token": house.token(client)}):
            answer = sound(client.post(form.action, data=sent))
            if endpoint == "people.sign_out" or endpoint == "people.sign_out_everywhere" or answer.status_code == 400:
                client = house.as_("ambassador")
            if answer.status_code in (200, 303):
                house.reset()
            sent["csrf_token"] = house.token(client)


@ENDPOINTS
def test_whatever_is_uploaded_breaks_nothing(house: House, endpoint: str) -> None:
    client = house.as_("ambassador")
    for rule in rules(house, endpoint, "POST"):
        address = house.addresses(rule)[0]
        for name in ("file", "upload", "title", "csrf_token"):
            for content in (b"", b"\x00\xff", b"PK\x03\x04rubbish", b"a;b\n" * 10):
                token = house.token(client)
                sound(client.post(address, data={"csrf_token": token, name: (io.BytesIO(content), "../x.csv")}))
                client = house.as_("ambassador")


def test_error_pages_keep_the_headers_too(house: House, ambassador_of: Client) -> None:
    for address, method, code in (("/nowhere", "GET", 404), ("/static/nowhere.css", "GET", 404), ("/people/", "DELETE", 405), ("/mail/1/retry", "GET", 405)):
        answer = sound(ambassador_of.open(address, method=method))
        assert answer.status_code == code, address
        assert "<html" in answer.text


@pytest.fixture()
def ambassador_of(house: House) -> Client:
    return house.as_("ambassador")
