"""Names of files: every system can keep them, whatever the title."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents import names


@given(st.text(max_size=200))
def test_a_name_is_plain_and_short(title):
    found = names.numbered("workshop", 7, title, "md")
    assert re.fullmatch(r"workshop-7(-[a-z0-9]+)*\.md", found)
    assert len(found) < 90


@pytest.mark.parametrize(("title", "name"), [
    ("First steps", "workshop-7-first-steps.md"),
    ("Återträff på Åland", "workshop-7-atertraff-pa-aland.md"),
    ("../../etc/passwd", "workshop-7-etc-passwd.md"),
    ("会议", "workshop-7.md"),
])
def test_names_say_what_the_file_is(title, name):
    assert names.numbered("workshop", 7, title, "md") == name
