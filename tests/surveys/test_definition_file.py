"""A survey's definition as a file: out and in again the same, and whatever else comes in named by its place, with nothing stored."""

import json
import re
from copy import deepcopy
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from errors import Refused
from surveys import definition_file, library, rules
from surveys.checking import checked
from surveys.questionnaire import Page, Questionnaire, Score, as_dict
from surveys.questions import Option, Question, kinds
from surveys.questions.base import KINDS
from surveys.questions.choice import Choice
from surveys.questions.text import Text
from surveys.rules import Condition, Rule
from tests.surveys.kinds import filled, questions

ROOT = Path(__file__).parents[2]
SMALL = Questionnaire((
    Page({"en": "First"}, (Choice("which", {"en": "Which?"}, options=(Option("a", {"en": "This"}), Option("b", {"en": "That"}), Option("c", {"en": "Those"}))),)),
    Page({"en": "Then"}, (Text("why", {"en": "Why {answer:which}?"}, show_if=Rule("all", (Condition("which", "is", ("a",)),))),)),
))


def askable(pages) -> Questionnaire | None:
    try:
        return checked(Questionnaire(tuple(Page({"en": f"Page {n}"}, tuple(asked)) for n, asked in enumerate(pages))))
    except Refused:
        return None


@given(st.lists(st.lists(questions, min_size=1, max_size=3), min_size=1, max_size=3), filled)
def test_what_goes_out_comes_in_the_same(pages, title):
    if content := askable(pages):
        assert definition_file.read(definition_file.written(title, content).encode()) == (title, content)


@pytest.mark.parametrize("template", [*library.TEMPLATES, *library.INSTRUMENTS], ids=lambda one: one.name)
def test_every_template_comes_in_with_its_scores(template):
    assert definition_file.read(definition_file.written("x", template.questionnaire).encode())[1] == template.questionnaire


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_however_an_editor_saves_it_it_is_read(encoding):
    assert definition_file.read(definition_file.written("Så går det 🎉", SMALL).encode(encoding)) == ("Så går det 🎉", SMALL)


def test_it_says_what_it_is_and_holds_no_number_of_the_database():
    found = json.loads(definition_file.written("Pulse", SMALL))
    assert list(found) == ["format", "version", "title", "languages", "questionnaire"]
    assert (found["format"], found["version"], found["languages"]) == ("ombord survey", 1, ["en"])


@pytest.mark.parametrize("made", [
    lambda texts: Text("why", texts),
    lambda texts: Choice("which", {"en": "Which?"}, options=(Option("a", texts), Option("b", {"en": "That"}))),
], ids=["a question", "an option"])
def test_a_text_in_thousands_of_languages_is_refused(made):
    content = Questionnaire((Page({}, (made({f"l{n}": "x" for n in range(20_000)} | {"en": "Why?"}),)),))
    with pytest.raises(Refused, match="at most 30 languages"):
        definition_file.read(json.dumps({"format": "ombord survey", "version": 1, "title": "x", "questionnaire": as_dict(content)}).encode())


def test_which_question_one_took_the_place_of_is_left_behind():
    forked = replace(SMALL, pages=(SMALL.pages[0], Page({}, (Text("why2", {"en": "Why?"}, origin="why"),))))
    assert definition_file.read(definition_file.written("x", forked).encode())[1].questions[1].origin == ""


def changed(change) -> bytes:
    found = json.loads(definition_file.written("Pulse", SMALL))
    change(found)
    return json.dumps(found).encode()


def first(found):
    return found["questionnaire"]["pages"][0]["questions"][0]


def second(found):
    return found["questionnaire"]["pages"][1]["questions"][0]


def put(where, **values):
    return lambda found: where(found).update(values)


def rule(**condition):
    return {"mode": "all", "conditions": [{"part": "which", "test": "is", "values": ["a"], **condition}]}


def sus(found):
    found["questionnaire"] = json.loads(definition_file.written("x", library.in_bank("sus").questionnaire))["questionnaire"]


def reworded(found):
    sus(found)
    found["questionnaire"]["pages"][0]["questions"][1]["text"]["en"] = "I found {system} complex."


def cut(found):
    sus(found)
    del found["questionnaire"]["pages"][1]


WRONG = [
    (lambda found: found.pop("format"), "“format” must be “ombord survey”"),
    (lambda found: found.update(format="something else"), "“format” must be “ombord survey”"),
    (lambda found: found.update(version=2), "version 2 of the format, and this Ombord reads up to version 1"),
    (lambda found: found.update(version=10**40), "this Ombord reads up to version 1"),
    (lambda found: found.update(version=0), "“version” must be 1"),
    (lambda found: found.update(version="1"), "“version” must be 1"),
    (lambda found: found.update(version=True), "“version” must be 1"),
    (lambda found: found.pop("title"), "file: “title” is missing"),
    (lambda found: found.update(title=7), "file.title: a text"),
    (lambda found: found.update(id=7), "file: “id” is not known here"),
    (lambda found: found.update(languages="en"), "file.languages: a list is needed here"),
    (lambda found: found.update(languages=["en", "sv"]), "file.languages[1]: in “sv” not every text is written; one is missing at “1”"),
    (lambda found: found.pop("questionnaire"), "questionnaire: an object with “pages” and “scores”"),
    (lambda found: found.update(questionnaire=[]), "questionnaire: an object with “pages” and “scores”"),
    (lambda found: found["questionnaire"].update(colour="red"), "questionnaire: an object with “pages” and “scores”"),
    (lambda found: found["questionnaire"].update(pages=[]), "questionnaire: A survey needs at least one question"),
    (lambda found: found["questionnaire"]["pages"].append("x"), "questionnaire.pages[2]: an object"),
    (put(first, kind="colour"), "questionnaire.pages[0].questions[0]: “kind” must be one of choice,"),
    (put(first, colour="red"), "questionnaire.pages[0].questions[0]: “colour” is not known here"),
    (put(first, required="yes"), "questionnaire.pages[0].questions[0].required: true or false is needed here"),
    (lambda found: first(found)["options"][2]["text"].update(en=7), "questionnaire.pages[0].questions[0].options[2].text.en: a text"),
    (lambda found: first(found)["options"][1].update(id="a"), "questionnaire.pages[0].questions[0]: Each option of “Which?” needs an id of its own"),
    (put(second, id="which"), "questionnaire.pages[1].questions[0]: Each question needs an id of its own"),
    (put(second, show_if=rule(part="why")), "questionnaire.pages[1].questions[0]: “Why {answer:which}?” depends on a question that comes later, or on itself"),
    (put(first, show_if=rule(part="why", test="answered", values=[])), "questionnaire.pages[0].questions[0]: “Which?” depends on a question that comes later"),
    (put(second, show_if=rule(part="nothing")), "depends on a question that is not there"),
    (put(second, show_if=rule(values=["d"])), "waits for “d”, which is no answer to “Which?”"),
    (put(second, show_if={"mode": "all", "conditions": rule()["conditions"] + rule(values=["b"])["conditions"]}), "questionnaire.pages[1].questions[0]: “Why {answer:which}?” could never be shown"),
    (put(second, text={"en": "Why {answer:later}?"}), "questionnaire.pages[1].questions[0]: “{answer:later}” is not the answer to a question on an earlier page"),
    (put(second, text={"en": "Why, {name}?"}), "a person's name is never put in"),
    (put(second, text={"en": ""}), "questionnaire.pages[1].questions[0]: Every question needs a text"),
    (put(second, text={"en": "a" * 2001}), "questionnaire.pages[1].questions[0].text.en: a text of at most 2000 characters"),
    (put(second, text={"en": "a\u0000b"}), "questionnaire.pages[1].questions[0].text.en: a text of at most 2000 characters"),
    (put(second, locked=True), "questionnaire.pages[1].questions[0]: “why” is locked, but it is not an item of an instrument"),
    (lambda found: found["questionnaire"].update(scores=[{"formula": "magic", "items": ["which"]}]), "The score “magic” is not known. Known are: sus,"),
    (lambda found: found["questionnaire"].update(scores=[{"formula": "sus", "items": ["which"]}]), "The score “sus” is made of 10 different answers on a scale from 1 to 5"),
    (lambda found: found["questionnaire"].update(scores=[{"formula": "satisfaction", "items": ["which"]}]), "The score “satisfaction” is made of 1 different answers"),
    (lambda found: found["questionnaire"].update(scores=[{"formula": "satisfaction", "items": ["gone"]}]), "questionnaire.scores[0]: the questionnaire does not ask everything"),
    (reworded, "questionnaire: The score “sus” needs the items of its instrument"),
    (cut, "questionnaire.scores[0]: the questionnaire does not ask everything"),
]


@pytest.mark.parametrize(("change", "says"), WRONG, ids=[says[:60] for _change, says in WRONG])
def test_what_is_wrong_is_named_by_its_place(change, says):
    with pytest.raises(Refused, match=re.escape(says)):
        definition_file.read(changed(change))


def test_a_score_twice_is_refused():
    def twice(found):
        sus(found)
        found["questionnaire"]["scores"] *= 2

    with pytest.raises(Refused, match="each score once"):
        definition_file.read(changed(twice))


RAW = [
    (b"", "line 1, character 1"), (b"not json", "line 1, character 1"), (b'{"format": "ombord survey",\n "version": }', "line 2, character 13"), (b"[]", "it must be one JSON object"), (b"7", "it must be one JSON object"),
    (b'{"format": "ombord survey", "version": NaN}', "“NaN” is not a number"), (b'{"version": -Infinity}', "“-Infinity” is not a number"), (b'{"version": 1, "version": 1}', "“version” stands twice"),
    (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested far too deeply"), (b"[" * 500_000, "nested far too deeply"), (b'{"version": ' + b"9" * 100_000 + b"}", "far too many digits"),
    (b"\xff\xfe\xff", "Save it as UTF-8"), (b'{"title": "\xe5"}', "Save it as UTF-8"), (b" " * 1_000_001, "larger than 1 MB"), (b"PK\x03\x04rubbish", "JSON"), (b'{"format": "ombord survey", "version": 1e999}', "“version” must be 1"),
]


@pytest.mark.parametrize(("raw", "says"), RAW, ids=[says for _raw, says in RAW])
def test_what_is_no_definition_at_all_is_told_so(raw, says):
    with pytest.raises(Refused, match=re.escape(says)):
        definition_file.read(raw)


def read(raw: bytes) -> Questionnaire | None:
    try:
        return definition_file.read(raw)[1]
    except Refused:
        return None


def slots(thing, trail=()):
    """Every place in a file."""
    for key in thing if isinstance(thing, dict) else range(len(thing)) if isinstance(thing, list) else ():
        yield (*trail, key)
        yield from slots(thing[key], (*trail, key))


FULL = json.loads(definition_file.written("Pulse", replace(library.template("data-check").questionnaire, scores=(), pages=(*library.template("data-check").questionnaire.pages, *SMALL.pages))))
ODD = [None, True, -1, 0, 1, 10**16, 1.5, "", "x", "{system}", "a" * 3000, "\ud800", [], ["x"], {}, {"en": "x"}, {"en": None}, [[]], {"mode": "any", "conditions": []}]


@given(st.sampled_from(list(slots(FULL))), st.sampled_from(ODD) | st.just("delete"))
def test_one_odd_value_anywhere_is_read_or_refused(trail, odd):
    """It never breaks, and what is read can be asked."""
    found = deepcopy(FULL)
    inside = found
    for key in trail[:-1]:
        inside = inside[key]
    if odd == "delete":
        del inside[trail[-1]]
    else:
        inside[trail[-1]] = odd
    content = read(json.dumps(found).encode())
    assert content is None or checked(content) == content


def dependent(place: int, mode: str, earlier: list[tuple[int, int]]):
    conditions = tuple(Condition(f"q{number}", "is", (f"o{value}",)) for number, value in earlier)
    return Choice(f"q{place}", {"en": f"Question {place}"}, options=tuple(Option(f"o{n}", {"en": f"Option {n}"}) for n in range(6)), show_if=Rule(mode, conditions) if conditions else None)


def test_rules_that_depend_on_ever_more_rules_are_read_in_no_time():
    """Listing every way of answering took most of a minute."""
    free = [dependent(place, "any", []) for place in range(10)]
    loose = [dependent(place, "any", [(place - n, (place - n) % 6) for n in range(1, 11)]) for place in range(10, 35)]
    strict = [dependent(place, "all", [(place - n, (place - n + 1) % 6) for n in range(1, 11)]) for place in range(35, 60)]
    whole = Questionnaire((Page({"en": "All"}, (*free, *loose, *strict)),))
    assert definition_file.read(definition_file.written("Deep", whole).encode())[1] == whole


def test_a_dead_end_is_found_behind_many_rules_that_say_the_same():
    asked = [dependent(0, "any", []), *(dependent(place, "any", [(0, 0), (0, 1), (0, 2)]) for place in range(1, 10))]
    never = dependent(10, "all", [*((place, 1) for place in range(1, 10)), (0, 5)])
    with pytest.raises(Refused, match="could never be shown"):
        checked(Questionnaire((Page({}, (*asked, never)),)))


@given(st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_are_refused(raw):
    with pytest.raises(Refused):
        definition_file.read(raw)


DOCUMENT = (ROOT / "docs" / "definitions.md").read_text()


def described(heading: str) -> set[str]:
    """The fields in the table below a heading of the document."""
    section = re.split(rf"^#+ {re.escape(heading)}(?!\w).*$", DOCUMENT, maxsplit=1, flags=re.M)
    assert len(section) == 2, f"docs/definitions.md says nothing of {heading}"
    return set(re.findall(r"^\| `(\w+)` \|", re.split(r"^#", section[1], maxsplit=1, flags=re.M)[0], re.M))


def names(kind) -> set[str]:
    return {one.name for one in fields(kind)}


class TestDocument:
    """docs/definitions.md against the dataclasses, so that it cannot go stale."""

    @pytest.mark.parametrize(("heading", "kind"), [("Every question", Question), ("An option", Option), ("A rule", Rule), ("A condition", Condition), ("A score", Score)], ids=lambda one: one if isinstance(one, str) else "")
    def test_it_describes_the_fields_of_each_thing(self, heading, kind):
        assert described(heading) == names(kind) | ({"kind"} if kind is Question else set())

    def test_it_describes_the_file(self):
        assert described("The file") == names(definition_file.Heading) | {"questionnaire"}
        assert described("A questionnaire") == names(Questionnaire)
        assert described("A page") == names(Page)

    @pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.kind)
    def test_it_describes_what_each_kind_has_besides(self, kind):
        assert described(f"`{kind.kind}`") == names(kind) - names(Question)

    def test_it_names_every_kind_test_and_formula_and_no_other(self):
        from surveys.scores import FORMULAS

        assert set(re.findall(r"^### `(\w+)`", DOCUMENT, re.M)) == set(KINDS)
        assert all(f"`{word}`" in DOCUMENT for word in (*FORMULAS, *rules.TESTS, *rules.MODES))

    def test_its_example_can_be_brought_in(self):
        [example] = re.findall(r"```json\n(.*?)```", DOCUMENT, re.S)
        assert definition_file.read(example.encode())[1].languages == ["en", "sv"]
