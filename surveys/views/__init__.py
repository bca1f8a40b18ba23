"""The pages about surveys, one file a resource."""

from surveys.views import (
    answering,
    arranging,
    bank,
    budget,
    definitions,
    importing,
    mails,
    paper,
    phases,
    preview,
    questionnaire,
    questions,
    results,
    settings,
    surveys,
    testing,
    waves,
)
from surveys.views.blueprint import blueprint

__all__ = [
    "answering",
    "arranging",
    "bank",
    "blueprint",
    "budget",
    "definitions",
    "importing",
    "mails",
    "paper",
    "phases",
    "preview",
    "questionnaire",
    "questions",
    "results",
    "settings",
    "surveys",
    "testing",
    "waves",
]
