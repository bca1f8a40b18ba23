"""The pages about surveys, one file a resource."""

from surveys.views import (
    answering,
    budget,
    importing,
    mails,
    paper,
    phases,
    preview,
    questionnaire,
    results,
    settings,
    surveys,
    testing,
    waves,
)
from surveys.views.blueprint import blueprint

__all__ = [
    "answering",
    "blueprint",
    "budget",
    "importing",
    "mails",
    "paper",
    "phases",
    "preview",
    "questionnaire",
    "results",
    "settings",
    "surveys",
    "testing",
    "waves",
]
