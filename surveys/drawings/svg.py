"""Drawings as SVG: in a page, looking like it, and as a file that stands by itself.

A file carries its looks in plain attributes: no policy forbids them, and every program that takes SVG knows them.
Nothing in it leads anywhere, whatever a label says.
"""

import re
from typing import Protocol

from markupsafe import Markup, escape

from surveys.drawings.lettering import SIZES
from surveys.drawings.shapes import NARROW, WIDE, Bar, Dot, Drawing, Line, Shape, Text

FAMILY = "Source Sans Pro, Segoe UI, Roboto, Helvetica, Arial, sans-serif"
INK, SOFT, LINE, EDGE, ACCENT, WARM, PAPER, SUNKEN = "#1b2726", "#52605e", "#d8d5cb", "#7d8886", "#0b6157", "#8a4b08", "#ffffff", "#efede6"  # static/css/tokens.css in the light
LOOKS: dict[str, dict[str, str]] = {
    "ground": {"fill": PAPER},
    "track": {"fill": SUNKEN},
    "bar": {"fill": ACCENT},
    "grid": {"stroke": LINE, "stroke-width": "1"},
    "axis": {"stroke": EDGE, "stroke-width": "1"},
    "range": {"stroke": ACCENT, "stroke-width": "6", "stroke-opacity": "0.45"},
    "joint": {"stroke": ACCENT, "stroke-width": "2"},
    "halo": {"fill": PAPER},
    "whisker": {"stroke": INK, "stroke-width": "2"},
    "mark": {"stroke": WARM, "stroke-width": "2", "stroke-dasharray": "3 3"},
    "dot": {"fill": ACCENT, "stroke": PAPER, "stroke-width": "2"},
    "title": {"fill": INK, "font-weight": "600"},
    "value": {"fill": INK, "font-weight": "600"},
    "label": {"fill": INK},
    "hidden": {"fill": SOFT, "font-style": "italic"},
    "soft": {"fill": SOFT},
    "tick": {"fill": SOFT},
    "heading": {"fill": INK, "font-weight": "600"},
    "reason": {"fill": SOFT, "font-style": "italic"},
}
HEAT = (("#f4f6f3", "#1b2726"), ("#cfe6df", "#1b2726"), ("#97ccbf", "#12201e"), ("#2a7f73", "#ffffff"), ("#07443d", "#ffffff"))  # static/css/heat.css in the light: a ground, and letters on it
for step, (ground, letters) in enumerate(HEAT):
    LOOKS[f"heat-{step}"] = {"fill": ground}
    LOOKS[f"heat-unsure-{step}"] = {"fill": "none", "stroke": letters, "stroke-width": "1.5", "stroke-dasharray": "4 3"}
    LOOKS[f"heat-value-{step}"] = {"fill": letters, "font-weight": "600"}
    LOOKS[f"heat-words-{step}"] = {"fill": letters}
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Draw(Protocol):
    """What draws the same figures at any width, such as functools.partial(trend, title, points, scale)."""

    def __call__(self, *, width: float) -> Drawing: ...


def in_page(drawing: Drawing, key: str) -> Markup:
    """Inline: it looks as static/css/drawings.css says. `key` makes its ids unique in the page."""
    head = Markup('<svg class="drawing" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-desc">').format(_n(drawing.width), _n(drawing.height), key, key)
    names = Markup('<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>').format(key, _clean(drawing.title), key, _clean(drawing.description))
    return head + names + Markup("").join(_shape(one, {"class": one.kind}) for one in drawing.shapes) + Markup("</svg>")


def on_page(key: str, draw: Draw) -> Markup:
    """A figure that fits a desk and a phone, with its notes below: of the two drawings a page shows the one that fits."""
    wide, narrow = draw(width=WIDE), draw(width=NARROW)
    notes = Markup("").join(Markup("<p>{}</p>").format(note) for note in wide.notes)
    both = Markup('<div class="wide-drawing">{}</div><div class="narrow-drawing">{}</div>').format(in_page(wide, f"{key}-wide"), in_page(narrow, f"{key}-narrow"))
    return Markup('<figure class="drawn">{}<figcaption class="soft small">{}</figcaption></figure>').format(both, notes)


def as_svg(drawing: Drawing) -> str:
    """A file that stands by itself, on a light ground."""
    size = {"width": _n(drawing.width), "height": _n(drawing.height), "viewBox": f"0 0 {_n(drawing.width)} {_n(drawing.height)}"}
    head = Markup('<svg xmlns="http://www.w3.org/2000/svg"{} role="img" aria-labelledby="title desc" font-family="{}">').format(_attributes(size), FAMILY)
    names = Markup('<title id="title">{}</title><desc id="desc">{}</desc>').format(_clean(drawing.title), _clean(drawing.description))
    return str(head + names + Markup("").join(_shape(one, _looks(one)) for one in drawing.shapes) + Markup("</svg>\n"))


def _looks(shape: Shape) -> dict[str, str]:
    looks = LOOKS[shape.kind]
    return {**looks, "font-size": str(SIZES[shape.kind])} if isinstance(shape, Text) else looks


def _shape(shape: Shape, looks: dict[str, str]) -> Markup:
    match shape:
        case Bar():
            where = {"x": shape.x, "y": shape.y, "width": shape.width, "height": shape.height} | ({"rx": 2.0} if shape.kind != "ground" else {})
            return Markup("<rect{}/>").format(_attributes({name: _n(value) for name, value in where.items()} | looks))
        case Line():
            where = {"x1": shape.x1, "y1": shape.y1, "x2": shape.x2, "y2": shape.y2}
            return Markup("<line{}/>").format(_attributes({name: _n(value) for name, value in where.items()} | looks))
        case Dot():
            return Markup("<circle{}/>").format(_attributes({"cx": _n(shape.x), "cy": _n(shape.y), "r": _n(shape.radius)} | looks))
        case Text():
            anchored = {} if shape.anchor == "start" else {"text-anchor": shape.anchor}
            return Markup("<text{}>{}</text>").format(_attributes({"x": _n(shape.x), "y": _n(shape.y)} | anchored | looks), _clean(shape.words))


def _attributes(values: dict[str, str]) -> Markup:
    return Markup("").join(Markup(' {}="{}"').format(name, value) for name, value in values.items())


def _n(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _clean(text: str) -> Markup:
    """Text without what XML cannot hold, escaped."""
    return escape(NOT_XML.sub("", text))
