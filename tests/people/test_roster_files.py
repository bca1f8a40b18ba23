"""Files of people, as spreadsheets and other programs write them."""

import contextlib
import datetime
import io
import unicodedata
import zipfile

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import tables
from errors import Refused
from people import roster

HEADINGS = {
    "sv": ("Användar-ID", "Förnamn", "Efternamn", "Primärgrupp", "Roll", "Användarplan"),
    "en": ("User ID", "First name", "Last name", "Primary group", "Role", "User plan"),
    "no": ("Bruker-ID", "Fornavn", "Etternavn", "Primærgruppe", "Rolle", "Brukerplan"),
    "da": ("Bruger-id", "Fornavn", "Efternavn", "Primærgruppe", "Rolle", "Brugerplan"),
    "de": ("Benutzer-ID", "Vorname", "Nachname", "Primärgruppe", "Rolle", "Benutzerplan"),
    "nl": ("Gebruikers-ID", "Voornaam", "Achternaam", "Primaire groep", "Rol", "Gebruikersplan"),
}
ROWS = (("bjorn@nordverk.example.com", "Björn", "Ångström", "Försäljning", "Säljare", "Premium"), ("eva@nordverk.example.com", "Eva", "Ek", "Støtte", "Müller", "Basis"))


def read(content: bytes, *groups: str) -> roster.Rows:
    table = roster.read(content)
    columns = roster.recognise(table.headings)
    wanted = [column for column in columns.possible_groups if table.headings[column] in groups] if groups else columns.possible_groups
    return roster.rows(table, wanted)


def said(rows: roster.Rows) -> list[tuple[object, ...]]:
    return [(row.email, row.name, *row.groups.values()) for row in rows.rows]


def reasons(rows: roster.Rows) -> list[tuple[int, str]]:
    return [(one.line, str(one.reason)) for one in rows.refused]


def workbook(*lines: tuple[object, ...]) -> bytes:
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("language", HEADINGS)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_crms_own_list_in_each_language_is_read_whatever_saved_it(language, separator, encoding, newline):
    text = newline.join(separator.join(line) for line in (HEADINGS[language], *ROWS))
    found = read(text.encode(encoding))
    assert said(found) == [(email, f"{first} {last}", *groups) for email, first, last, *groups in ROWS]
    assert [found.columns.key(column) for column in found.groups] == ["group", "role", "plan"]
    assert [row.line for row in found.rows] == [2, 3]
    assert found.refused == ()


@pytest.mark.parametrize("language", HEADINGS)
def test_a_workbook_says_the_same(language):
    found = read(workbook(HEADINGS[language], *ROWS))
    assert said(found) == [(email, f"{first} {last}", *groups) for email, first, last, *groups in ROWS]


@pytest.mark.parametrize("heading", ["E-mail", "Email", "e mail", "E-post", "E-postadress", "Mejl", "E-Mail-Adresse", "E-mailadres", "MAIL"])
@pytest.mark.parametrize("name", ["Name", "Namn", "Full name", "Navn", "Naam"])
def test_common_headings_are_known_too(heading, name):
    assert said(read(f"{name};{heading}\nEva Ek;eva@x.example.com\n".encode())) == [("eva@x.example.com", "Eva Ek")]


def test_the_address_column_counts_before_the_users_name_which_may_be_none():
    found = read(b"User ID,E-mail,Name\nEVA,eva@x.example.com,Eva\nbo@x.example.com,,Bo\nCECILIA,,Cecilia\n")
    assert [row.email for row in found.rows] == ["eva@x.example.com", "bo@x.example.com"]
    assert reasons(found) == [(4, "The address is missing.")]


@pytest.mark.parametrize(("word", "code"), [("sv", "sv"), ("Svenska", "sv"), ("sv-SE", "sv"), ("en_GB", "en"), ("English", "en"), ("Norsk", None), ("", None)])
def test_a_language_is_read_in_words_or_codes(word, code):
    [row] = read(f"Name,E-mail,Language\nEva,eva@x.example.com,{word}\n".encode()).rows
    assert row.language == code


def test_every_line_that_makes_no_sense_is_refused_with_its_number_and_reason():
    lines = ["Name,E-mail,Team", "Eva,eva@x.example.com,A", "", "Eva again,EVA@x.example.com,A", "Bo,no address,A", "Ed,,A", ",ida@x.example.com,A", f"{'x' * 300},jo@x.example.com,A"]
    lines += ["Li\x07,li@x.example.com,A", f"Mo,mo@x.example.com,{'y' * 101}", f"Ny,ny@x.example.com,{'z' * 600}", "Per,per@x.example.com,A,B", "Ulf,ulf@x.example.com"]
    found = read("\n".join(lines).encode())
    assert [row.name for row in found.rows] == ["Eva", "Ulf"]
    assert reasons(found) == [
        (4, "The same address is on line 2 already."),
        (5, "“no address” is not a mail address."),
        (6, "The address is missing."),
        (7, "The name is missing."),
        (8, f"“{'x' * 30}…” is too long: at most 200 characters fit."),
        (9, "There are characters that cannot be shown under “Name”."),
        (10, f"“{'y' * 30}…” is too long: at most 100 characters fit."),
        (11, "What stands under “Team” is too long: at most 500 characters fit."),
        (12, "There are 4 cells, but only 3 headings."),
    ]


def test_a_column_that_is_not_used_does_no_harm():
    found = read(f"Name,E-mail,Notes\nEva,eva@x.example.com,{'z' * 9000}\x07\n".encode(), "none of them")
    assert said(found) == [("eva@x.example.com", "Eva")]


def test_line_numbers_are_the_files_own_also_after_cells_of_several_lines():
    found = read(b'Name,E-mail\n"Eva\nMaria\nEk",eva@x.example.com\nBo,wrong\n')
    assert said(found) == [("eva@x.example.com", "Eva Maria Ek")]
    assert [one.line for one in found.refused] == [5]


def test_a_title_above_the_headings_and_excels_own_mark_are_passed_over():
    assert said(read(b"Users of Nordverk\n\nName;E-mail\nEva;eva@x.example.com\n")) == [("eva@x.example.com", "Eva")]
    found = read(b"sep=;\r\nName;E-mail\r\nEva, Ek;eva@x.example.com\r\nBo;wrong\r\n")
    assert said(found) == [("eva@x.example.com", "Eva, Ek")]
    assert [one.line for one in found.refused] == [4]


def test_letters_made_of_two_signs_become_one():
    assert said(read("Fo\u0308rnamn,E-post\nBjo\u0308rn,b@x.example.com\n".encode())) == [("b@x.example.com", "Björn")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n \n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"Name,E-mail\n", "nobody below"),
        (b"Colour,Size\nred,4\n", "No column with addresses"),
        (b"E-mail\neva@x.example.com\n", "No column with addresses, or none with names"),
        (b"just text", "No column"),
        (b"\x00\x01\x02\x03" * 40, "not a text"),
        ("Name,E-mail\nEva,eva@x.example.com".encode("utf-16-le"), "not a text"),
        (b"\xff\xfeN\x00a", "encoding"),
        (b"Name,E-mail\nE\x81va,eva@x.example.com", "encoding"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old Excel"),
        (b"PK\x03\x04 and then nothing", "not an Excel file"),
        (b'Name,E-mail\n"Eva,eva@x.example.com\nBo,bo@x.example.com\n', "From line 2 on the quotation marks"),
        (b"Name,E-mail\nEva," + b"x" * 200_000, "From line 2 on"),
        (b"Name,E-mail\nEva," + b"x" * 11_000_000, "larger than 10 MB"),
        (b"Name,E-mail" + b",x" * 70 + b"\n", "more than 60 columns"),
        (b"Name,E-mail\n" + b"a,a@x.example.com\n" * 20_001, "more than 20000 lines"),
    ],
)
def test_what_is_no_list_of_people_is_refused_in_words(content, reason):
    with pytest.raises(Refused, match=reason) as refused:
        roster.read(content)
    assert refused.value.field == "file"


def zipped(**parts: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def rebuilt(content: bytes, part: str, replacement: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, replacement if name == part else old.read(name))
    return file.getvalue()


def test_a_workbook_that_unpacks_to_very_much_is_refused_before_it_is_read():
    with pytest.raises(Refused, match="unpacks to more than 50 MB"):
        roster.read(zipped(**{"xl/workbook.xml": bytes(60_000_000)}))
    with pytest.raises(Refused, match="unpacks to more than 50 MB"):
        roster.read(zipped(**{f"part{number}": b"" for number in range(1500)}))


def test_a_workbook_that_lies_about_its_size_is_refused():
    content = zipped(**{"xl/workbook.xml": bytes(60_000_000)})
    lie = content.replace((60_000_000).to_bytes(4, "little"), (100).to_bytes(4, "little"))
    assert lie != content
    with pytest.raises(Refused):
        roster.read(lie)


def test_a_workbook_with_entities_is_refused():
    laughs = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><workbook>&b;</workbook>'
    with pytest.raises(Refused, match="not an Excel file"):
        roster.read(rebuilt(workbook(("Name", "E-mail"), ("Eva", "eva@x.example.com")), "xl/workbook.xml", laughs))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "[Content_Types].xml", "xl/styles.xml"])
def test_a_damaged_workbook_is_refused(part):
    with pytest.raises(Refused):
        roster.read(rebuilt(workbook(("Name", "E-mail"), ("Eva", "eva@x.example.com")), part, b"<broken"))


def test_numbers_dates_formulas_and_empty_cells_of_a_workbook_become_text():
    day = datetime.datetime(2026, 12, 4)
    found = read(workbook(("Name", "E-mail", "Floor", "Since", "Sum", None, "Ok"), (), ("Eva", "eva@x.example.com", 4.0, day, "=1+1", None, True), (None, None, None, None, None, None, None)))
    assert said(found) == [("eva@x.example.com", "Eva", "4", "2026-12-04", "", "True")]
    assert found.rows[0].line == 3


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content):
    with contextlib.suppress(Refused):
        roster.rows(roster.read(content), ())


@given(st.text(max_size=200), st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
def test_any_text_below_headings_is_read_or_refused(text, encoding):
    try:
        table = roster.read(("Name,E-mail,Team\n" + text).encode(encoding, "surrogatepass"))
    except Refused:
        return
    found = roster.rows(table, (2,))
    assert len(found.rows) + len(found.refused) == len(table.lines)


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"], exclude_characters="\ufffd"), min_size=1, max_size=20)


@given(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=8))
def test_what_is_written_for_a_spreadsheet_is_read_as_it_was(pairs):
    lines = [(name, f"n{number}@x.example.com", team) for number, (name, team) in enumerate(pairs)]
    content = b"".join(roster.as_csv(("Name", "E-mail", "Team"), lines))
    table = roster.read(content)
    assert [line.cells for line in table.lines] == [tuple(unicodedata.normalize("NFC", cell) for cell in line) for line in lines]


@pytest.mark.parametrize("cell", ["=1+1", "+46", "-x", "@sum", "\tx", "\rx", "＝1+1", "＠sum"])
def test_nothing_in_an_export_is_taken_for_a_formula(cell):
    content = b"".join(roster.as_csv((cell,), [(cell,)])).decode("utf-8-sig")
    assert all(part.lstrip('"').startswith("'") for part in content.split("\r\n") if part)


class Huge(str):
    """A text to which a million cells of a workbook may point: copying it for each takes minutes."""

    def strip(self, *_chars):
        raise AssertionError("the whole text was copied")


def test_a_huge_text_is_cut_before_anything_else_is_done_with_it():
    [line] = tables.lines.lines([(1, [Huge("  Eva " + "x" * 100_000)])], 10)
    assert line.cells == ("Eva xxxxxxx",)
