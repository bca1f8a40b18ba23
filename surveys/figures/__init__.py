"""Figures as they are read: made of what the gate let out, and of nothing else. Pure."""

from surveys.figures.barriers import Barrier, barriers_of
from surveys.figures.comparison import Comparison, of_groups, of_rounds
from surveys.figures.heat import Heat, heat_of
from surveys.figures.pairs import PairedResults
from surveys.figures.plain import as_dict
from surveys.figures.plain_over import comparison_dict, over_dict
from surveys.figures.reading import NAMES, mean_of, release_of, results
from surveys.figures.shown import Asked, Mean, Profile, QuestionResult, Results, ScoreResult, Share, TextResult, together
from surveys.figures.sides import Round, Side, Thing
from surveys.figures.trends import Followed, Step, Trend, questions_over, scores_over, steps_over

__all__ = [
    "NAMES", "Asked", "Barrier", "Comparison", "Followed", "Heat", "Mean", "PairedResults", "Profile", "QuestionResult", "Results", "Round", "ScoreResult", "Share", "Side", "Step", "TextResult", "Thing", "Trend",
    "as_dict", "barriers_of", "comparison_dict", "heat_of", "mean_of", "of_groups", "of_rounds", "over_dict", "questions_over", "release_of", "results", "scores_over", "steps_over", "together",
]
