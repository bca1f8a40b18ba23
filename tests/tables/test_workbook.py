"""Tables that are taken away as workbooks: texts are texts, numbers are numbers, nothing is a formula, and nobody's name is in the file."""

import io
import re
import zipfile

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import tables
from errors import Refused
from tables import Sheet, workbook

texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from("'=+-@＝<>&/r\n\"{}0123456789"), max_size=20).filter(lambda text: not re.search("_x[0-9A-F]{4}_|[\ufffe\uffff]", text))


def file_of(*sheets: Sheet) -> bytes:
    return b"".join(tables.as_workbook(sheets))


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


@given(st.lists(st.lists(texts | st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9), min_size=1, max_size=3), min_size=1, max_size=3))
@example([["=cmd|' /C calc'!A0", "{=1}", "http://x.example.com"], ["<r><f>1</f></r>", "+46 70 123 45 67", -3], [-3.5, 1e5, "-3"]])
def test_every_cell_is_what_was_put_in(lines):
    page = opened(file_of(Sheet("One", ["A", "B", "C"], lines))).worksheets[0]
    for row, line in enumerate(lines, 2):
        for column, wanted in enumerate(line, 1):
            cell = page.cell(row, column)
            if isinstance(wanted, str):
                assert ((cell.value or "").rstrip(" "), cell.data_type) == (wanted.rstrip(" "), "s" if cell.value else "n")
            else:
                assert cell.value == pytest.approx(wanted, rel=1e-12)
                assert cell.data_type == "n"


def test_words_that_look_like_markup_are_words():
    """The library knows texts between <r> and </r> as markup of its own: with them anything could be put into the file."""
    hostile = '<r></r></is></c><c r="B2"><f>cmd|\' /C calc\'!A0</f></c><c t="inlineStr"><is><r></r>'
    content = file_of(Sheet("One", ["A"], [[hostile]]))
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    assert opened(content).worksheets[0]["A2"].value.rstrip() == hostile


def test_it_is_read_again():
    lines = [("Sales 1", "=1+1", 3), ("Sales 2", "line one\r\nline two", -3.5), ("Sales 3", "-3", 100000.0)]
    found = tables.read(file_of(Sheet("Answers", ["Who", "Words", "How many"], lines), Sheet("About", [], [["x", "y"]])), 100, len)
    assert [line.cells for line in found] == [("Who", "Words", "How many"), ("Sales 1", "=1+1", "3"), ("Sales 2", "line one\nline two", "-3.5"), ("Sales 3", "-3", "100000")]


@pytest.mark.parametrize(("names", "wanted"), [
    (["A/B: [x]*?\\", "a b x", "A B X"], ["A B x", "a b x 2", "A B X 3"]),
    (["", "'", "History"], ["Sheet", "Sheet 2", "History 2"]),
    (["x" * 40, "x" * 31, "😀" * 20], ["x" * 31, "x" * 29 + " 2", "😀" * 15]),
])
def test_every_sheet_has_a_name_that_it_can_have(names, wanted):
    assert opened(file_of(*(Sheet(name, ["A"], [["x"]]) for name in names))).sheetnames == wanted


def test_headings_stay_in_sight_and_columns_are_as_wide_as_their_words():
    page = opened(file_of(Sheet("One", ["A", "B"], [["a word of thirty characters, so", "x" * 500]]))).worksheets[0]
    assert page.freeze_panes == "A2"
    assert page["A1"].font.bold
    assert not page["A2"].font.bold
    assert 30 < page.column_dimensions["A"].width < 36
    assert page.column_dimensions["B"].width < 65
    assert page["B2"].alignment.wrap_text


def test_it_says_nothing_of_who_wrote_it_where_and_when():
    one, other = (file_of(Sheet("One", ["A"], [["x"]])) for _ in range(2))
    assert one == other
    about = opened(one).properties
    assert (about.creator, about.lastModifiedBy, about.created.year) == (None, None, 1980)


def test_what_is_no_number_is_empty_and_what_is_too_long_says_so():
    page = opened(file_of(Sheet("One", ["A"], [[float("nan")], [float("inf")], ["😀" * 20_000], ["y" * 32_767]]))).worksheets[0]
    assert [page["A2"].value, page["A3"].value] == [None, None]
    assert page["A4"].value.endswith("😀 […]")
    assert len(page["A5"].value) == 32_767


def test_more_lines_than_a_sheet_holds_are_refused_not_left_out(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_LINES", 3)
    assert len(list(opened(file_of(Sheet("One", ["A"], [["x"], ["y"]]))).worksheets[0].rows)) == 3
    with pytest.raises(Refused, match="Take the table as CSV"):
        next(tables.as_workbook([Sheet("One", ["A"], [["x"], ["y"], ["z"]])]))


def test_what_breaks_while_it_is_written_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    def lines():
        yield ["x"]
        raise RuntimeError("the disk is gone")

    with pytest.raises(RuntimeError, match="the disk is gone"):
        file_of(Sheet("One", ["A"], lines()))
    pieces = tables.as_workbook([Sheet("One", ["A"], [["x" * 50] for _ in range(1000)])])
    assert next(pieces)[:2] == b"PK"
    pieces.close()  # whoever takes it away has gone
    assert list(tmp_path.iterdir()) == []
