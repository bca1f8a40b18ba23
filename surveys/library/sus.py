"""System Usability Scale: Brooke, J. (1986), SUS: a "quick and dirty" usability scale. Free to use.

The order and the alternating polarity of the statements never change. The Swedish wording is our own and not a validated translation.
"""

from errors import N_
from surveys.library.parts import Template, both, content, page, rating, with_words
from surveys.questionnaire import Score
from surveys.questions.text import Text

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

_STATEMENTS = ("Statements about {system}", "Påståenden om {system}")
_ITEMS = tuple(rating(f"sus{place}", texts, locked=True) for place, texts in enumerate(SUS_ITEMS, 1))
_SOURCE = N_("J. Brooke, 1986, free to use. The Swedish wording is ours and not a validated translation.")

BLOCK = Template(
    "sus", N_("System Usability Scale (SUS)"), N_("Ten statements that give a score from 0 to 100 you can compare over time."),
    content(page(_STATEMENTS, *_ITEMS[:5]), page(_STATEMENTS, *_ITEMS[5:]), score=Score("sus", tuple(item.id for item in _ITEMS))), _SOURCE,
)
TEMPLATE = Template(
    "sus", N_("System Usability Scale (SUS) with two open questions"), BLOCK.about,
    with_words(
        BLOCK.questionnaire, Text("works", both("What works well for you in {system}?", "Vad fungerar bra för dig i {system}?")),
        Text("change", both("What would you change first?", "Vad skulle du ändra först?")),
    ), _SOURCE,
)
