"""Tags: an ambassador's own words for what several comments are about. Pure."""

from collections.abc import Sequence

from errors import Refused

MOST_TAG, MOST_TAGS = 40, 100  # characters of one, and how many a survey has


def checked_tag(typed: str, known: Sequence[str]) -> str:
    """A tag as it is kept: one that is known stays spelled as it is. Raises Refused, at `tag`."""
    tag = " ".join(typed.split())
    if not tag:
        raise Refused("Write the tag: a word or two for what they are about.", field="tag")
    if len(tag) > MOST_TAG:
        raise Refused("A tag has at most %(most)s characters.", field="tag", most=MOST_TAG)
    same = next((one for one in known if one.casefold() == tag.casefold()), "")
    if not same and len(known) >= MOST_TAGS:
        raise Refused("A survey can have %(most)s tags. Take one off, or use one that is there.", field="tag", most=MOST_TAGS)
    return same or tag
