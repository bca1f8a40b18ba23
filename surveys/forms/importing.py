"""Answers from a file: the file, how it is read, and the file once more as it travels from its preview to its confirmation."""

import base64
import binascii

import wtforms
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField

from errors import Refused
from pages import Form, Line, Number, Tick
from surveys.forms.surveys import one_of
from surveys.model import ANONYMOUS, NAMED, USUAL_K, USUAL_KC

MOST_BYTES = 2_000_000  # so that the file fits into the form

USUAL = {"level": ANONYMOUS, "k": USUAL_K, "kc": USUAL_KC}
LEVELS = [
    (ANONYMOUS, _l("Anonymously: they are counted, once, and the single answers are not kept. Only groups that are large enough show.")),
    (NAMED, _l("By name: you see who answered what.")),
]


class ImportForm(Form):
    file = FileField(_l("The file"), render_kw={"accept": ".csv,.tsv,.txt,.xlsx"})
    content = wtforms.HiddenField()
    filename = wtforms.HiddenField()
    group = Line(_l("The column with each person's group"), required=False, most=1000, description=_l("Its heading or its number, for example “Department”. Leave it empty for no groups."), render_kw={"list": "headings"})
    respondent = Line(_l("The column that says whose answers they are"), required=False, most=1000, description=_l("Needed for answers by name only. Anonymous answers are kept without it."), render_kw={"list": "headings"})
    level = one_of(_l("How people answered"), LEVELS)
    k = Number(_l("Figures show from so many answers on"), 0, 10_000, description=_l("5 is usual and 3 the least."))
    kc = Number(_l("Free text shows from so many answers on"), 0, 10_000, description=_l("10 is usual."))
    add_questions = Tick(_l("Make open questions of the columns that are no question of this survey"))

    def upload(self) -> bytes:
        """The bytes of the file chosen now, or else of the one that travels along. Raises Refused, at `file`."""
        if self.file.data:
            fresh: bytes = self.file.data.read(MOST_BYTES + 1)
            self.file.data.close()
            self._keep(fresh, self.file.data.filename or "")
            return fresh
        try:
            kept = base64.b64decode(self.content.data or "", validate=True)
        except (binascii.Error, ValueError):
            kept = b""
        if not kept:
            raise Refused("Choose a file.", field="file")
        return kept

    def forget(self) -> None:
        """Carry the file no further: it cannot be read."""
        self.content.data = self.filename.data = ""

    def _keep(self, fresh: bytes, name: str) -> None:
        if len(fresh) > MOST_BYTES:
            raise Refused("The file is larger than %(most)s MB.", field="file", most=MOST_BYTES // 1_000_000)
        self.content.data, self.filename.data = base64.b64encode(fresh).decode(), name[:100]
