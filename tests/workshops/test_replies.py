"""What is read from answers as mail programs write them, and that no text, however made, does more than be refused."""

import tracemalloc
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mail.model import NOT_A_REPLY, TOO_BIG, UNREADABLE, WINMAIL
from tests.workshops import mailed
from workshops import replies
from workshops.model import COUNTER, MAYBE, NO, REPLY, YES, Said

NAMES = sorted(path.stem for path in mailed.FILES.glob("*.eml"))


def read(raw: bytes) -> list[Said]:
    letter = mailed.letter(raw)
    return replies.read(letter.content, letter.sender)


def one(raw: bytes) -> Said:
    [said] = read(raw)
    return said


@pytest.mark.parametrize(("name", "answer", "comment"), [
    ("thunderbird", YES, ""),
    ("exchange", YES, "Jag kommer, men lite senare."),
    ("google", NO, "I am away; sorry: next time"),
    ("apple", MAYBE, ""),
    ("latin-1", YES, "Jag kommer gärna"),
    ("utf-16", YES, "Jag kommer gärna 🙂"),
    ("quoted-printable", YES, "Jag kommer gärna = alltid"),
    ("folded-anywhere", YES, "Jag kommer gärna"),
])
def test_an_answer_is_read_once_whoever_wrote_it(name, answer, comment):
    said = one(mailed.file(name))
    assert (said.method, said.uid, said.attendee) == (REPLY, f"{mailed.TICKET}@localhost", mailed.KIM)
    assert (said.answer, said.comment, said.sequence, said.stamp) == (answer, comment, 0, datetime(2026, 11, 23, 10, tzinfo=UTC))
    assert (said.starts, said.date, said.delegated) == (None, None, False)


@pytest.mark.parametrize(("name", "starts", "ends", "comment"), [
    ("outlook-counter", datetime(2027, 6, 15, 7, tzinfo=UTC), datetime(2027, 6, 15, 8, 30, tzinfo=UTC), "Could we do it in summer?"),
    ("google-counter", datetime(2026, 12, 2, 8, tzinfo=UTC), datetime(2026, 12, 2, 9, 30, tzinfo=UTC), "The day after?"),
])
def test_another_time_is_proposed(name, starts, ends, comment):
    said = one(mailed.file(name))
    assert (said.method, said.answer, said.attendee) == (COUNTER, MAYBE, mailed.KIM)
    assert (said.starts, said.ends, said.comment) == (starts, ends, comment)


def test_whoever_sends_somebody_else_says_no_and_whom():
    said = one(mailed.file("delegation"))
    assert (said.delegated, said.answer, said.delegate, said.comment) == (True, NO, mailed.ROBIN, "Robin comes instead of me.")
    said = one(mailed.file("delegate"))
    assert (said.attendee, said.answer, said.stands_for) == ("lo.sand@elsewhere.example.com", YES, mailed.KIM)


def test_each_entry_speaks_for_itself():
    assert [(said.uid, said.answer) for said in read(mailed.file("several"))] == [("another@elsewhere.example.com", NO), (f"{mailed.TICKET}@localhost", YES)]
    assert [(said.answer, said.date) for said in read(mailed.file("series"))] == [(YES, None), (NO, datetime(2026, 12, 15, 13, tzinfo=UTC))]  # no answer as yet is none


@pytest.mark.parametrize(("name", "code"), [
    ("winmail", WINMAIL), ("request", NOT_A_REPLY), ("not-yet", NOT_A_REPLY),
    *((name, UNREADABLE) for name in ("cut-off", "no-colon", "two-attendees", "no-attendee", "no-address", "path", "empty")),
])
def test_what_is_no_answer_is_refused_with_the_reason(name, code):
    with pytest.raises(replies.Unreadable) as refused:
        read(mailed.file(name))
    assert refused.value.code == code


@pytest.mark.parametrize("name", ["plain", "attached"])
def test_a_mail_without_a_calendar_of_its_own_is_nothing(name):
    assert read(mailed.file(name)) == []


def test_a_file_is_read_whatever_its_type_says():
    assert one(mailed.mail(mailed.calendar(), kind='application/octet-stream; name="Reply.ICS"')).answer == YES


TIMES = {
    "DTSTART:20270615T090000Z": datetime(2027, 6, 15, 9, tzinfo=UTC),
    "DTSTART;TZID=Europe/Stockholm:20270615T090000": datetime(2027, 6, 15, 7, tzinfo=UTC),
    "DTSTART;TZID=W. Europe Standard Time:20270115T090000": datetime(2027, 1, 15, 8, tzinfo=UTC),
    "DTSTART;TZID=/freeassociation.sourceforge.net/Europe/Stockholm:20270615T090000": datetime(2027, 6, 15, 7, tzinfo=UTC),
    "DTSTART;TZID=/vendor/America/Argentina/Buenos_Aires:20270615T090000": datetime(2027, 6, 15, 12, tzinfo=UTC),
    "DTSTART:20270615T090000": datetime(2027, 6, 15, 9),
    "DTSTART;VALUE=DATE:20270615": datetime(2027, 6, 15),
    "DTSTART;TZID=Own:20270328T013000": datetime(2027, 3, 28, 0, 30, tzinfo=UTC),
    "DTSTART;TZID=Own:20270328T033000": datetime(2027, 3, 28, 1, 30, tzinfo=UTC),
    "DTSTART;TZID=Own:20271031T033000": datetime(2027, 10, 31, 2, 30, tzinfo=UTC),
    "DTSTART;TZID=Own:20270101T090000": datetime(2027, 1, 1, 8, tzinfo=UTC),
    "DTSTART;TZID=Once:20270615T090000": datetime(2027, 6, 15, 5, 30, tzinfo=UTC),
    "DTSTART;TZID=Once:20300615T090000": datetime(2030, 6, 15, 6, tzinfo=UTC),
    "DTSTART;TZID=By the second:20270615T090000": None,
    "DTSTART;TZID=Nowhere:20270615T090000": None,
    "DTSTART;TZID=Europe:20270615T090000": None,
    "DTSTART;TZID=../../etc/passwd:20270615T090000": None,
    "DTSTART:20271315T090000Z": None,
    "DTSTART:99991231T235959Z": None,
    "DTSTART:tomorrow": None,
}
ZONES = """BEGIN:VTIMEZONE
TZID:Own
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
BEGIN:VTIMEZONE
TZID:Once
BEGIN:STANDARD
DTSTART:20280101T000000
RDATE:20290101T000000,20280601T000000
TZOFFSETFROM:+0330
TZOFFSETTO:+0300
END:STANDARD
END:VTIMEZONE
BEGIN:VTIMEZONE
TZID:By the second
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=SECONDLY
END:STANDARD
END:VTIMEZONE
"""


@pytest.mark.parametrize("line", TIMES)
def test_a_time_is_told_by_its_zone_or_not_at_all(line):
    text = mailed.calendar("TENTATIVE", method="COUNTER", more=line).replace("BEGIN:VEVENT", ZONES + "BEGIN:VEVENT")
    assert one(mailed.mail(text)).starts == TIMES[line]


def test_a_stranger_who_defines_a_zone_changes_no_later_mail():
    text = mailed.calendar("TENTATIVE", method="COUNTER", more="DTSTART;TZID=Own:20270615T090000")
    assert one(mailed.mail(text.replace("BEGIN:VEVENT", ZONES + "BEGIN:VEVENT"))).starts
    assert one(mailed.mail(text)).starts is None


@pytest.mark.parametrize(("sequence", "read_as"), [("0", 0), ("7", 7), ("99999999999999999999", 0), ("9999999999", 2**31 - 1), ("-1", 0), ("x", 0), ("", 0), ("٣", 0)])
def test_a_sequence_is_a_number_that_fits(sequence, read_as):
    assert one(mailed.mail(mailed.calendar().replace("SEQUENCE:0", f"SEQUENCE:{sequence}"))).sequence == read_as


def test_the_words_are_kept_as_text_and_within_reason():
    said = one(mailed.mail(mailed.calendar(more="COMMENT:<b>Yes</b>\\, \\\\n\\nand\x07 more\nCOMMENT:" + "x" * 90_000)))
    assert said.comment.startswith("<b>Yes</b>, \\n\nand more\nxxx")
    assert len(said.comment) == 2000


LONG = [
    "BEGIN:VCALENDAR\r\n" * 15_000,
    "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n" + "BEGIN:VEVENT\r\nEND:VEVENT\r\n" * 9000 + "END:VCALENDAR",
    mailed.calendar(more="COMMENT:x\n" * 20_000),
    mailed.calendar(more="COMMENT:" + "\\n" * 125_000),
    mailed.calendar(more="ATTENDEE" + ";A=B" * 60_000),
    mailed.calendar(more='ATTENDEE;CN="' + '"x"' * 80_000),
    mailed.calendar(more="X" * 250_000),
    mailed.calendar(more="RDATE:" + "20270101T000000," * 15_000),
    "\r\n" * 125_000, "\r\n " * 80_000, " " * 250_000, ":" * 250_000, "A;" * 125_000,
]


@pytest.mark.parametrize("text", LONG, ids=range(len(LONG)))
def test_a_long_text_takes_no_more_than_its_share_of_memory(text):
    raw = mailed.mail(text)
    tracemalloc.start()
    try:
        read(raw)
    except replies.Unreadable:
        pass
    finally:
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < 30_000_000


@pytest.mark.parametrize("size", [256 * 1024 + 1, 10_000_000])
def test_a_calendar_that_is_too_long_is_not_even_looked_at(size):
    with pytest.raises(replies.Unreadable) as refused:
        read(mailed.mail(mailed.calendar().ljust(size)))
    assert refused.value.code == TOO_BIG


def test_a_mail_with_answers_by_the_hundred_holds_none():
    with pytest.raises(replies.Unreadable) as refused:
        read(mailed.mail("".join(mailed.calendar(more=f"COMMENT:{number}") for number in range(500))))
    assert refused.value.code == UNREADABLE


def harmless(raw: bytes) -> None:
    """Reading it gives answers or our own refusal."""
    letter = mailed.letter(raw)
    try:
        said = replies.read(letter.content, letter.sender)
    except replies.Unreadable:
        pass
    else:
        assert all(one.uid and "@" in one.attendee and 0 <= one.sequence < 2**31 and len(one.comment) <= 2000 for one in said)


@given(st.data())
def test_a_real_answer_spoiled_anywhere_is_read_or_refused(data):
    raw = mailed.file(data.draw(st.sampled_from(NAMES)))
    for _spoil in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(raw)))
        end = data.draw(st.integers(start, min(len(raw), start + 40)))
        raw = raw[:start] + data.draw(st.one_of(st.binary(max_size=20), st.sampled_from([b"\r\n", b";", b":", b'"', b"=", b"\0", b"BEGIN:VEVENT\r\n", b"=?utf-8?q?=", b"charset=utf-16", raw[:200]]))) + raw[end:]
    harmless(raw)


@given(st.lists(st.sampled_from([line for name in ("exchange", "apple", "several") for line in mailed.file(name).decode().splitlines()] + ZONES.splitlines() + mailed.calendar().splitlines()), max_size=40))
def test_lines_in_any_order_are_read_or_refused(lines):
    harmless(mailed.mail("\r\n".join(["BEGIN:VCALENDAR", *lines, "END:VCALENDAR"])))


@given(st.text(max_size=300), st.sampled_from(["utf-8", "utf-16", "us-ascii", "hex", "idna", "punycode", "none such", "iso-8859-99"]))
def test_any_text_in_any_charset_is_read_or_refused(text, charset):
    harmless(mailed.mail(mailed.calendar(more="COMMENT:X").replace("X", text.encode(errors="replace").decode()), kind=f'text/calendar; charset="{charset}"; method=REPLY'))
