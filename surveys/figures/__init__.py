"""Figures as they are read: made of what the gate let out, and of nothing else. Pure."""

from surveys.figures.barriers import Barrier, barriers_of
from surveys.figures.heat import Heat, heat_of
from surveys.figures.plain import as_dict
from surveys.figures.reading import NAMES, mean_of, release_of, results
from surveys.figures.shown import Asked, Mean, Profile, QuestionResult, Results, ScoreResult, Share, TextResult, together

__all__ = ["NAMES", "Asked", "Barrier", "Heat", "Mean", "Profile", "QuestionResult", "Results", "ScoreResult", "Share", "TextResult", "as_dict", "barriers_of", "heat_of", "mean_of", "release_of", "results", "together"]
