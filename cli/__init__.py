"""The commands: `python app.py COMMAND`. Each prints what it did, and ends with 1 and one sentence when it refuses."""

from cli import asking, definitions, demonstration, exporting, importing, results, safety, working
from cli.commands import main
from cli.serving import run

__all__ = ["asking", "definitions", "demonstration", "exporting", "importing", "main", "results", "run", "safety", "working"]
