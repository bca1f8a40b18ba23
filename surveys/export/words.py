"""What people wrote, as others may read it: edited, without who wrote it, what else they wrote, and in no order."""

from collections.abc import Iterable, Mapping

from flask_babel import gettext as _

from surveys.messages import Comment
from surveys.questions import Texts, in_language
from tables import Sheet


def words(found: Iterable[Comment], asked: Mapping[str, Texts], language: str) -> Sheet:
    """A line for each comment. `asked`: what was asked, by part. `found` is read as it is written."""
    headings = [_("Question"), _("In their own words"), _("Tags"), _("To follow up")]
    lines = ([in_language(asked[one.part_id], language), one.shown, ", ".join(one.tags), _("yes") if one.follow_up else ""] for one in found)
    return Sheet(_("In their own words"), headings, lines)
