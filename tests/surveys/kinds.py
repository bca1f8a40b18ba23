"""Questions of every kind, and what somebody may answer to them: strategies for tests that make them up."""

from dataclasses import replace
from datetime import date

from hypothesis import assume
from hypothesis import strategies as st

from errors import Refused
from surveys import questionnaire
from surveys.checking import checked
from surveys.questionnaire import Page, Questionnaire
from surveys.questions import DECLINED, Option, Part, Question
from surveys.questions.choice import Choice
from surveys.questions.choices import Choices
from surveys.questions.date import Day
from surveys.questions.line import Line
from surveys.questions.matrix import Matrix
from surveys.questions.note import Note
from surveys.questions.number import Number
from surveys.questions.ranking import Ranking
from surveys.questions.rating import Rating
from surveys.questions.scale import Scale
from surveys.questions.text import Text
from surveys.questions.yes_no import YesNo
from surveys.rules import ALL, ANSWERED, ANY, AT_LEAST, IS, IS_NOT, Condition, Rule

CAST = "ÅÄÖåäöß語🎉שלום"  # letters beyond a to z, an emoji, and words from right to left
signs = st.characters(codec="utf-8", blacklist_categories=("Cc", "Cs", "Zl", "Zp"), blacklist_characters="{}\x85") | st.sampled_from(CAST)
filled = st.text(signs, max_size=40).filter(lambda text: text.strip())
texts = st.dictionaries(st.sampled_from(["en", "sv"]), filled, min_size=1)
ids = st.from_regex(r"[a-z][a-z0-9_]{0,11}", fullmatch=True)


@st.composite
def options(draw, least=2, namely=False):
    keys = draw(st.lists(ids | st.from_regex(r"[0-9]{1,3}", fullmatch=True), min_size=least, max_size=6, unique=True))
    labels = [draw(st.dictionaries(st.sampled_from(["en", "sv"]), filled | st.sampled_from(keys), min_size=1)) for _ in keys]  # an option may be called what another's id is
    apart = [{language: f"{text} {place}" if place else text for language, text in label.items()} for place, label in enumerate(labels)]
    return tuple(Option(key, text, draw(st.booleans()), namely and place == len(keys) - 1) for place, (key, text) in enumerate(zip(keys, apart, strict=True)))


def common(kind, **own):
    return st.builds(kind, id=ids, text=texts, required=st.booleans(), hint=st.just({}) | texts, **own)


@st.composite
def scales(draw, kind, **own):
    low = draw(st.integers(0, 3))
    return draw(common(kind, low=st.just(low), high=st.integers(low + 1, low + 10), low_label=texts, high_label=texts, **own))


@st.composite
def numbers(draw):
    low = draw(st.integers(-1000, 1000))
    return draw(common(Number, low=st.just(low), high=st.integers(low + 1, low + 5000), decimals=st.integers(0, 3), unit=st.just({}) | texts))


@st.composite
def days(draw):
    first = draw(st.dates(date(1950, 1, 1), date(2050, 1, 1)))
    return draw(common(Day, earliest=st.just(first), latest=st.dates(date.fromordinal(first.toordinal() + 1), date(2060, 1, 1))))


namely = st.booleans().flatmap(lambda wanted: options(namely=wanted))
ratings = scales(Rating)
choices = common(Choice, options=namely, shuffle=st.booleans())
words = common(Text, most=st.integers(1, 3000))
each = (
    ratings, choices, words, common(Scale, low_label=texts, high_label=texts), common(YesNo), common(Choices, options=namely, shuffle=st.booleans(), most=st.integers(0, 2)),
    scales(Matrix, statements=options(least=1)), common(Ranking, options=options(), shuffle=st.booleans()), numbers(), days(), common(Line, most=st.integers(1, 200)), common(Note),
)
questions = st.one_of(*each)


@st.composite
def answered(draw, question: Question) -> dict[str, str]:
    """What somebody fills in who answers the question as it asks to be answered."""
    parts = {part.id: part for part in question.parts()}
    if isinstance(question, Ranking):
        return dict(zip(parts, map(str, draw(st.permutations(range(1, len(parts) + 1)))), strict=True))
    if isinstance(question, Number):
        steps = 10**question.decimals
        return {question.id: f"{draw(st.integers(question.low * steps, question.high * steps)) / steps:.{question.decimals}f}"}
    if isinstance(question, Day):
        return {question.id: draw(st.dates(question.earliest, question.latest)).isoformat()}
    if isinstance(question, Choices):
        ticks = [name for name, part in parts.items() if not part.words]
        given = dict.fromkeys(draw(st.lists(st.sampled_from(ticks), min_size=1, max_size=question.most or len(ticks), unique=True)), "1")
    else:
        given = {name: draw(st.sampled_from(part.values)) for name, part in parts.items() if not part.words}
    wordy = [part for part in parts.values() if part.words]
    return given | {part.id: draw(filled).strip()[: part.most].strip() or "x" for part in wordy}


@st.composite
def given_to(draw, question: Question) -> dict[str, str]:
    """The same, or nothing, or “I'd rather not say”."""
    how = draw(st.sampled_from(["answered", "answered", "declined", "nothing"]))
    if how == "answered":
        return draw(answered(question))
    declining = [part.id for part in question.parts()] if isinstance(question, Matrix) else [question.declining]
    return dict.fromkeys(declining, DECLINED) if how == "declined" and question.parts() else {}


@st.composite
def rules(draw, before: list[tuple[Question, Part]]):
    """A rule on earlier answers that can come true."""
    conditions = []
    for asked, part in draw(st.lists(st.sampled_from(before), min_size=1, max_size=2, unique_by=lambda found: found[0].id)):
        value = draw(st.sampled_from(part.values)) if part.values and not isinstance(asked, Number | Day) else ""
        test = draw(st.sampled_from([IS, IS_NOT, ANSWERED, *([AT_LEAST] if part.numeric else [])] if value else [ANSWERED]))
        conditions.append(Condition(part.id, test, (value,) if test != ANSWERED else ()))
    return Rule(draw(st.sampled_from([ALL, ANY])), tuple(conditions))


@st.composite
def questionnaires(draw):
    """A questionnaire that can be asked: pages, rules, answers put into later texts, English everywhere and Swedish here and there."""
    asked = draw(st.lists(questions, min_size=2, max_size=6, unique_by=lambda question: question.id))
    pages, before = [], list[tuple[Question, Part]]()
    while asked:
        size = draw(st.integers(1, 3))
        page, asked = asked[:size], asked[size:]
        earlier, ready = [question for question, _part in before], []
        for question in page:
            mended = replace(question, text={"en": "Why? "} | question.text)
            if earlier and draw(st.booleans()):
                mended = replace(mended, text={language: f"{text} {{answer:{draw(st.sampled_from(earlier)).id}}}" for language, text in mended.text.items()})
            if before and draw(st.booleans()):
                mended = replace(mended, show_if=draw(rules(before)))
            ready.append(mended)
            before += [(mended, part) for part in mended.parts()]
        pages.append(Page(draw(texts), tuple(ready)))
    try:
        return checked(questionnaire.of_dict(in_english(questionnaire.as_dict(Questionnaire(tuple(pages))))))
    except Refused:
        assume(False)


def in_english(found):
    """A definition with every text in English too, so that it may be opened."""
    if isinstance(found, list):
        return [in_english(one) for one in found]
    if not isinstance(found, dict):
        return found
    return {"en": found["sv"]} | found if "sv" in found else {name: in_english(one) for name, one in found.items()}


@st.composite
def forms(draw, content: Questionnaire) -> dict[str, str]:
    """What somebody fills in, also into fields that no rule would have shown; what must be answered and is not is declined."""
    given = {name: raw for question in content.asking for name, raw in draw(given_to(question)).items()}
    found = questionnaire.filled(content, given)
    for question in content.asking:
        if question.id in found.wrong:
            given = {name: raw for name, raw in given.items() if name not in question.fields} | declined(question)
    return given


def declined(question: Question) -> dict[str, str]:
    return dict.fromkeys([part.id for part in question.parts()] if isinstance(question, Matrix) else [question.declining], DECLINED)
