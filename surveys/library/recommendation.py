"""The recommendation index: one answer from 0 to 10, in our own wording."""

from errors import N_
from surveys.library.parts import Template, both, content, page, with_words
from surveys.questionnaire import Score
from surveys.questions.scale import Scale
from surveys.questions.text import Text

_QUESTION = Scale(
    "recommend_system", both("Would you recommend {system} to a colleague with the same kind of work as yours?", "Skulle du rekommendera {system} till en kollega med samma slags arbete som du?"),
    required=True, locked=True, low_label=both("Certainly not", "Absolut inte"), high_label=both("Certainly", "Absolut"),
)
_SOURCE = N_("Our own wording. It is reckoned like the Net Promoter Score®; Net Promoter® and NPS® are registered trademarks of Bain & Company, Inc., NICE Systems, Inc. and Fred Reichheld.")

BLOCK = Template("recommendation", N_("Recommendation index"), N_("One question from 0 to 10 that gives an index from −100 to 100."), content(page(("{system} today", "{system} i dag"), _QUESTION), score=Score("recommendation", (_QUESTION.id,))), _SOURCE)
TEMPLATE = Template("recommendation", N_("Recommendation index with a reason"), BLOCK.about, with_words(BLOCK.questionnaire, Text("recommend_why", both("What is the main reason for your answer?", "Vilket är det viktigaste skälet till ditt svar?"))), _SOURCE)
