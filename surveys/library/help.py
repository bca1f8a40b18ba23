"""Which workshop helps with which step of the change pulse: our own advice, to begin from. {system} is the product's name."""

from dataclasses import dataclass

from surveys.library.change import PULSE
from surveys.library.parts import both
from surveys.questionnaire import SYSTEM
from surveys.questions import Texts, in_language


@dataclass(frozen=True)
class Workshop:
    title: Texts
    purpose: Texts  # what people will know or be able to do afterwards

    def said(self, system: str, language: str) -> tuple[str, str]:
        """Title and purpose in a language."""
        title, purpose = (in_language(text, language).replace(SYSTEM, system) for text in (self.title, self.purpose))
        return title, purpose


_WORKSHOPS = (
    Workshop(
        both("Why we are changing to {system}", "Varför vi byter till {system}"),
        both(
            "Afterwards everybody can say in their own words why we are changing to {system}, and what it makes better for them and for our customers.",
            "Efteråt kan alla med egna ord säga varför vi byter till {system}, och vad det gör bättre för dem själva och för våra kunder.",
        ),
    ),
    Workshop(
        both("What {system} should do for us", "Vad {system} ska göra för oss"),
        both(
            "Afterwards everybody has said what would make {system} worth the effort for them, and has chosen a part of the work that is theirs.",
            "Efteråt har alla sagt vad som skulle göra {system} värt mödan för dem, och valt en del av arbetet som blir deras.",
        ),
    ),
    Workshop(
        both("Our own tasks in {system}", "Våra egna uppgifter i {system}"),
        both(
            "Afterwards everybody has done their three most usual tasks in {system} themselves, with somebody to ask beside them.",
            "Efteråt har alla själva gjort sina tre vanligaste uppgifter i {system}, med någon att fråga bredvid sig.",
        ),
    ),
    Workshop(
        both("{system} in our working day", "{system} i vår arbetsdag"),
        both(
            "Afterwards we have agreed what we do in {system} from now on, when in the day we do it, and what we stop doing beside it.",
            "Efteråt har vi kommit överens om vad vi från och med nu gör i {system}, när på dagen vi gör det, och vad vi slutar göra vid sidan av.",
        ),
    ),
    Workshop(
        both("Help that stays", "Hjälp som blir kvar"),
        both(
            "Afterwards everybody knows whom to ask about {system}, when there is time for questions, and how we tell each other what works.",
            "Efteråt vet alla vem de kan fråga om {system}, när det finns tid för frågor, och hur vi berättar för varandra vad som fungerar.",
        ),
    ),
)

WORKSHOPS = dict(zip(PULSE.questionnaire.scores[0].items, _WORKSHOPS, strict=True))  # by the part that is the step
