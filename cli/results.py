"""A survey's results for scripts and for the terminal: what the gate let out, and nothing else."""

import click
from sqlite_utils import Database

from cli.asking import survey_called
from cli.commands import Tool, commands
from cli.tables import table
from errors import Refused
from surveys import export, store
from surveys.disclosure import FEW
from surveys.figures import Asked, Mean, PairedResults, QuestionResult, Results, ScoreResult
from surveys.model import Survey, Wave
from surveys.questions import in_language
from surveys.scores import half_up

NO_GROUP, TOO_FEW = "(no group)", "too few, or too alike, to show"


@commands.command()
@click.argument("title")
@click.option("--json", "as_json", is_flag=True, help="As JSON, figures to four decimals.")
@click.option("--round", "number", type=int, help="Only this round.")
@click.pass_obj
def results(tool: Tool, title: str, as_json: bool, number: int | None) -> None:
    """Print the results of the survey called TITLE: every closed round, n, means, SD and 95 % intervals."""
    with tool.desk() as desk:
        survey = survey_called(desk, title)
        found = some_readable(desk.db, survey, number)
        language = desk.company.language
        print(export.as_json(survey.title, found, language).decode() if as_json else _text(survey, found, language))


def readable(db: Database, survey: Survey, number: int | None = None) -> list[tuple[Wave, Results]]:
    """The rounds of a survey that can be read, the first one first; only one of them when its number is given."""
    waves = [wave for wave in reversed(store.waves_of(db, survey.id)) if number in (None, wave.number)]
    if number is not None and not waves:
        raise Refused("“%(title)s” has no round %(number)s.", title=survey.title, number=number)
    return [(wave, store.results(db, wave, store.EVERY_WORD)) for wave in waves if wave.readable]


def some_readable(db: Database, survey: Survey, number: int | None = None) -> list[tuple[Wave, Results]]:
    """The same. Raises Refused when there is none."""
    found = readable(db, survey, number)
    if not found:
        raise Refused("“%(title)s” has no results yet: they are counted once, when a round closes.", title=survey.title)
    return found


def _text(survey: Survey, found: list[tuple[Wave, Results]], language: str) -> str:
    return "\n\n".join([survey.title, *("\n\n".join(_round_text(wave, result, language)) for wave, result in found)])


def _round_text(wave: Wave, result: Results, language: str) -> list[str]:
    closed = f"closed {wave.closed_at:%Y-%m-%d}" if wave.closed_at else "open"
    asked = f"{result.n} of {result.invited} answered" if result.invited is not None else f"{result.n} answered"
    parts = [f"Round {wave.number}, {closed}: {asked} ({wave.level}" + (f", figures from {wave.k} answers, written answers from {wave.kc}" if wave.sealed else "") + ")."]
    if not result.shown:
        return [*parts, f"Fewer than {wave.k} answered, so nothing is shown, now or later."]
    if result.hidden_groups:
        parts.append("\n".join(f"{group.name or NO_GROUP}: {_why(group.state, wave)}" for group in result.hidden_groups))
    parts += [_score_text(score) for score in result.scores]
    parts += [_question_text(number, asked, language) for number, asked in enumerate(result.asked, 1)]
    parts += [_pairs_text(result.pairs, language)] if result.pairs and result.pairs.figures else []
    if not result.texts_shown and result.texts:
        parts.append(f"Written answers are hidden: they show from {wave.kc} people on, and {result.n} answered.")
    parts += [f"{in_language(text.text, language)}\n  hidden: fewer than {wave.kc} were asked this" for text in result.texts if not text.shown and result.texts_shown]
    return parts + [in_language(text.text, language) + "\n" + "\n".join(f"  – {one}" for one in text.texts) for text in result.texts if text.texts]


def _why(state: str, wave: Wave) -> str:
    return f"hidden, fewer than {wave.k} answered" if state == FEW else "hidden, so that a smaller group cannot be worked out"


def _score_text(score: ScoreResult) -> str:
    if score.whole is None:
        return f"{score.name}: too few complete answers to show."
    lines = [_mean_line("all", score.whole), *(_mean_line(name, mean) for name, mean in score.groups.items())]
    notes = [f"{score.incomplete} incomplete"] if score.incomplete else []
    notes += [f"{score.all_equal} gave every item the same answer"] if score.all_equal else []
    grade = ["grade"] if score.whole.grade else []
    return f"{score.name}" + (f" ({', '.join(notes)})" if notes else "") + "\n" + table(["", "n", "mean", "SD", "95 % interval", *grade], lines)


def _pairs_text(pairs: PairedResults, language: str) -> str:
    named = [(one.name, one.found) for one in pairs.scores] + [(in_language(one.part.text or one.question.text, language), one.found) for one in pairs.parts]
    lines = [[name, str(found.n), _four(found.mean), _four(found.sd), f"{_four(found.low)} – {_four(found.high)}"] if found else [name, "not shown"] for name, found in named]
    return f"The same people, since round {pairs.round}\n" + table(["", "n", "mean difference", "SD", "95 % interval"], lines)


def _question_text(number: int, asked: Asked, language: str) -> str:
    head = f"{number}. {in_language(asked.question.text, language)}" + _asked_of(asked)
    if not asked.n:
        return f"{head}\n  too few answers to show"
    if asked.question.widget == "ticks":
        return "\n".join([head, *(f"  {in_language(part.part.text, language)}: {part.shares[0].count} of {part.n}" for part in asked.chosen)])
    parts = asked.ranked if asked.question.widget == "places" else asked.parts
    return "\n".join([head, *(_part_text(part, language) for part in parts)])


def _asked_of(asked: Asked) -> str:
    if asked.question.show_if is None:
        return ""
    return " (not asked of everybody)" if asked.reached is None else f" (asked of {asked.reached})"


def _part_text(result: QuestionResult, language: str) -> str:
    head = [f"  {in_language(result.part.text, language)}"] if result.part.text else []
    if not result.n:
        return "\n".join([*head, "  too few answers to show"])
    counts = f"  {_counts(result, language)}"
    if result.mean is None:
        return "\n".join([*head, counts, *(f"  {name or NO_GROUP}: {_counts(group, language)}" for name, group in result.groups.items())])
    lines = [_mean_line("all", result.mean), *(_mean_line(name, group.mean if group else None) for name, group in result.groups.items())]
    return "\n".join([*head, counts, table(["", "n", "mean", "SD", "95 % interval"], lines)])


def _counts(result: QuestionResult | None, language: str) -> str:
    return ", ".join(f"{result.question.label(share.value, language)}: {share.count}" for share in result.told) if result else TOO_FEW


def _mean_line(name: str, mean: Mean | None) -> list[str]:
    if mean is None:
        return [name or NO_GROUP, TOO_FEW]
    interval = f"{_four(mean.low)} – {_four(mean.high)}" if mean.low is not None and mean.high is not None else "–"
    return [name or NO_GROUP, str(mean.n), _four(mean.mean), _four(mean.sd), interval, *([mean.grade] if mean.grade else [])]


def _four(value: float) -> str:
    return str(half_up(value, 4))
