"""The gate: decides, once and at closing, what may ever be shown of a wave's answers. See docs/confidentiality.md.

What a Release does not hold, no page, export or document can show.
"""

from surveys.disclosure.gate import everything, release
from surveys.disclosure.kept import FEW, PROTECTS, SHOWN, GroupState, Item, Pairs, Record, Release, ScoreFigures
from surveys.disclosure.pairing import Kept, Side
from surveys.disclosure.tallies import Tally, tallied

__all__ = ["FEW", "PROTECTS", "SHOWN", "GroupState", "Item", "Kept", "Pairs", "Record", "Release", "ScoreFigures", "Side", "Tally", "everything", "release", "tallied"]
