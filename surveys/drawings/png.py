"""Drawings as PNG, in the letters of Source Sans Pro, and in the system's for other scripts."""

import functools
from importlib import resources

import resvg_py

from surveys.drawings.shapes import Drawing
from surveys.drawings.svg import as_svg

FACES = ("SourceSansPro-Regular.ttf", "SourceSansPro-Semibold.ttf", "SourceSansPro-It.ttf")


LARGE = 2_000_000  # pixels from which on a picture is fine enough as it is, and twice as fine would keep others waiting


def as_png(drawing: Drawing) -> bytes:
    """Twice as fine as the drawing is large, but for a very large one."""
    zoom = 2 if drawing.width * drawing.height < LARGE else 1
    return bytes(resvg_py.svg_to_bytes(svg_string=as_svg(drawing), zoom=zoom, background="#ffffff", font_files=_faces(), font_family="Source Sans Pro", sans_serif_family="Source Sans Pro"))


@functools.cache
def _faces() -> list[str]:
    folder = resources.files("font_source_sans_pro") / "files"
    return [str(folder / face) for face in FACES]
