"""A house full of life for the tests that walk all routes: the demo's story, an address for each route, and the forms its pages show."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import flask
from sqlite_utils import Database
from werkzeug.routing import Rule

import storage
from app import create_app
from config import Config, from_environment
from demo import story
from mail import links
from mail.model import Link
from people import actions as people_actions
from people import store as people_store
from surveys import actions as survey_actions
from surveys.model import ANONYMOUS, LINK, NAMED, Settings
from tests.conftest import Client
from workshops import store as workshops_store
from workshops.model import DELEGATED, MAIL, NEED_DECISION, UNINVITED, Reply

ODD_NUMBERS = (0, 999_999_999, 2**63, 10**40)
ODD_WORDS = ("x", "0", "a" * 3000, "%00", "%0d%0aX-Evil:%201", "..%2f..%2fetc%2fpasswd", "%ff%fe", "å", "%F0%9F%98%80", "<script>", "' or 1=1 --", "{{7*7}}", "%ED%A0%80")


def examples(db: Database, config: Config) -> dict[str, list[dict[str, object]]]:
    """What stands for the parameters of an address, by the beginning of its rule. A new kind of thing adds its line here."""

    def found(query: str) -> list[dict[str, object]]:
        return list(db.query(query))

    def tokens(kind: str, query: str) -> list[dict[str, object]]:
        return [{"token": links.token(config, Link(kind, row["number"], row["version"]))} for row in db.query(query)]

    return {
        "": [{}],
        "/static/<filename>": [{"filename": "css/base.css"}],
        "/start/<code>": [{"code": "nonsense"}],
        "/in/<token>": tokens("sign-in", "select 1 as number, 0 as version"),
        "/people/<number>": found("select id as number from person order by ambassador desc, id limit 3"),
        "/people/kinds/<number>": found("select id as number from dimension"),
        "/people/groups/<number>": found("select id as number from groups limit 2"),
        "/people/import/<draft>": [{"draft": "nonsense"}],
        "/settings/ambassadors/<number>": found("select id as number from person order by ambassador desc, id limit 2"),
        "/surveys/<number>": found("select id as number from survey"),
        "/surveys/<number>/pages/<page>": found("select max(id) as number, 1 as page from survey"),
        "/surveys/<number>/questions/<question_id>": found("select max(id) as number, 'works' as question_id from survey"),
        "/surveys/<number>/charts/<key>": found("select survey_id as number, 'trend-score-sus' as key from wave where state = 'closed' group by survey_id having count(*) > 1"),
        "/surveys/<number>/favourites/<favourite_id>": found("select (select max(id) from survey) as number, id as favourite_id from favourite"),
        "/waves/<number>": found("select id as number from wave"),
        "/waves/<number>/charts/<key>": found("select id as number, 'question-works' as key from wave where state = 'closed' limit 2"),
        "/waves/<number>/mails/<kind>/<code>": found("select id as number, 'reminder' as kind, 'en' as code from wave where state <> 'closed' order by opened_at is not null limit 2"),
        "/waves/<number>/comments/<comment>": found("select wave_id as number, lower(hex(id)) as comment from comment group by wave_id, phrase is null limit 2"),
        "/invitations/<number>": found("select id as number from survey_invitation order by id desc limit 1"),
        "/s/<token>": tokens("survey", "select id as number, link_version as version from survey_invitation group by wave_id, used")[:8],
        "/r/<code>": [{"code": links.token(config, Link("room", row["number"], row["version"]))} for row in db.query("select id as number, link_version as version from wave where access = 'link'")],
        "/workshops/<number>": found("select id as number from workshop"),
        "/workshops/<number>/invitations/<invitation_id>": found("select workshop_id as number, id as invitation_id from workshop_invitation group by workshop_id"),
        "/workshops/<number>/replies/<reply_id>": found("select workshop_id as number, id as reply_id from workshop_reply where outcome <> 'counted'"),
        "/workshops/<number>/record/<things>": found("select id as number, 'decisions' as things from workshop limit 1"),
        "/w/<token>": tokens("workshop", "select id as number, link_version as version from workshop_invitation group by workshop_id")[:8],
        "/w/<token>/<given>": [one | {"given": given} for given in ("yes", "no") for one in tokens("workshop", "select id as number, link_version as version from workshop_invitation group by workshop_id, answer")[:8]],
        "/w/<token>/<form>": [one | {"form": "google"} for one in tokens("workshop", "select id as number, link_version as version from workshop_invitation group by workshop_id")[:8]],
        "/feed/<token>": [
            *tokens("feed", "select id as number, feed_version as version from person order by ambassador desc, id limit 4"), *tokens("plan", "select id as number, plan_version as version from person where ambassador"),
        ],
        "/outcomes/<number>": found("select min(id) as number from outcome group by kind"),
        "/documents/workshops/<number>": found("select id as number from workshop"),
        "/mail/<number>": found("select max(id) as number from outbox where kind <> 'survey reminder' group by kind, state"),
    }


def fitting(examples: dict[str, list[dict[str, object]]], rule: Rule) -> list[dict[str, object]]:
    """What stands for the parameters of a rule: of the longest beginning that fits."""
    return examples[max((key for key in examples if plainly(rule).startswith(key)), key=len)]


def plainly(rule: Rule) -> str:
    """A rule with nothing but the names of its parameters."""
    return re.sub(r"<(?:[^<>]*:)?(\w+)>", r"<\1>", rule.rule)


def url(app: flask.Flask, rule: Rule, values: dict[str, object]) -> str:
    with app.test_request_context():
        return flask.url_for(rule.endpoint, _method=next(iter(rule.methods or {"GET"})), **{name: values[name] for name in rule.arguments})


def in_progress(db: Database, told: story.Story) -> None:
    """What the story has only finished: a round being planned, a survey being written, an open named round, one that is answered by a link, and answers that wait for a decision."""
    [workshop, *_later] = workshops_store.coming(db, story.TODAY)
    one, *_others = workshops_store.invitations(db, workshop.id)
    said = Reply(workshop_id=workshop.id, invitation_id=one.id, at=story.TODAY, via=MAIL, sender=one.email, attendee=one.email, method="REPLY", answer="yes", sequence=0, comment="Gladly.", outcome="")
    for outcome in NEED_DECISION:
        invitation = None if outcome == UNINVITED else one.id
        workshops_store.insert_reply(db, replace(said, outcome=outcome, invitation_id=invitation, proposed_starts=workshop.starts_at, proposed_ends=workshop.ends_at, delegate="new.person@nordverk.example.com" if outcome == DELEGATED else ""))
    settings = Settings(NAMED, 5, 10, None, datetime(2026, 12, 24, 17), "Europe/Stockholm")
    planned, asked, _written = (survey_actions.new_survey(db, "sus", title, story.TODAY) for title in ("Planned", "Asked", "Being written"))
    survey_actions.keep_favourite(db, planned, "works")
    survey_actions.save_wave(db, planned, None, settings, story.TODAY)
    survey_actions.start(db, survey_actions.save_wave(db, asked, None, settings, story.TODAY), told.ambassador(), told.company(), story.TODAY)
    survey_actions.ask_by_link(db, asked, Settings(ANONYMOUS, 5, 10, None, datetime(2026, 12, 24, 17), "Europe/Stockholm", share_results=True, access=LINK), told.ambassador(), told.company(), story.TODAY)


class House:
    """The app on a filled database of its own, which can be put back as it was."""

    def __init__(self, folder: Path) -> None:
        self.config = from_environment({"OMBORD_DATA": str(folder), "OMBORD_KEY": "a key that only the tests know, ever"})
        self.app = create_app(self.config, lambda: story.TODAY)
        self.app.test_client_class = Client
        self.app.testing = True
        with self.app.app_context(), storage.opened(self.config.database) as db:
            told = story.Story(db, self.config, "en")
            told.tell()
            in_progress(db, told)
            storage.forget_deleted(db)
            self.secrets = {who: people_actions.start_session(db, number, story.TODAY) for who, number in self._people(db).items()}
            self.examples = examples(db, self.config)
        shutil.copy(self.config.database, folder / "as-it-was.db")
        self.rules = [rule for rule in self.app.url_map.iter_rules() if rule.endpoint != "static"]

    def _people(self, db: Database) -> dict[str, int]:
        return {"ambassador": people_store.ambassadors(db)[0].id, "person": next(one.id for one in people_store.people(db) if not one.ambassador)}

    def reset(self) -> None:
        for suffix in ("-wal", "-shm"):
            self.config.database.with_name(f"ombord.db{suffix}").unlink(missing_ok=True)
        shutil.copy(self.config.data / "as-it-was.db", self.config.database)

    def as_(self, who: str) -> Client:
        """A browser: of a stranger, a person or an ambassador."""
        client: Client = self.app.test_client()
        if who in self.secrets:
            with client.session_transaction() as session:
                session["secret"] = self.secrets[who]
        return client

    def token(self, client: Client) -> str:
        """A token against forged requests that is right for this browser."""
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/mail/mine").text or "") or re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/sign-in").text)
        assert found, "no page gives a token"
        return found.group(1)

    def addresses(self, rule: Rule) -> list[str]:
        """Where a rule leads on this database. Fails with what to do when nobody has said."""
        values = fitting(self.examples, rule)
        missing = rule.arguments - set(values[0] if values else ()) if values else {"a row in the demo's story"}
        assert not missing, f"{rule.rule}: say in tests/filled.py what stands for {', '.join(sorted(missing))}"
        return [url(self.app, rule, value) for value in values]

    def odd_addresses(self, rule: Rule) -> Iterator[str]:
        """The same with one parameter odd, written as it would come over the wire."""
        plain, values = plainly(rule), fitting(self.examples, rule)[0]
        for name in rule.arguments:
            for odd in ODD_NUMBERS if isinstance(values[name], int) else ODD_WORDS:
                yield re.sub(r"<(\w+)>", lambda found, name=name, odd=odd: str(odd if found.group(1) == name else values[found.group(1)]), plain)  # type: ignore[misc]

    def dump(self) -> dict[str, list[tuple[object, ...]]]:
        """All that is stored, but for when a session was last seen."""
        with storage.opened(self.config.database) as db:
            return {table: db.execute(f"select * from [{table}]").fetchall() for table in db.table_names() if table != "session"}


@dataclass
class ShownForm:
    """A form of a page, with what it would send if nothing were changed."""

    page: str
    action: str
    fields: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """The POST forms of a page, one for each place to which its buttons send it."""

    def __init__(self, page: str, text: str) -> None:
        super().__init__()
        self.page, self.forms, self.inside, self.select, self.area = page, list[ShownForm](), False, "", ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self.inside = given.get("method", "get").lower() == "post"
            if self.inside:
                self.forms.append(ShownForm(self.page, given.get("action") or self.page))
                self.places = dict[str, None]()
        elif not self.inside:
            return
        elif tag == "select":
            self.select = name
        elif tag == "textarea":
            self.area = name
            self.forms[-1].fields[name] = ""
        elif tag == "option" and self.select and ("selected" in given or self.select not in self.forms[-1].fields):
            self.forms[-1].fields[self.select] = given.get("value", "")
        elif tag == "button":
            self.places[given.get("formaction") or self.forms[-1].action] = None
            if name:
                self.forms[-1].fields.setdefault(name, given.get("value", ""))
        elif tag == "input" and name and (given.get("type") not in ("radio", "checkbox") or "checked" in given or name not in self.forms[-1].fields):
            self.forms[-1].fields[name] = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self.inside:
            self.inside = False
            shown = self.forms.pop()
            self.forms += [ShownForm(self.page, urldefrag(urljoin(self.page, place)).url, dict(shown.fields)) for place in self.places]
        elif tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""

    def handle_data(self, data: str) -> None:
        if self.inside and self.area:
            self.forms[-1].fields[self.area] += data
