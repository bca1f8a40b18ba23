"""Surveys, waves, invitations, and the rules of asking."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import walltime
from errors import Refused
from surveys.budget import Budget, check_reminders, next_day
from surveys.questionnaire import Questionnaire
from surveys.questions import Value

ANONYMOUS, CONFIDENTIAL, NAMED = "anonymous", "confidential", "named"
LEVELS = (ANONYMOUS, CONFIDENTIAL, NAMED)

INVITED, LINK = "invited", "link"  # who can answer: those who got an invitation, or whoever has the open link

DRAFT, PLANNED, OPEN, CLOSING, CLOSED = "draft", "planned", "open", "closing", "closed"  # closing: takes no answers any more and is being counted

LEAST_K, USUAL_K, USUAL_KC, MOST_K = 3, 5, 10, 100
USUAL_KEEP_MONTHS = 24
LONGEST_OPEN = timedelta(days=366)
FARTHEST = timedelta(days=3 * 366)  # how far ahead an opening is planned


@dataclass(frozen=True)
class Survey:
    id: int
    title: str
    created_at: datetime


@dataclass(frozen=True)
class Settings:
    """What is chosen before a wave opens, and frozen then."""

    level: str
    k: int
    kc: int
    dimension_id: int | None
    closes: datetime  # wall time
    zone: str
    opens: datetime | None = None  # wall time; None: as soon as it is opened by hand
    targets: tuple[int, ...] = ()  # groups; none: everybody
    reminders: tuple[date, ...] = ()
    share_results: bool = False
    keep_months: int = USUAL_KEEP_MONTHS
    access: str = INVITED
    sample: int | None = None  # how many are drawn by chance from those who could be asked; None: all of them
    phase: str = ""  # of the rollout; '' for a round of its own


@dataclass(frozen=True)
class Wave:
    id: int
    survey_id: int
    number: int
    title: str  # the survey's
    questionnaire_id: int
    state: str
    level: str
    k: int
    kc: int
    dimension_id: int | None
    dimension: str  # its name at opening; '' for none
    system: str  # what the product was called at opening; '' before
    opens: datetime | None
    closes: datetime
    zone: str
    share_results: bool
    keep_months: int
    opened_at: datetime | None
    closed_at: datetime | None
    asker_name: str
    asker_email: str
    invited: int | None  # counted at closing
    imported: bool
    has_release: bool
    access: str
    sample: int | None
    phase: str
    link_version: int  # of the open link

    @property
    def closes_at(self) -> datetime:
        """The instant at which it closes: from then on it takes no answers."""
        return walltime.instant(self.closes, self.zone)

    @property
    def sealed(self) -> bool:
        """Whether nobody sees a single answer: they are sealed while it is open, and only what the gate lets out shows."""
        return self.level != NAMED

    @property
    def readable(self) -> bool:
        """Whether there is anything to read: what is sealed shows once it is closed and counted, what is by name from the opening on."""
        return self.has_release if self.sealed else self.opened_at is not None

    def accepts(self, now: datetime) -> bool:
        return self.state == OPEN and now < self.closes_at


@dataclass(frozen=True)
class Invitation:
    id: int
    wave_id: int
    person_id: int
    group: str  # in the wave's dimension, as it was when the person was invited
    used: bool
    answer_key: str | None
    link_version: int


@dataclass(frozen=True)
class Promise:
    """What a wave's respondents are told, kept as it was at opening."""

    level: str
    k: int
    kc: int
    dimension: str
    share_results: bool
    keep_months: int
    has_text: bool
    drawn: int = 0  # how many were drawn by chance; 0: nobody was, all who could be were asked
    drawn_from: int = 0
    access: str = INVITED


@dataclass(frozen=True)
class NamedAnswer:
    """What one person answered by name, by question; from a file, under the name that stands there."""

    id: int
    respondent: str
    group: str
    answers: dict[str, Value]


@dataclass(frozen=True)
class Rate:
    """How many were asked (0 where nobody knows) and how many have answered, `papers` of them on paper while the round is open."""

    invited: int
    answered: int
    papers: int = 0

    @property
    def deciding(self) -> int:
        """How many count towards k in a sealed round: not the papers, unless all answers are on paper (see disclosure.judging)."""
        return self.answered - self.papers or self.answered


def check_settings(settings: Settings, now: datetime, budget: Budget | None = None) -> None:
    """Raises Refused, naming the form field, when a wave cannot be held like this."""
    if settings.level not in LEVELS:
        raise Refused("Choose anonymous, confidential or by name.", field="level")
    if not LEAST_K <= settings.k <= MOST_K:
        raise Refused("Figures need at least %(least)s answers; more than %(most)s makes no sense.", field="k", least=LEAST_K, most=MOST_K)
    if not settings.k <= settings.kc <= MOST_K:
        raise Refused("Free text needs at least as many answers as figures do, and at most %(most)s.", field="kc", most=MOST_K)
    if not 1 <= settings.keep_months <= 120:
        raise Refused("Keep answers for 1 to 120 months.", field="keep_months")
    _check_sample(settings)
    _check_link(settings)
    check_times(settings, now, budget or Budget())


def _check_sample(settings: Settings) -> None:
    if settings.sample is None:
        return
    least = settings.k if settings.level != NAMED else 1
    if settings.sample < least:
        raise Refused("Draw at least so many people: %(least)s. With fewer, nothing could ever be shown.", field="sample", least=least)
    if settings.access == LINK:
        raise Refused("Whoever has the open link can answer, so nobody is drawn. Leave this empty.", field="sample")


def _check_link(settings: Settings) -> None:
    """Of whoever answers by an open link nothing is known, so nothing can depend on it."""
    if settings.access == LINK and settings.level == CONFIDENTIAL:
        raise Refused("Whoever has the open link can answer, so the computer cannot tell who answers again in a later round. Ask by invitation to ask confidentially.", field="level")
    if settings.access == LINK and settings.level != ANONYMOUS:
        raise Refused("Whoever has the open link can answer, so nobody's name is known. Ask by invitation to ask by name.", field="level")
    if settings.access == LINK and (settings.dimension_id or settings.targets or settings.reminders):
        raise Refused("Whoever has the open link can answer: there are no groups to choose or compare, and nobody to remind.", field="dimension")


def check_times(settings: Settings, now: datetime, budget: Budget) -> None:
    closes = walltime.instant(settings.closes, settings.zone, "closes")
    opens = walltime.instant(settings.opens, settings.zone, "opens") if settings.opens else now
    if opens > now + FARTHEST:
        raise Refused("A round can be planned three years ahead at most.", field="opens")
    if closes <= max(opens, now):
        raise Refused("The closing time must be later than the opening and later than now.", field="closes")
    if closes > max(opens, now) + LONGEST_OPEN:
        raise Refused("A round can be open for a year at most.", field="closes")
    check_reminders([day.toordinal() for day in settings.reminders], budget, lambda number: f"reminder_{number}")
    for number, day in enumerate(sorted(settings.reminders), 1):
        if not (walltime.wall(opens, settings.zone).date() < day and reminder_at(day, settings.zone) < closes):
            raise Refused("A reminder's day must lie after the opening and not after the closing.", field=f"reminder_{number}")


def reminder_at(day: date, zone: str) -> datetime:
    """The instant at which a day's reminder goes out: nine in the morning."""
    return walltime.instant(datetime(day.year, day.month, day.day, 9), zone)


def may_remind(wave: Wave, sent: Sequence[datetime], now: datetime, budget: Budget) -> None:
    """Raises Refused when no reminder may go out now, by hand or as planned. `sent` are the instants of those that went out."""
    if not wave.accepts(now):
        raise Refused("The survey is not open; no reminder was sent.")
    if len(sent) >= budget.most_reminders:
        raise Refused("As many reminders have gone out as may: %(most)s. More would only annoy.", most=budget.most_reminders)
    first = next_day([walltime.wall(moment, wave.zone).date() for moment in sent], budget)
    if first and walltime.wall(now, wave.zone).date() < first:
        raise Refused("The last reminder is too fresh: the next one may go out on %(day)s.", day=first)


def promise_of(settings: Settings, dimension: str, questionnaire: Questionnaire, among: int = 0) -> Promise:
    """What is promised; `among` is how many people a sample is drawn from."""
    drawn = settings.sample if settings.sample and settings.sample < among else 0
    return Promise(settings.level, settings.k, settings.kc, dimension, settings.share_results, settings.keep_months, questionnaire.has_text, drawn, among if drawn else 0, settings.access)
