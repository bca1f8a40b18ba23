"""Figures as pictures: of each kind of chart one file that draws it, and two ways to show a drawing. Pure."""

from surveys.drawings.differences import differences
from surveys.drawings.frame import framed
from surveys.drawings.over import picture_over, pictures_over
from surveys.drawings.pictures import picture, pictures
from surveys.drawings.png import as_png
from surveys.drawings.rows import Row, in_rows
from surveys.drawings.scale import SHARES, Figure, Scale, of_mean, of_share
from surveys.drawings.shapes import NARROW, WIDE, Drawing
from surveys.drawings.svg import as_svg, in_page, on_page
from surveys.drawings.trend import Point, trend

__all__ = ["NARROW", "SHARES", "WIDE", "Drawing", "Figure", "Point", "Row", "Scale", "as_png", "as_svg", "differences", "framed", "in_page", "in_rows", "of_mean", "of_share", "on_page", "picture", "picture_over", "pictures", "pictures_over", "trend"]
