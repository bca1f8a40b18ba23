"""Which tags could be of use: the words that many comments share. Pure."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from surveys.comments.names import Names
from surveys.comments.stems import composed, words

SAMPLE = 1_000  # comments that are looked at
MOST, LEAST_COMMENTS, SHORTEST = 8, 3, 4  # suggestions; comments that share the word; letters

_SWEDISH = """
alla allt alltid alltså aldrig andra annan annat att av bara behöva behöver bli blir blivit borde bra bättre båda både började början dessa detta dem den denna deras dess det dig din dina ditt dock du där därför
då efter eftersom egen eller ens enligt ett fast fick finns finnas fler flera fram från fått få får för före förra första ganska genom gick gjort gör göra gå går gång gånger gärna ha hade han har hela helt henne hennes hit
hon honom hos hur här i ibland icke idag igen in inga ingen inget inne innan inom inte ja jag ju just kan kanske kom komma kommer kunde kunna kunnat känns lika lite läggs lägga man många med mellan men mer mera
mest mig min mina mindre mitt mot mycket måste möjligt ner nog nu nya nytt nu någon något några när nästan och också ofta olika om oss på rätt samma samt sedan sen ser sig sin sina sitt själv ska skall skulle som
speciellt stor stora så sådan sådana sådant säga säger sätt ta tar tack till tills tills tro tror trots tycker under upp ur ut utan vad var vara varför varit varje vart vem verkar vet vi vid vilka vilken vilket vill vissa
väl väldigt våra vårt vår åt än ännu är även över
"""
_ENGLISH = """
a about after again all almost also always am an and another any anything are as at back be because been before being best better between both but by can cannot come could did do does doing done don down during each easy
either else enough even ever every everything feel few find first for from get gets getting give go goes going good got great had has have having he her here hers him his how however i if in into is it its just
keep know less let like little long lot lots made make makes making many maybe me mean more most much must my need needs never new no nor not nothing now of off often ok on once one only or other our out over own
people perhaps please quite rather really right said same say see seem seems she should since so some someone something sometimes still such take than thank thanks that the their them then there these they thing
things think this those though through time to together too two under until up us use used using usually very want was way we well were what when where which while who why will with without work works would yes
yet you your
"""
STOP_WORDS = frozenset((_SWEDISH + _ENGLISH).split())


@dataclass(frozen=True)
class Suggestion:
    """A word in the form in which it is written most, and in how many of the comments it stands, where that is known."""

    word: str
    comments: int | None = None


def suggestions(texts: Iterable[str], tags: Sequence[str], names: Names) -> list[Suggestion]:
    """The words that most of the texts share, without those that say nothing, that are tags already, or that name people."""
    out = {stem for known in tags for stem in _stems(known)}
    forms: dict[str, Counter[str]] = {}
    counts: Counter[str] = Counter()
    for text in texts:
        stems = {word.sv: word.plain for word in words(composed(text)) if len(word.plain) >= SHORTEST and word.plain.isalpha() and word.plain not in STOP_WORDS}
        counts.update(stems.keys() - out)
        for stem, plain in stems.items():
            forms.setdefault(stem, Counter())[plain] += 1
    often = sorted((stem for stem, count in counts.items() if count >= LEAST_COMMENTS and not any(map(names.hold, forms[stem]))), key=lambda stem: (-counts[stem], stem))
    return [Suggestion(min(forms[stem], key=lambda form: (-forms[stem][form], len(form), form)), counts[stem]) for stem in often[:MOST]]


def _stems(text: str) -> set[str]:
    return {word.sv for word in words(composed(text))}
