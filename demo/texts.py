"""What the invented company says, in English and Swedish."""

from dataclasses import dataclass

COMPANY = {"en": "Nordverk", "sv": "Nordverk AB"}

GROUPS = (  # name, size, how much they like the new CRM (added to every agreeable answer)
    ({"en": "Sales", "sv": "Försäljning"}, 17, 0.1),
    ({"en": "Service", "sv": "Service"}, 13, -0.5),
    ({"en": "Customer support", "sv": "Kundtjänst"}, 11, 0.3),
    ({"en": "Projects", "sv": "Projekt"}, 9, -0.2),
    ({"en": "Marketing", "sv": "Marknad"}, 6, 0.5),
    ({"en": "Finance", "sv": "Ekonomi"}, 4, 0.0),
)
ROLES = ({"en": "Employee", "sv": "Medarbetare"}, {"en": "Team leader", "sv": "Gruppledare"})
HEADINGS = {"en": "User ID,First name,Last name,Primary group,Role,Office", "sv": "Användar-ID,Förnamn,Efternamn,Primärgrupp,Roll,Ort"}
OFFICES = ("Luleå", "Umeå", "Sundsvall")

FIRST_NAMES = (
    "Karin", "Johan", "Fatima", "Erik", "Sara", "Mikael", "Linnéa", "Amir", "Eva", "Anders", "Ida", "Björn", "Nadia", "Lars", "Elin", "Oskar", "Maja", "Henrik", "Leila", "Per",
    "Hanna", "Gustav", "Petra", "Daniel", "Anna", "Jonas", "Frida", "Tomas", "Aisha", "Magnus", "Emma", "Viktor", "Lena", "Samir", "Klara", "Stefan", "Ebba", "Niklas", "Moa", "Rolf",
    "Ulrika", "Simon", "Inger", "Filip", "Yasmin", "Göran", "Tove", "Adam", "Birgitta", "Kalle", "Signe", "Isak", "Malin", "Hugo", "Annika", "Emil", "Siv", "Patrik", "Åsa", "Nils",
)
LAST_NAMES = ("Lindgren", "Berg", "Sandström", "Nyberg", "Hassan", "Forsberg", "Wikström", "Ek", "Holm", "Lundqvist", "Nilsson", "Åkerlund", "Sjöberg", "Rahimi", "Öberg", "Strand", "Hedlund", "Norén", "Dahl", "Engström")

SURVEY = {"en": "How well does the CRM work for you?", "sv": "Hur bra fungerar CRM-systemet för dig?"}

WORKS = (
    {"en": "All notes about a customer are in one place at last.", "sv": "Äntligen finns alla anteckningar om en kund på ett ställe."},
    {"en": "I find a contact in seconds.", "sv": "Jag hittar en kontakt på några sekunder."},
    {"en": "The mail link saves me a lot of copying.", "sv": "Mejlkopplingen sparar mycket kopierande."},
    {"en": "Seeing what colleagues promised the customer.", "sv": "Att se vad kollegorna har lovat kunden."},
    {"en": "The diary on my phone.", "sv": "Dagboken i mobilen."},
    {"en": "The sales list for the Monday meeting.", "sv": "Säljlistan inför måndagsmötet."},
    {"en": "Good search.", "sv": "Bra sökning."},
    {"en": "That old cases can be found again.", "sv": "Att gamla ärenden går att hitta igen."},
)
CHANGE = (
    {"en": "Too many fields that nobody fills in.", "sv": "För många fält som ingen fyller i."},
    {"en": "I do not know when a sale should be moved to the next stage.", "sv": "Jag vet inte när en försäljning ska flyttas till nästa steg."},
    {"en": "The Outlook add-in is missing on my computer.", "sv": "Outlook-tillägget saknas på min dator."},
    {"en": "Duplicates of companies. Who cleans up?", "sv": "Dubbletter av företag. Vem städar?"},
    {"en": "Show me how others do it; I guess most of the time.", "sv": "Visa hur andra gör; jag gissar för det mesta."},
    {"en": "Less reporting in two systems.", "sv": "Mindre dubbelrapportering."},
    {"en": "More time to practise.", "sv": "Mer tid att öva."},
    {"en": "It is slow out at customers.", "sv": "Det går långsamt ute hos kund."},
)

Words = dict[str, str]


@dataclass(frozen=True)
class Session:
    """One invented workshop: when (wall time), how long, for which groups, and what came of it."""

    title: Words
    purpose: Words
    place: str
    starts: str
    minutes: int
    groups: tuple[int, ...]
    planned: str
    seats: int | None = None
    link: str = ""
    cancelled: bool = False
    needed: bool = False  # the first group's first step in the newest results says why
    summary: Words | None = None
    decisions: tuple[Words, ...] = ()
    actions: tuple[tuple[Words, int, str, bool], ...] = ()  # text, owner (a place in the cast), due, done
    practices: tuple[Words, ...] = ()
    questions: tuple[Words, ...] = ()


SESSIONS = (
    Session(
        {"en": "What do we need the CRM for?", "sv": "Vad behöver vi CRM-systemet till?"}, {"en": "Hear from every department what must get easier, before anything is set up.", "sv": "Höra från varje avdelning vad som måste bli enklare, innan vi ställer in systemet."},
        "Luleå, Norrsken", "2026-05-06T09:00", 150, (0, 1, 2, 3, 4, 5), "2026-04-20T10:00", seats=16,
        summary={"en": "Everybody wants one place for what was said to a customer. Service needs it on the phone.", "sv": "Alla vill ha ett ställe för det som sagts till en kund. Service behöver det i mobilen."},
        decisions=({"en": "We start with contacts, diary and sales; cases follow in autumn.", "sv": "Vi börjar med kontakter, dagbok och försäljning; ärenden kommer i höst."}, {"en": "Fields that nobody asked for are hidden.", "sv": "Fält som ingen bett om döljs."}),
        actions=(({"en": "List the fields that each department really uses", "sv": "Lista de fält som varje avdelning verkligen använder"}, 3, "2026-05-20", True), ({"en": "Order phones for the service technicians", "sv": "Beställa mobiler till serviceteknikerna"}, 20, "2026-06-15", True)),
        questions=({"en": "Who owns a company that both Sales and Projects work with?", "sv": "Vem äger ett företag som både Försäljning och Projekt arbetar med?"},),
    ),
    Session(
        {"en": "Kick-off: the first day", "sv": "Kickoff: första dagen"}, {"en": "Sign in, find a customer, write a note: everybody does it once with help beside.", "sv": "Logga in, hitta en kund, skriva en anteckning: alla gör det en gång, med hjälp på plats."},
        "Luleå, Aulan", "2026-06-02T13:00", 120, (0, 2, 4), "2026-05-11T09:00", seats=40,
        summary={"en": "All signed in. Nine had no add-in for mail.", "sv": "Alla loggade in. Nio saknade mejltillägget."},
        decisions=({"en": "From today no new customers in the old spreadsheet.", "sv": "Från i dag inga nya kunder i det gamla kalkylarket."},),
        actions=(({"en": "Install the mail add-in for the nine who lack it", "sv": "Installera mejltillägget hos de nio som saknar det"}, 12, "2026-06-12", True),),
        practices=({"en": "Write the note before you hang up: two lines are enough.", "sv": "Skriv anteckningen innan du lägger på: två rader räcker."},),
    ),
    Session(
        {"en": "Best practice: from lead to order", "sv": "Bästa praxis: från lead till order"}, {"en": "The survey said that nobody knows when to move a sale on. Two sellers show how they do it.", "sv": "Enkäten visade att ingen vet när en försäljning ska flyttas vidare. Två säljare visar hur de gör."},
        "Umeå, Älven", "2026-08-26T09:00", 90, (0,), "2026-08-10T08:00", seats=20, link="https://meet.example.com/lead-to-order",
        summary={"en": "Five stages became four, each with one clear question.", "sv": "Fem steg blev fyra, vart och ett med en tydlig fråga."},
        decisions=({"en": "A sale moves on when the customer has done something, not when we hope.", "sv": "En försäljning flyttas vidare när kunden har gjort något, inte när vi hoppas."},),
        actions=(({"en": "Rename the stages and write one line of help at each", "sv": "Döpa om stegen och skriva en rad hjälp vid varje"}, 5, "2026-09-04", True), ({"en": "Show the Monday list in the sales meeting", "sv": "Visa måndagslistan på säljmötet"}, 8, "2026-09-07", True)),
        practices=({"en": "Put the next step into the diary before closing the sale card.", "sv": "Lägg nästa steg i dagboken innan säljkortet stängs."}, {"en": "Use the template “First visit”; it fills in half the card.", "sv": "Använd mallen ”Första besöket”; den fyller i halva kortet."}),
    ),
    Session(
        {"en": "Routine: a case from call to answer", "sv": "Rutin: ett ärende från samtal till svar"}, {"en": "Go through the routine for cases and try it on last week's calls.", "sv": "Gå igenom rutinen för ärenden och pröva den på förra veckans samtal."},
        "Sundsvall, Kajen", "2026-09-30T13:00", 120, (1, 2), "2026-09-14T09:30", seats=24, needed=True,
        summary={"en": "The routine works for calls, not yet for mails to personal addresses.", "sv": "Rutinen fungerar för samtal, ännu inte för mejl till personliga adresser."},
        decisions=({"en": "Every case has one owner within the hour.", "sv": "Varje ärende får en ägare inom en timme."},),
        actions=(({"en": "Set up one common address for service mail", "sv": "Skapa en gemensam adress för servicemejl"}, 31, "2026-10-16", True), ({"en": "Write the routine for cases at weekends", "sv": "Skriva rutinen för ärenden på helger"}, 24, "2026-11-13", False)),
        questions=({"en": "What do we do with cases that belong to a supplier?", "sv": "Vad gör vi med ärenden som hör till en leverantör?"},),
    ),
    Session(
        {"en": "Drop-in: get your add-ins installed", "sv": "Drop-in: få hjälp att installera tilläggen"}, {"en": "Bring your computer; we install the mail and document add-ins.", "sv": "Ta med datorn; vi installerar mejl- och dokumenttilläggen."},
        "Luleå, Norrsken", "2026-10-14T08:00", 180, (1, 3), "2026-09-28T11:00", cancelled=True,
    ),
    Session(
        {"en": "Best practice: projects and their people", "sv": "Bästa praxis: projekt och personerna i dem"}, {"en": "Who is who in a project, and how colleagues see it.", "sv": "Vem som är vem i ett projekt, och hur kollegorna ser det."},
        "Umeå, Älven", "2026-11-18T13:30", 90, (3, 5), "2026-10-30T09:00", seats=14,
    ),
    Session(
        {"en": "Practice hour: quotes without copying", "sv": "Övningstimme: offerter utan kopierande"}, {"en": "Eight people, eight real quotes. We make them together and look at the templates.", "sv": "Åtta personer, åtta riktiga offerter. Vi gör dem tillsammans och tittar på mallarna."},
        "Luleå, Norrsken", "2026-12-03T09:00", 60, (0,), "2026-11-09T10:00", seats=8,
    ),
    Session(
        {"en": "What is new after the upgrade", "sv": "Nytt efter uppgraderingen"}, {"en": "The upgrade in December changes the diary and the search. Half an hour of showing, half an hour of trying.", "sv": "Uppgraderingen i december ändrar dagboken och sökningen. En halvtimmes visning, en halvtimmes övning."},
        "", "2026-12-10T14:00", 60, (0, 1, 2, 3, 4, 5), "2026-11-23T08:30", link="https://meet.example.com/upgrade", seats=50,
    ),
)

# One more workshop, answered from wherever people are: see answering.py

CARDS = {"en": "One customer, one card", "sv": "En kund, ett kort"}
CARDS_FOR = {"en": "Many companies are in the CRM twice. We merge the first fifty together, and agree on who looks after the rest.", "sv": "Många företag finns två gånger i CRM-systemet. Vi slår ihop de första femtio tillsammans och bestämmer vem som sköter resten."}
MAY_I_COME = {"en": "Siv passed this on to me. I meet these doubles every day: may I come too?", "sv": "Siv skickade den här vidare till mig. Jag stöter på dubbletterna varje dag: får jag också komma?"}
ANOTHER_DAY = {"en": "We close the month that afternoon. Could it be the day after?", "sv": "Vi gör månadsbokslut den eftermiddagen. Kan det bli dagen efter?"}
