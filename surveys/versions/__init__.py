"""Versions of a questionnaire: what an edit does to the answers there are, and which figures may stand in a row. Pure.

One id always means one thing: what asks something else gets an id of its own, and `origin` says whose place it took.
docs/versions.md has the table of what is cosmetic, comparable and breaking.
"""

from surveys.versions.comparing import BREAKING, CLASSES, COMPARABLE, COSMETIC, OTHER, SAME, Difference, compared
from surveys.versions.effects import Change, Effects, Known, Version, between, effects
from surveys.versions.settling import asked_before, caught_up, current, settled
from surveys.versions.trends import ancestry, breaks, broken, comparable, gone, marked, successor

__all__ = ["BREAKING", "CLASSES", "COMPARABLE", "COSMETIC", "OTHER", "SAME", "Change", "Difference", "Effects", "Known", "Version", "ancestry", "asked_before", "between", "breaks", "broken", "caught_up", "comparable", "compared", "current", "effects", "gone", "marked", "settled", "successor"]
