"""Writing about a comment, and finding one's own by a phrase. Who has a phrase has no session, so those forms have no token."""

from flask_babel import lazy_gettext as _l

from pages import Form, Line, Lines, Tick
from surveys.messages import MOST_MESSAGE


class MessageForm(Form):
    text = Lines(_l("Your message"), required=True, most=MOST_MESSAGE)
    sure = Tick(_l("Send it as it stands"))


class PhraseForm(Form):
    phrase = Line(_l("Your phrase"), description=_l("A number and three words. Capitals, spaces and hyphens do not matter."))

    class Meta:
        csrf = False


class ReplyForm(PhraseForm):
    part = Line("", required=False)
    text = Lines(_l("Your answer"), required=True, most=MOST_MESSAGE)
