"""What a spreadsheet would take for a formula, made harmless by an apostrophe, and the same undone.

Not every spreadsheet splits a line where we do: one that knows semicolons splits at those, and then sees neither our
commas nor our quotation marks, so a line ends for it where a text breaks. Hence an apostrophe stands before every
place in a text at which any of them could see a cell begin with a formula.
"""

import re

_BREAKS = ";\t\n\r\x0b\x0c\x85\u2028\u2029"  # where somebody's cell or line may end
_SPACE = r'[\s;"\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]'  # what may stand before a formula: those, space, what is not seen, and quotation marks
_FORMULA = "[=+@＝＋－＠-]"  # the wide ones too: some spreadsheets take them for the narrow

_PLACE = re.compile(rf"(?:\A|(?<!{_SPACE})(?={_SPACE}))({_SPACE}*+)('*+)(?={_FORMULA})")  # each character is looked at once, whatever is written
_BLANK_FIRST = re.compile(r"'*+[\t\r\n]")

_ENDS = re.compile(f"[{_BREAKS}]")


def guarded(text: str) -> str:
    """A text in which no cell begins with a formula, whoever splits it. What looks guarded already is guarded once more."""
    inner = _PLACE.sub(_add, text)
    return "'" + inner if _BLANK_FIRST.match(inner) else inner


def unguarded(text: str) -> str:
    """The text that was guarded."""
    inner = text[1:] if text.startswith("'") and _BLANK_FIRST.match(text[1:]) else text
    return _PLACE.sub(_remove, inner)


def _add(found: re.Match[str]) -> str:
    return f"{found[1]}'{found[2]}" if _begins(found) else found[0]


def _remove(found: re.Match[str]) -> str:
    return found[1] + found[2][1:] if _begins(found) else found[0]


def _begins(found: re.Match[str]) -> bool:
    return found.start() == 0 or bool(_ENDS.search(found[1]))
