"""The forms about people: the shape of the input."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

import walltime
from config import LANGUAGES
from pages import Choice, Form, Line, Ticks, Upload
from people.model import GROUP_MOST, NAME_MOST, Dimension, Group

SPOKEN: list[tuple[str, Any]] = list(LANGUAGES.items())
ZONES: list[tuple[str, Any]] = [(zone, zone.replace("_", " ")) for zone in sorted(walltime.ZONES)]


def _language_or_none() -> Any:
    return Choice(_l("Language of mails and pages"), [("", _l("The company's language")), *SPOKEN], required=False)


def _address(label: Any, **kwargs: Any) -> Any:
    return Line(label, most=254, render_kw={"type": "email", "autocomplete": "email", "inputmode": "email", **kwargs})


class CompanyForm(Form):
    company = Line(_l("The company's name"), most=100, render_kw={"autocomplete": "organization"})
    crm = Line(_l("What the CRM is called"), most=60)
    zone = Choice(_l("Time zone"), ZONES, description=_l("Times of workshops and surveys are shown in it."))
    language = Choice(_l("Language"), SPOKEN, description=_l("For mails and pages, unless a person has chosen another."))


class StartForm(CompanyForm):
    name = Line(_l("Your name"), most=NAME_MOST, render_kw={"autocomplete": "name"})
    email = _address(_l("Your mail address"))


class SignInForm(Form):
    email = _address(_l("Your mail address"))


class MeForm(Form):
    name = Line(_l("Your name"), most=NAME_MOST, render_kw={"autocomplete": "name"})
    language = _language_or_none()


class AmbassadorForm(Form):
    email = _address(_l("Mail address"), autocomplete="off")
    name = Line(_l("Name"), required=False, most=NAME_MOST, render_kw={"autocomplete": "off"}, description=_l("Needed only if the person is not on the list of people yet."))


class PersonForm(Form):
    name = Line(_l("Name"), most=NAME_MOST, render_kw={"autocomplete": "off"})
    email = _address(_l("Mail address"), autocomplete="off")
    language = _language_or_none()

    def groups(self) -> dict[int, str]:
        """The group chosen or newly named in each dimension, '' for none."""
        chosen = {int(name.removeprefix("group_")): self[name].data for name in self._fields if name.startswith("group_")}
        return {number: self[f"new_{number}"].data or group for number, group in chosen.items() if group is not None}


def person_form(dimensions: Iterable[Dimension], groups: Iterable[Group]) -> type[PersonForm]:
    """A person's form with two fields a dimension: `group_7` to choose one, `new_7` to name a new one."""
    every = list(groups)
    fields: dict[str, Any] = {}
    for one in dimensions:
        names = [group.name for group in every if group.dimension_id == one.id]
        fields[f"group_{one.id}"] = Choice(one.name, [("", _l("None")), *((name, name) for name in names)], required=False)
        fields[f"new_{one.id}"] = Line(_("A new group: %(kind)s", kind=one.name), required=False, most=GROUP_MOST)
    return type("PersonForm", (PersonForm,), fields)


class GroupForm(Form):
    name = Line(_l("Name"), most=GROUP_MOST, render_kw={"autocomplete": "off"})


class UploadForm(Form):
    file = Upload(_l("The file"), render_kw={"accept": ".csv,.tsv,.txt,.xlsx"})


class ColumnsForm(Form):
    columns = Ticks(_l("Columns to use as groups"))
