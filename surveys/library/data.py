"""How it stands with the data in the product and with the routines around it."""

from errors import N_
from surveys.library.parts import AGREE, Template, both, content, option, page
from surveys.questions.choices import Choices
from surveys.questions.matrix import Matrix
from surveys.questions.text import Text
from surveys.questions.yes_no import YesNo

TEMPLATE = Template(
    "data-check", N_("Data and routine check"), N_("Whether people can rely on what stands in the CRM, where they keep things besides it, and whether they know who writes down what."),
    content(
        page(
            ("The data in {system}", "Uppgifterna i {system}"),
            Matrix(
                "data", both("How far do you agree?", "Hur väl instämmer du?"), required=True, low_label=AGREE[0], high_label=AGREE[1],
                statements=(
                    option("there", "The companies and people I work with are in {system}.", "De företag och personer jag arbetar med finns i {system}."),
                    option("right", "What stands there about them is right and up to date.", "Det som står där om dem är rätt och aktuellt."),
                    option("once", "Each of them is there only once.", "Var och en av dem finns där bara en gång."),
                    option("found", "I find what I look for within a minute.", "Jag hittar det jag söker inom en minut."),
                ),
            ),
            Choices(
                "elsewhere", both("Where else do you keep notes about customers?", "Var antecknar du annars om kunder?"), required=True,
                options=(
                    option("sheets", "In spreadsheets", "I kalkylblad"), option("mail", "In my mail", "I min e-post"), option("paper", "On paper", "På papper"),
                    option("system", "In another system", "I ett annat system"), option("nowhere", "Nowhere else", "Ingen annanstans", last=True), option("other", "Somewhere else, namely", "Någon annanstans, nämligen", last=True, namely=True),
                ),
            ),
        ),
        page(
            ("The routines", "Rutinerna"),
            YesNo("who_writes", both("Do you know what is to be registered in {system}, by whom and when?", "Vet du vad som ska registreras i {system}, av vem och när?"), required=True),
            Text("routines", both("Which routine works well, and which one is missing?", "Vilken rutin fungerar bra, och vilken saknas?")),
        ),
    ),
)
