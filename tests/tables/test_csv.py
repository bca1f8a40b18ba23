"""Tables that are taken away as CSV come back as they were, and nothing in them runs, whoever opens them."""

import csv
import io
import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import tables

HOSTILE = "'=+-@＝＋－＠,;\t\r\n\"\u00a0\u200b\u2028\ufeff |!()0123456789e."
cells = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",), exclude_characters="\x00") | st.sampled_from(HOSTILE), max_size=16)
tables_of_three = st.lists(st.lists(cells, min_size=3, max_size=3), max_size=4)


def csv_of(lines) -> bytes:
    return b"".join(tables.as_csv(["One", "Two", "Three"], lines))


def tidy(line):
    """As every file is tidied when it is read: without space around, in one way of writing accents."""
    tidied = [unicodedata.normalize("NFC", cell.strip()) for cell in line]
    while tidied and not tidied[-1]:
        tidied.pop()
    return tidied


@given(tables_of_three)
@example([["x;\t'=1", '"\n-2', "''@"]])
def test_what_was_written_is_read_again(lines):
    wanted = [line for line in (tidy(line) for line in lines) if line]
    found = tables.read(csv_of(lines), 100, lambda line: len({"One", "Two", "Three"} & set(line)))
    assert [list(line.cells) for line in found[1:]] == wanted


class TestWhatASpreadsheetSees:
    """A spreadsheet of our own, which knows only its separator and what a formula begins with."""

    UNSEEN = re.compile(r'[\s"\x00-\x1f\u200b-\u200f\u2060\ufeff]+')
    NUMBERS = re.compile(r"[-0-9., ;\te+]*", re.IGNORECASE)  # no function, no address, no program can be called with these

    def cells(self, text, separator):
        """As they come one after the other: a quotation mark counts only where a cell begins, and what follows its end belongs to the cell."""
        cell, place, quoted, fresh = "", 0, False, True
        while place < len(text):
            sign = text[place]
            if fresh and sign == '"':
                quoted = True
            elif quoted and sign == '"' and text[place + 1 : place + 2] == '"':
                cell, place = cell + '"', place + 1
            elif quoted and sign == '"':
                quoted = False
            elif not quoted and sign in (separator, "\r", "\n"):
                yield cell
                cell, fresh, place = "", True, place + 1
                continue
            else:
                cell += sign
            fresh, place = False, place + 1
        yield cell

    def runs(self, cell):
        told = self.UNSEEN.sub("", cell, count=1) if self.UNSEEN.match(cell) else cell
        return told[:1] in tuple("=+-@＝＋－＠") and not self.NUMBERS.fullmatch(told)

    @pytest.mark.parametrize("separator", [",", ";", "\t"])
    @given(lines=tables_of_three)
    @example(lines=[["x;=1+1", "x\t=1", "x\n=1"], ["-3", "1+cmd|' /C calc'!A0", ""], ['x;"=1"', '";=1', 'x;";@'], ["x;", "-3", "=1"], ["", "x; ", "＝1"]])
    def test_no_formula_whatever_it_splits_at(self, separator, lines):
        text = csv_of(lines).decode("utf-8-sig")
        assert [cell for cell in self.cells(text, separator) if self.runs(cell)] == []

    @pytest.mark.parametrize("separator", [",", ";"])
    @pytest.mark.parametrize("cell", ["=1+1", "x;=1+1", "x;\"=1+1\"", "x\n-cmd", ";\u200b+1-x", "＝x"])
    def test_it_would_see_one_if_nothing_were_guarded(self, separator, cell):
        """The spreadsheet of this test is one that sees formulas."""
        file = io.StringIO()
        csv.writer(file).writerow(["a", cell] if cell[0] not in "=＝" else [cell])
        assert separator == "," or any(self.runs(one) for one in self.cells(file.getvalue(), separator))
        assert not any(self.runs(one) for one in self.cells(csv_of([["a", cell, "b"]]).decode("utf-8-sig"), separator))


@pytest.mark.parametrize(("cell", "written"), [
    ("=1+1", "'=1+1"), ("@sum", "'@sum"), ("+46 70 123 45 67", "'+46 70 123 45 67"), ("-3-2", "'-3-2"), ("-", "'-"), ("＝1", "'＝1"), ("'=1", "''=1"), ("'tis", "'tis"), (" =1", " '=1"),
    ("x;=1", "x;'=1"), ("x; =1", "x; '=1"), ("- one\n- two", "'- one\n'- two"), ("x\t@y", "x\t'@y"), ("a-b = c;d", "a-b = c;d"), ("mail@nordverk.example.com", "mail@nordverk.example.com"), ("\tx", "'\tx"), ("well; fine", "well; fine"),
])
def test_only_what_a_spreadsheet_would_run_is_guarded(cell, written):
    content = csv_of([["x", cell]])
    assert list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))[1] == ["x", written]
    assert tables.read(content, 100, len)[1].cells == ("x", cell.strip())


@pytest.mark.parametrize("number", [-3, -3.5, 3, 0, 1e5, -1.25e-7, 10**12, "-3", "-3.5", "-3,5", "1e5", "-1E+5"])
def test_a_number_stays_a_number(number):
    for line in ([number], ["x", number], [number, number, number], ["x", number, "=1"]):
        found = list(csv.reader(io.StringIO(csv_of([line]).decode("utf-8-sig"), newline="")))[1]
        assert found[line.index(number)] == str(number)


def test_a_line_of_words_does_not_begin_with_a_minus():
    """Who splits at semicolons would read it from there on as one formula; it comes back all the same."""
    content = csv_of([["-3", "1+cmd|' /C calc'!A0"]])
    assert b"'-3,1+cmd" in content
    assert tables.read(content, 100, len)[1].cells == ("-3", "1+cmd|' /C calc'!A0")


def test_what_is_no_number_is_not_written_as_one():
    assert csv_of([["x", float("nan"), float("inf")], [None, "y"]]).endswith(b"x,,\r\n,y\r\n")


def test_it_is_written_as_it_is_taken():
    """A stream: the first piece comes before the last line is known, and what breaks in between is heard of."""
    def lines():
        yield from (["x", number] for number in range(1000))
        raise RuntimeError("the disk is gone")

    pieces = tables.as_csv(["One", "Two"], lines())
    assert next(pieces).startswith("\ufeffOne,Two\r\nx,0\r\n".encode())
    with pytest.raises(RuntimeError, match="the disk is gone"):
        list(pieces)


@pytest.mark.parametrize("text", ["\n" * 200_000, "'" * 200_000, ";'" * 100_000, '"' * 200_000 + "x", "=" * 200_000])
def test_a_long_row_of_anything_is_written_at_once(text):
    """Each character is looked at once: otherwise this would take hours."""
    assert len(csv_of([["x", text]])) > 100_000
