"""Markdown: whatever people typed, a parser of Markdown sees text and nothing else."""

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from documents import markdown

PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
MARKUP = st.text(alphabet=st.sampled_from(list("#*_-+=|`~<>[]()!\\&;:$@{}^.1 2\n\r\tax/w\"'")), max_size=30)
TYPED = MARKUP | st.text(max_size=20)


def tidy(text: str) -> str:
    return " ".join(text.replace("\x00", "\ufffd").split())


def parsed(written: str) -> tuple[list[str], list[str]]:
    """The kinds of blocks, and the text of each that is text; fails when there is any markup in one."""
    tokens = PARSER.parse(written)
    inline = [token for token in tokens if token.type == "inline"]
    assert {child.type for token in inline for child in token.children or []} <= {"text"}, written
    return [token.type for token in tokens if token.type != "inline"], ["".join(child.content for child in token.children or []) for token in inline]


@settings(max_examples=500)
@given(TYPED)
def test_a_line_is_one_paragraph_of_text(text):
    if tidy(text):
        assert parsed(markdown.line(text)) == (["paragraph_open", "paragraph_close"], [tidy(text)])


@settings(max_examples=500)
@given(TYPED)
def test_a_heading_is_that_heading_and_no_more(text):
    if tidy(text):
        assert parsed(markdown.heading(2, text)) == (["heading_open", "heading_close"], [tidy(text)])


@settings(max_examples=500)
@given(st.lists(TYPED.filter(tidy), min_size=1, max_size=3))
def test_each_bullet_is_one_item(items):
    kinds, texts = parsed(markdown.bullets(items))
    assert kinds.count("list_item_open") == len(items)
    assert kinds.count("bullet_list_open") == 1
    assert texts == [tidy(item) for item in items]


@settings(max_examples=500)
@given(st.lists(st.tuples(TYPED, TYPED), min_size=1, max_size=3))
def test_a_table_has_its_cells_and_no_more(lines):
    kinds, texts = parsed(markdown.table(["A", "B"], lines))
    assert kinds.count("tr_open") == len(lines) + 1
    assert texts == ["A", "B", *(tidy(cell) for line in lines for cell in line)]


@settings(max_examples=500)
@given(st.lists(st.lists(TYPED.filter(lambda text: tidy(text) and not set(text) & set("\n\r")), min_size=1, max_size=3), min_size=1, max_size=3))
def test_paragraphs_keep_their_lines(blocks):
    written = markdown.paragraphs("\n\n".join("\n".join(lines) for lines in blocks))
    tokens = [token for token in PARSER.parse(written) if token.type == "inline"]
    shown = [["" if child.type == "hardbreak" else child.content for child in token.children or [] if child.type in ("text", "hardbreak", "softbreak")] for token in tokens]
    assert {child.type for token in tokens for child in token.children or []} <= {"text", "hardbreak"}
    assert ["".join(f"{part}" or "\n" for part in parts) for parts in shown] == ["\n".join(tidy(line) for line in lines) for lines in blocks]


def test_what_looks_harmless_is_left_as_it_is():
    assert markdown.line("Sales, 14:00–15:30 (room 2): 56.5 of 100, we said; OK?") == "Sales, 14:00–15:30 (room 2): 56.5 of 100, we said; OK?"


def test_an_address_does_not_become_a_link():
    assert markdown.line("See https://evil.example.com or www.example.com") == "See https\\://evil.example.com or www\\.example.com"


def test_what_says_nothing_leaves_no_gap():
    assert markdown.document(["# A", "", "b"]) == "# A\n\nb\n"
