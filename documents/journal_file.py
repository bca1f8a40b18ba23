"""The journal of a period as a Markdown file."""

from collections.abc import Iterable
from datetime import datetime

from flask_babel import gettext as _

import walltime
from documents import markdown, wording
from documents.journal import Journal
from documents.record_file import tasks
from outcomes.model import Outcome
from surveys.figures import Mean, QuestionResult, Results, ScoreResult
from surveys.model import Wave


def as_markdown(journal: Journal, company: str, language: str, zone: str, now: datetime) -> str:
    """`company` may be empty; questions are in `language`, days by the clocks of `zone`."""
    today = walltime.wall(now, zone).date()
    parts = [markdown.heading(1, _("Journal of %(company)s, %(days)s", company=company, days=wording.days(journal.period)) if company else _("Journal, %(days)s", days=wording.days(journal.period)))]
    if journal.empty:
        parts.append(markdown.line(_("Nothing was held, written down or closed in this period.")))
    if journal.workshops:
        parts.append(markdown.heading(2, _("Workshops")))
        parts.append(markdown.bullets(f"{one.title} – {wording.when(one)}. {wording.attended(one, tally, now)}" for one, tally in journal.workshops))
    for title, outcomes in ((_("Decisions"), journal.decisions), (_("Best practices"), journal.best_practices), (_("Open questions"), journal.questions)):
        parts.append(_outcomes(title, outcomes))
    if journal.actions:
        parts += [markdown.heading(2, _("Actions")), tasks(journal.actions, today)]
    if journal.rounds:
        parts.append(markdown.heading(2, _("Survey results")))
    for wave, results in journal.rounds:
        parts += _round(wave, results, language, zone)
    return markdown.document(parts)


def _outcomes(title: str, outcomes: list[Outcome]) -> str:
    return markdown.heading(2, title) + "\n\n" + markdown.bullets(f"{one.text} ({one.workshop_title})" for one in outcomes) if outcomes else ""


def _round(wave: Wave, results: Results, language: str, zone: str) -> Iterable[str]:
    yield markdown.heading(3, _("%(title)s (round %(number)s)", title=wave.title, number=wave.number))
    yield markdown.line(wording.answered(wave, results, zone))
    if not results.shown:
        yield markdown.line(_("Fewer than %(k)s answered, so nothing is shown, now or later.", k=wave.k))
        return
    for score in results.scores:
        yield from _score(score)
    if results.hidden_groups:
        yield markdown.bullets(f"{wording.group(one.name)}: {wording.why(one.state, wave.k)}" for one in results.hidden_groups)
    if results.questions:
        told = [(f"{number}. {name}", result, said) for number, asked in enumerate(results.asked, 1) for name, result, said in wording.lines(asked, language)]
        yield markdown.table([_("Question"), _("n"), _("Mean"), _("95 % interval"), _("Scale")], [_question(name, result) for name, result, _said in told])
        yield from (markdown.line(f"{name} {said}") for name, result, said in told if result.n and said)
    if results.texts:
        yield markdown.line(_("What people wrote is left out here: read it in the results, take names out, and pass on what helps."))


def _score(score: ScoreResult) -> Iterable[str]:
    yield markdown.line(_(score.name))
    if score.whole is None:
        yield markdown.line(_("Too few gave complete answers for this score."))
        return
    lines = [_figures(_("All"), score.whole), *(_figures(wording.group(name), mean) for name, mean in score.groups.items())]
    yield markdown.table([_("Who"), _("n"), _("Mean"), _("95 % interval"), _("Grade")], lines)


def _figures(name: str, mean: Mean | None) -> list[str]:
    if mean is None:
        return [name, "–", _("too few or too alike to show"), "–", "–"]
    return [name, str(mean.n), wording.mean(mean), wording.interval(mean), mean.grade or "–"]


def _question(text: str, result: QuestionResult) -> list[str]:
    if not result.n:
        return [text, "–", _("too few to show"), "–", "–"]
    if result.mean is None:
        return [text, str(result.n), "–", "–", "–"]
    return [text, str(result.n), wording.mean(result.mean, 2), wording.interval(result.mean, 2), wording.scale(result)]
