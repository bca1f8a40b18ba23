"""What can be taken away of a round as a file: the figures that show and, of a round by name, the answers."""

from collections.abc import Iterator
from pathlib import Path

import flask

import pages
import storage
import tables
from errors import NotFound
from surveys import export, store
from surveys.figures import Results
from surveys.model import NamedAnswer, Wave
from surveys.views.blueprint import blueprint

CSV = "text/csv; charset=utf-8"
JSON = "application/json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@blueprint.get("/waves/<int:number>/results.csv")
def results_csv(number: int) -> flask.typing.ResponseReturnValue:
    return pages.download(export.as_csv(*_results(number), pages.language()), f"results-{number}.csv", CSV)


@blueprint.get("/waves/<int:number>/results.xlsx")
def results_xlsx(number: int) -> flask.typing.ResponseReturnValue:
    return pages.download(tables.as_workbook(export.sheets(*_results(number), pages.language())), f"results-{number}.xlsx", XLSX)


@blueprint.get("/waves/<int:number>/results.json")
def results_json(number: int) -> flask.typing.ResponseReturnValue:
    wave, found = _results(number, store.EVERY_WORD)
    return pages.download(export.as_json(wave.title, [(wave, found)], pages.language()), f"results-{number}.json", JSON)


@blueprint.get("/waves/<int:number>/answers.csv")
def answers_csv(number: int) -> flask.typing.ResponseReturnValue:
    sheet = _answers(number)
    return pages.download(tables.as_csv(sheet.headings, sheet.lines), f"answers-{number}.csv", CSV)


@blueprint.get("/waves/<int:number>/answers.xlsx")
def answers_xlsx(number: int) -> flask.typing.ResponseReturnValue:
    return pages.download(tables.as_workbook([_answers(number)]), f"answers-{number}.xlsx", XLSX)


def _results(number: int, words: int = 0) -> tuple[Wave, Results]:
    """A round and its figures, with so many of each question's texts."""
    wave = store.get_wave(pages.db(), number)
    return wave, store.results(pages.db(), wave, words)


def _answers(number: int) -> tables.Sheet:
    """Every answer of a round that was answered by name. Raises NotFound for one that was not: there are none to give."""
    wave = store.get_wave(pages.db(), number)
    if wave.sealed or wave.opened_at is None:
        raise NotFound("answers")
    headed = export.BY_ID if flask.request.args.get("headed") == export.BY_ID else export.BY_TEXT
    return export.answers(wave, store.asked(pages.db(), wave), _each(pages.config().database, number), pages.language(), headed)


def _each(database: Path, number: int) -> Iterator[NamedAnswer]:
    """On a connection of its own: a long file is still being read when the request has long been answered."""
    with storage.opened(database) as db:
        yield from store.each_named(db, number)
