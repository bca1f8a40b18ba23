"""Drawings: they say what they show, keep within their frame, let nothing overlap and nothing in, and stand by themselves."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree

import pytest

from surveys.drawings import NARROW, SHARES, WIDE, Drawing, Figure, Point, Row, Scale, as_png, as_svg, differences, framed, in_page, in_rows, on_page, trend
from surveys.drawings.lettering import SIZES, breadth, wrapped
from surveys.drawings.shapes import Bar, Dot, Line, Text
from surveys.drawings.svg import LOOKS

LONG = "Utveckling av affärssystemsintegrationer och kundrelationshanteringsprocesser i nordvästra försäljningsregionen samt eftermarknad"
HOSTILE = '</text><image href="https://evil.example.com/x.png"/><script>alert(1)</script>" onload="alert(1) & \x00\x0b'
FIVE = Scale(1, 5)
WIDTHS = pytest.mark.parametrize("width", [WIDE, NARROW])


@pytest.fixture(autouse=True)
def request_context(app) -> Iterator[None]:
    with app.test_request_context():
        yield


def figure(value: float, half: float | None = 0.5, n: int = 20) -> Figure:
    return Figure(value, None if half is None else value - half, None if half is None else value + half, n)


ROUNDS = [
    Point("Round 1", figure(3.1)), Point("Round 2", figure(3.6)), Point("Round 3", None, why="fewer than 5 answers"), Point("Round 4", figure(2.9)),
    Point("Round 5", figure(4.2), broken=True), Point("Round 6", figure(4.4, None, 1)),
]
GROUPS = [Row("Everybody", figure(10, 20, 90)), *(Row(f"{LONG} {n}", figure(n * 8 - 80.0, 19, 9)) if n % 4 else Row(f"Group {n}", None, why=LONG) for n in range(20))]
KINDS = {
    "trend": partial(trend, LONG, ROUNDS, FIVE),
    "long trend": partial(trend, "Many rounds", [Point(f"Round {n} in November", figure(n * 8.0, 8), broken=n == 7) for n in range(1, 13)], Scale(0, 100)),
    "differences": partial(differences, LONG, [Row(LONG, figure(0.6)), Row("Down", figure(-1.2), aside="very uncertain"), Row("Same", figure(0.2), count="n = 22 and 19"), Row("Hidden", None, why=LONG)]),
    "bars": partial(in_rows, LONG, [Row(LONG, Figure(1 / 3, 0.2, 0.5, 36), "12 of 36"), Row("None", Figure(0, 0, 0.1, 36), "0 of 36"), Row("All", Figure(1, 0.9, 1, 36), "36 of 36")], SHARES, True),
    "means": partial(in_rows, "Recommendation index", GROUPS, Scale(-100, 100, 1, mark=68, marked="the average product: 68")),
    "eleven points": partial(in_rows, "Eleven points", [Row("Everybody", figure(0, 0)), Row("One", figure(10, None, 1))], Scale(0, 10)),
    "nothing": partial(in_rows, "Nobody answered", [], SHARES),
}
KIND = pytest.mark.parametrize("kind", KINDS)


def texts(drawing: Drawing) -> list[Text]:
    return [shape for shape in drawing.shapes if isinstance(shape, Text)]


def box(text: Text) -> tuple[float, float, float, float]:
    wide = breadth(text.words, text.kind)
    left = text.x - {"start": 0, "middle": wide / 2, "end": wide}[text.anchor]
    return left, text.y - SIZES[text.kind] * 0.8, left + wide, text.y + SIZES[text.kind] * 0.2


@WIDTHS
@KIND
def test_no_text_lies_on_another_and_all_keep_within_the_drawing(kind, width):
    drawing = KINDS[kind](width=width)
    for one, other in combinations(texts(drawing), 2):
        a, b = box(one), box(other)
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1], (one, other)
    for text in texts(drawing):
        left, top, right, bottom = box(text)
        assert left >= -8, text
        assert top >= 0, text
        assert right <= width + 8, text
        assert bottom <= drawing.height, text


@WIDTHS
@KIND
def test_a_drawing_says_in_words_every_figure_that_it_shows(kind, width):
    drawing = KINDS[kind](width=width)
    for value in (text.words for text in texts(drawing) if text.kind == "value"):
        assert value in drawing.description


def test_rounds_are_joined_only_where_they_can_be_compared():
    drawing = trend("How is it?", ROUNDS, FIVE, width=WIDE)
    joints = [shape for shape in drawing.shapes if isinstance(shape, Line) and shape.kind == "joint"]
    assert len(joints) == 2  # 1 to 2 and 5 to 6; none over the round that shows nothing, none over the new wording
    assert len([shape for shape in drawing.shapes if isinstance(shape, Dot)]) == 5
    assert len([shape for shape in drawing.shapes if isinstance(shape, Line) and shape.kind == "mark"]) == 1
    assert "Round 3: fewer than 5 answers" in drawing.description
    assert "Round 5: 4.20, 95 % interval 3.70–4.70, 20 answers (not comparable with the one before)" in drawing.description
    assert any("the wording changed" in note for note in drawing.notes)


def test_a_trend_without_breaks_or_gaps_does_not_speak_of_them():
    assert trend("How is it?", ROUNDS[:2], FIVE).notes == ("The dot is the figure, the thick line its 95 % interval.",)


def test_a_single_answer_has_a_dot_and_no_interval():
    drawing = in_rows("One", [Row("Everybody", figure(4, None, 1))], FIVE)
    assert not [shape for shape in drawing.shapes if shape.kind == "range"]
    assert drawing.description == "Everybody: 4.00, n = 1"


def test_a_difference_whose_interval_holds_nothing_is_called_unclear():
    drawing = differences("Changes", [Row("Up", figure(0.6)), Row("Same", figure(0.2)), Row("Down", figure(-1.2)), Row("At the edge", figure(0.5))])
    assert drawing.description == (
        "Up: +0.60, n = 20, interval +0.10 to +1.10; Same: +0.20, n = 20, interval -0.30 to +0.70, no clear change; "
        "Down: -1.20, n = 20, interval -1.70 to -0.70; At the edge: +0.50, n = 20, interval 0.00 to +1.00, no clear change"
    )


def test_a_bar_is_as_long_as_its_share():
    drawing = in_rows("Shares", [Row("Half", Figure(0.5, 0.3, 0.7, 20), "10 of 20"), Row("None", Figure(0, 0, 0.2, 20), "0 of 20")], SHARES, True)
    tracks = [shape for shape in drawing.shapes if isinstance(shape, Bar) and shape.kind == "track"]
    [bar] = [shape for shape in drawing.shapes if isinstance(shape, Bar) and shape.kind == "bar"]
    assert len(tracks) == 2
    assert bar.width == pytest.approx(tracks[0].width / 2)


def test_dots_stand_where_their_values_are_also_below_nothing():
    drawing = in_rows("Index", [Row(str(value), figure(value, 5)) for value in (-100.0, 0.0, 100.0)], Scale(-100, 100, 1))
    low, middle, high = (shape.x for shape in drawing.shapes if isinstance(shape, Dot))
    assert middle - low == pytest.approx(high - middle)
    assert {text.words for text in texts(drawing) if text.kind == "tick"} == {"-100", "-50", "0", "50", "100"}


@pytest.mark.parametrize("whole", [as_svg, lambda drawing: str(in_page(drawing, "key"))])
def test_hostile_words_stay_words_and_lead_nowhere(whole):
    drawing = framed(in_rows(HOSTILE, [Row(HOSTILE, figure(3), count=HOSTILE), Row("Hidden", None, why=HOSTILE)], FIVE, notes=(HOSTILE,)), [HOSTILE], [HOSTILE])
    tree = ElementTree.fromstring(whole(drawing))
    assert {element.tag.rpartition("}")[2] for element in tree.iter()} <= {"svg", "title", "desc", "rect", "line", "circle", "text"}
    for element in tree.iter():
        assert not {name for name in element.attrib if name.startswith("on") or "href" in name or name == "style"}
        assert "url(" not in " ".join(element.attrib.values())


def test_a_file_stands_by_itself_and_says_where_it_comes_from():
    drawing = framed(KINDS["bars"](width=WIDE), ["36 of 42 answered."], ["How is it going?, round 2"])
    tree = ElementTree.fromstring(as_svg(drawing))
    shown = " ".join(text.text or "" for text in tree.iter("{http://www.w3.org/2000/svg}text"))
    for words in ("36 of 42 answered.", "How is it going?, round 2", "33 %", "12 of 36", "interval 20–50 %", *LONG.split()[:2]):
        assert words in shown
    assert tree.attrib["role"] == "img"
    assert "33 %, 12 of 36, interval 20–50 %" in as_svg(drawing)


def test_a_picture_is_twice_as_fine_as_the_drawing_and_written_in_its_own_letters():
    drawing = framed(KINDS["trend"](width=WIDE), ["n"], ["round"])
    png = as_png(drawing)
    assert png.startswith(b"\x89PNG")
    assert int.from_bytes(png[16:20], "big") == 2 * drawing.width
    assert len(png) > 10_000
    assert as_png(Drawing("Letters", "", 200, 60, (Text(10, 40, "Åäö"),))) != as_png(Drawing("Letters", "", 200, 60, ()))


def test_a_very_large_picture_is_as_fine_as_the_drawing():
    png = as_png(Drawing("Large", "", 1500, 2000, (Text(10, 40, "Åäö"),)))
    assert (int.from_bytes(png[16:20], "big"), int.from_bytes(png[20:24], "big")) == (1500, 2000)


def test_a_page_gets_a_drawing_for_a_desk_and_one_for_a_phone_with_the_notes_in_words():
    both = on_page("ease", KINDS["trend"])
    assert both.count("<svg") == 2
    assert len(set(re.findall(r' id="([^"]+)"', both))) == 4
    assert "<p>The dot is the figure, the thick line its 95 % interval.</p>" in both
    assert "style=" not in both


def test_looks_in_files_are_the_colours_of_the_pages_and_every_kind_has_its_look_in_both():
    root = Path(__file__).parent.parent.parent / "static/css"
    light = "".join((root / sheet).read_text().split("@media")[0] for sheet in ("tokens.css", "heat.css"))
    sheet = (root / "drawings.css").read_text()
    for kind, look in LOOKS.items():
        for value in (value for value in look.values() if value.startswith("#")):
            assert value in light, kind
        assert kind in ("ground", "title", "label", "heading", "reason") or kind.startswith("heat-") or f".drawing .{kind} " in sheet, kind


def test_words_that_are_too_wide_are_broken_and_none_is_lost():
    lines = wrapped(LONG, 100, "label")
    assert all(breadth(line, "label") <= 100 for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == LONG.replace(" ", "")
    assert wrapped("", 100, "label") == [""]
