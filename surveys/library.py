"""The templates that surveys begin with: instruments and ready questions, in English and Swedish."""

from dataclasses import dataclass

from errors import N_, Refused
from surveys.questionnaire import Page, Questionnaire, Score
from surveys.questions import Question, Texts
from surveys.questions.rating import Rating
from surveys.questions.text import Text

AGREE_5: tuple[Texts, Texts] = ({"en": "Strongly disagree", "sv": "Instämmer inte alls"}, {"en": "Strongly agree", "sv": "Instämmer helt"})
AGREE_7 = AGREE_5

# Brooke, J. (1986). SUS: a "quick and dirty" usability scale. Free to use. Order and alternating polarity never change.
# The Swedish wording is our own and not a validated translation.
SUS_ITEMS: tuple[tuple[str, str], ...] = (
    ("I think that I would like to use {system} frequently.", "Jag tror att jag skulle vilja använda {system} ofta."),
    ("I found {system} unnecessarily complex.", "Jag tyckte att {system} var onödigt komplicerat."),
    ("I thought {system} was easy to use.", "Jag tyckte att {system} var lätt att använda."),
    ("I think that I would need the support of a technical person to be able to use {system}.", "Jag tror att jag skulle behöva hjälp av en tekniskt kunnig person för att kunna använda {system}."),
    ("I found the various functions in {system} were well integrated.", "Jag tyckte att de olika funktionerna i {system} hängde väl ihop."),
    ("I thought there was too much inconsistency in {system}.", "Jag tyckte att det fanns för mycket som var motsägelsefullt i {system}."),
    ("I would imagine that most people would learn to use {system} very quickly.", "Jag kan tänka mig att de flesta skulle lära sig att använda {system} mycket snabbt."),
    ("I found {system} very cumbersome to use.", "Jag tyckte att {system} var mycket omständligt att använda."),
    ("I felt very confident using {system}.", "Jag kände mig mycket trygg när jag använde {system}."),
    ("I needed to learn a lot of things before I could get going with {system}.", "Jag behövde lära mig mycket innan jag kunde komma igång med {system}."),
)

# Lewis, J. R., Utesch, B. S. & Maher, D. E. (2013). UMUX-LITE: when there's no time for the SUS.
UMUX_ITEMS: tuple[tuple[str, str], ...] = (
    ("{system}'s capabilities meet my requirements.", "Det som {system} kan uppfyller mina behov."),
    ("{system} is easy to use.", "{system} är lätt att använda."),
)


@dataclass(frozen=True)
class Template:
    key: str
    name: str
    about: str
    questionnaire: Questionnaire


def template(key: str) -> Template:
    """The template of that key. Raises Refused, naming those there are."""
    for one in TEMPLATES:
        if one.key == key:
            return one
    raise Refused("There is no template “%(key)s”; there are %(keys)s.", field="template", key=key, keys=", ".join(one.key for one in TEMPLATES))


def _items(prefix: str, texts: tuple[tuple[str, str], ...], high: int, ends: tuple[Texts, Texts]) -> tuple[Question, ...]:
    return tuple(Rating(f"{prefix}{i}", {"en": en, "sv": sv}, required=True, locked=True, low=1, high=high, low_label=ends[0], high_label=ends[1]) for i, (en, sv) in enumerate(texts, 1))


def _scale(key: str, en: str, sv: str, low: Texts, high: Texts) -> Rating:
    return Rating(key, {"en": en, "sv": sv}, required=True, low=1, high=5, low_label=low, high_label=high)


def _sus() -> Questionnaire:
    items = _items("sus", SUS_ITEMS, 5, AGREE_5)
    statements = {"en": "Statements about {system}", "sv": "Påståenden om {system}"}
    words: tuple[Question, ...] = (
        Text("works", {"en": "What works well for you in {system}?", "sv": "Vad fungerar bra för dig i {system}?"}),
        Text("change", {"en": "What would you change first?", "sv": "Vad skulle du ändra först?"}),
    )
    return Questionnaire(
        (Page(statements, items[:5]), Page(statements, items[5:]), Page({"en": "In your own words", "sv": "Med dina egna ord"}, words)),
        (Score("sus", tuple(item.id for item in items)),),
    )


def _umux() -> Questionnaire:
    items = _items("umux", UMUX_ITEMS, 7, AGREE_7)
    word = Text("why", {"en": "What is the most important reason for your answers?", "sv": "Vilken är den viktigaste anledningen till dina svar?"})
    return Questionnaire((Page({"en": "{system} today", "sv": "{system} i dag"}, (*items, word)),), (Score("umux_lite", tuple(item.id for item in items)),))


def _evaluation() -> Questionnaire:
    disagree, agree = AGREE_5
    ratings = (
        _scale("relevance", "The workshop was relevant to my work.", "Workshoppen var relevant för mitt arbete.", disagree, agree),
        _scale("clarity", "What was shown was clear.", "Det som visades var tydligt.", disagree, agree),
        _scale("time", "The time was well used.", "Tiden användes väl.", disagree, agree),
        _scale("recommend", "I would recommend the workshop to a colleague.", "Jag skulle rekommendera workshoppen till en kollega.", disagree, agree),
    )
    word = Text("differently", {"en": "What will you do differently from now on?", "sv": "Vad kommer du att göra annorlunda från och med nu?"})
    return Questionnaire((Page({"en": "The workshop", "sv": "Workshoppen"}, (*ratings, word)),))


def _blank() -> Questionnaire:
    return Questionnaire((Page({"en": "Your thoughts", "sv": "Dina tankar"}, (Text("open1", {"en": "What is on your mind about {system}?", "sv": "Vad tänker du om {system}?"}),)),))


TEMPLATES = (
    Template("sus", N_("System Usability Scale (SUS) with two open questions"), N_("Ten statements that give a score from 0 to 100 you can compare over time. About three minutes. J. Brooke, 1986; the Swedish wording is not a validated translation."), _sus()),
    Template("umux-lite", N_("Pulse: UMUX-Lite"), N_("Two statements and one open question, for asking often. About one minute. Lewis, Utesch & Maher, 2013."), _umux()),
    Template("evaluation", N_("Workshop evaluation"), N_("Four ratings and what people will do differently. About two minutes."), _evaluation()),
    Template("open", N_("Open questions"), N_("Starts with one open question; add your own."), _blank()),
)
