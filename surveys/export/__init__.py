"""A round as a file to take away: of a named one every answer, of any the figures that show. In the language of whoever takes it."""

from surveys.export.answers import BY_ID, BY_TEXT, answers
from surveys.export.figures import as_csv, sheets
from surveys.export.over import over_csv, over_sheets
from surveys.export.plain import as_json
from surveys.export.words import words

__all__ = ["BY_ID", "BY_TEXT", "answers", "as_csv", "as_json", "over_csv", "over_sheets", "sheets", "words"]
