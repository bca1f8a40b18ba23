"""Tables in the terminal."""

from collections.abc import Sequence


def table(headings: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    """Columns side by side, the first one to the left and the others to the right. A line of two cells is a name and a remark."""
    whole = [headings, *(line for line in lines if len(line) > 2)]
    widths = [max([len(line[place]) for line in whole if place < len(line)]) for place in range(len(headings))]
    widths[0] = max(len(line[0]) for line in (headings, *lines))
    return "\n".join(_line(line, widths) for line in (headings, *lines))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = cells
    if len(others) == 1:
        return f"  {first:<{widths[0]}}  {others[0]}"
    return f"  {first:<{widths[0]}}  " + "  ".join(f"{cell:>{width}}" for cell, width in zip(others, widths[1:], strict=False))
