"""How often each answer to one question was given."""

from flask_babel import gettext as _
from flask_babel import ngettext

from surveys.drawings.rows import Row, in_rows
from surveys.drawings.scale import SHARES, Scale, of_mean, of_share
from surveys.drawings.shapes import WIDE, Drawing
from surveys.figures import QuestionResult, Share
from surveys.questions import in_language


def distribution(found: QuestionResult, language: str, *, width: float = WIDE) -> Drawing:
    """A bar for each answer that could be given; of numbers their mean in words."""
    rows = [share_row(found.question.label(share.value, language), share) for share in found.told]
    return in_rows(in_language(found.text, language), rows, SHARES, bars=True, width=width, notes=(*_mean(found), share_note()))


def share_row(label: str, share: Share) -> Row:
    return Row(label, of_share(share), _("%(count)s of %(n)s", count=share.count, n=share.n))


def share_note() -> str:
    return str(_("The line at the end of a bar is the 95 % interval of its share."))


def _mean(found: QuestionResult) -> list[str]:
    """The mean in a sentence, where the answers are numbers."""
    if not found.mean:
        return []
    scale = Scale(found.mean.least, found.mean.most)
    interval = scale.interval(of_mean(found.mean))
    said = ngettext("Mean %(mean)s of %(num)d answer", "Mean %(mean)s of %(num)d answers", found.n, mean=scale.say(found.mean.mean))
    doubt = [str(_("Fewer than 12 answers make it very uncertain."))] if found.mean.uncertain else []
    return [" ".join((said + (f", {_('95 %% interval %(span)s', span=interval)}" if interval else "") + ".", *doubt))]
