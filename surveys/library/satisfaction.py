"""Satisfaction: the share who give 4 or 5 of 5."""

from errors import N_
from surveys.library.parts import Template, both, content, page, rating, with_words
from surveys.questionnaire import Score
from surveys.questions.text import Text

_QUESTION = rating(
    "satisfaction", ("How satisfied are you with {system} on the whole?", "Hur nöjd är du med {system} på det hela taget?"),
    (both("Very dissatisfied", "Mycket missnöjd"), both("Very satisfied", "Mycket nöjd")), locked=True,
)

BLOCK = Template("satisfaction", N_("Satisfaction"), N_("One rating from 1 to 5; the result is the share who gave 4 or 5."), content(page(("{system} today", "{system} i dag"), _QUESTION), score=Score("satisfaction", (_QUESTION.id,))))
TEMPLATE = Template("satisfaction", N_("Satisfaction with a wish"), BLOCK.about, with_words(BLOCK.questionnaire, Text("wish", both("What would make you more satisfied?", "Vad skulle göra dig mer nöjd?"))))
