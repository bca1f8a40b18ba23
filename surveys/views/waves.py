"""One round: what it is and will be, who was invited, and what can be done with it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import flask
from flask_babel import gettext as _
from flask_babel import ngettext

import pages
from errors import Refused
from mail import store as mail_store
from mail.model import FAILED, REMINDER, Mail
from people import store as people_store
from people.model import Person
from surveys import actions, attention, store
from surveys.forms import ClosingForm
from surveys.model import CLOSED, DRAFT, LINK, OPEN, PLANNED, Rate, Wave, may_remind
from surveys.questionnaire import worded
from surveys.views.blueprint import blueprint

A_PAGE = 50


@dataclass(frozen=True)
class Invited:
    """Somebody's invitation and its mail. Whether they have answered is known of a named round only."""

    number: int
    person: Person
    mail: Mail | None
    answered: bool | None

    @property
    def failed(self) -> bool:
        return self.mail is not None and self.mail.state == FAILED

    @property
    def mended(self) -> bool:
        """Whether the address is another one than the mail's."""
        return self.mail is not None and self.mail.to_email.casefold() != self.person.email.casefold()


@blueprint.get("/waves/<int:number>")
def wave(number: int) -> flask.typing.ResponseReturnValue:
    return _show(store.get_wave(pages.db(), number), pages.Form())


@blueprint.post("/waves/<int:number>/opening")
def opening(number: int) -> flask.typing.ResponseReturnValue:
    db, now = pages.db(), pages.now()
    before = store.get_wave(db, number)
    if before.opened_at is not None:
        pages.told(_("The round has been opened already; nobody gets a second mail."))
        return pages.go("surveys.wave", number=number)
    form = pages.Form()
    if not pages.done(form, lambda: actions.start(db, number, people_store.get(db, pages.me().id), people_store.get_company(db), now)):
        return _show(before, form)
    pages.told(_opened(store.get_wave(db, number)))
    return pages.go("surveys.wave", number=number)


@blueprint.post("/waves/<int:number>/draft")
def unplanning(number: int) -> flask.typing.ResponseReturnValue:
    actions.unplan(pages.db(), number)
    pages.told(_("The round is taken back: it will not open by itself, and its settings can be changed."))
    return pages.go("surveys.wave", number=number)


@blueprint.post("/waves/<int:number>/removal")
def wave_removal(number: int) -> flask.typing.ResponseReturnValue:
    found = store.get_wave(pages.db(), number)
    actions.delete_wave(pages.db(), number)
    pages.told(_("Round %(number)s is deleted. Nobody had been asked.", number=found.number))
    return pages.go("surveys.survey", number=found.survey_id)


@blueprint.post("/waves/<int:number>/closing-time")
def closing_time(number: int) -> flask.typing.ResponseReturnValue:
    form = ClosingForm()
    if not pages.done(form, lambda: actions.extend(pages.db(), number, form.closes.data, pages.now())):
        return _show(store.get_wave(pages.db(), number), pages.Form(), form)
    pages.told(_("The round has a new closing time. Mails that went out name the old one; the page that people answer on names the new one."))
    return pages.go("surveys.wave", number=number)


@blueprint.post("/waves/<int:number>/closing")
def closing(number: int) -> flask.typing.ResponseReturnValue:
    if actions.close_by_hand(pages.db(), pages.config(), number, pages.now()):
        if store.get_wave(pages.db(), number).state == CLOSED:
            pages.told(_("The round is closed and takes no more answers. Here are its results."))
            return pages.go("surveys.results", number=number)
        pages.told(_("The round is closed and takes no more answers. They are many, so counting them takes some minutes; you need not wait."))
        return pages.go("surveys.wave", number=number)
    pages.told(_("The round was not open."))
    return pages.go("surveys.wave", number=number)


@blueprint.post("/waves/<int:number>/reminders")
def reminders(number: int) -> flask.typing.ResponseReturnValue:
    count = _missing(store.rate(pages.db(), number))  # not to how many it goes: archiving somebody before would tell whether they had answered
    actions.remind_now(pages.db(), number, people_store.get_company(pages.db()), pages.now())
    pages.told(ngettext("The reminder goes to %(num)d person within a minute.", "The reminder goes to %(num)d people within a minute.", count) if count else _("Everybody has answered: the reminder goes to nobody."))
    return pages.go("surveys.wave", number=number)


@blueprint.post("/invitations/<int:number>/sending")
def sending(number: int) -> flask.typing.ResponseReturnValue:
    invitation = store.get_invitation(pages.db(), number)
    actions.send_again(pages.db(), number, people_store.get_company(pages.db()), pages.now())
    pages.told(_("The invitation of %(name)s goes out once more within a minute.", name=people_store.get(pages.db(), invitation.person_id).name))
    return flask.redirect(flask.url_for("surveys.wave", number=invitation.wave_id, _anchor="invitations"), 303)


def _opened(found: Wave) -> str:
    if found.state == PLANNED:
        return str(_("The round is planned and opens by itself. Until then it can be taken back."))
    asked = store.rate(pages.db(), found.id).invited
    said: str = ngettext("The survey is open: %(num)d person gets the mail within a minute.", "The survey is open: %(num)d people get the mail within a minute.", asked)
    return said if pages.config().smtp else said + " " + _("No mail server is set up yet, so the mails wait in the outbox.")


def _show(found: Wave, form: pages.Form, closing_form: ClosingForm | None = None) -> flask.typing.ResponseReturnValue:
    db = pages.db()
    content = worded(store.asked(db, found), pages.company().crm)
    context = _before(found) if found.state in (DRAFT, PLANNED) else _during(found) if found.state == OPEN else {}
    return pages.show(
        "surveys/wave_open_link.html" if found.state == OPEN and found.access == LINK else f"surveys/wave_{found.state}.html", wave=found, turnout=store.turnout(db, found), content=content, version=store.questionnaire_version(db, found.questionnaire_id),
        reminders=store.reminders(db, found.id), budget=store.budget(db), promise=store.promise(db, found.id), form=form, closing_form=closing_form or ClosingForm(data={"closes": found.closes}, formdata=None), **context,
    )


def _before(found: Wave) -> dict[str, Any]:
    """Of a round that is not open: who would be asked, and which groups would be too small."""
    db = pages.db()
    targets = store.targets(db, found.id)
    asked = people_store.in_groups(db, targets)
    membership = people_store.membership(db)
    sizes = Counter(membership.get(person.id, {}).get(found.dimension_id or 0, "") for person in asked)
    return {
        "asked": asked, "targets": [group for group in people_store.groups(db) if group.id in targets],
        "drawn": min(found.sample, len(asked)) if found.sample and found.sample < len(asked) else 0,
        "too_much": attention.excess(db, store.settings_of(db, found), store.questionnaire(db, found.questionnaire_id).minutes, store.budget(db), pages.now(), found.id),
        "dimension": people_store.find_dimension(db, found.dimension_id), "sizes": sorted(sizes.items(), key=lambda one: (one[0] == "", one[0].casefold())),
    }


def _during(found: Wave) -> dict[str, Any]:
    """Of an open round: mails, and how many a reminder would go to; never who."""
    db, words = pages.db(), flask.request.args.get("words", "").strip()[:100]
    turnout, everybody = store.rate(db, found.id), _invited(found)
    fitting = [one for one in everybody if words.casefold() in f"{one.person.name} {one.person.email}".casefold()]
    paging = pages.paging(len(fitting), A_PAGE)
    return {
        "missing": _missing(turnout), "why_no_reminder": _why_no_reminder(found, pages.now()), "days_left": (found.closes_at - pages.now()).days,
        "invited": fitting[paging.offset :][: paging.size], "everybody": len(everybody), "fitting": len(fitting), "paging": paging,
        "words": words, "undelivered": sum(one.failed for one in everybody), "states": Counter(one.mail.state for one in everybody if one.mail), "smtp": pages.config().smtp,
    }


def _missing(turnout: Rate) -> int:
    """To how many a reminder would go: papers do not say who wrote them, so they excuse nobody."""
    return max(0, turnout.invited - turnout.answered + turnout.papers)


def _invited(found: Wave) -> list[Invited]:
    """Everybody invited: those whose mail failed first, then by name."""
    db = pages.db()
    people = {person.id: person for person in people_store.everybody(db)}
    mails = mail_store.latest(db, "survey", f"wave:{found.id}", without=REMINDER)
    rows = [Invited(one.id, people[one.person_id], mails.get(one.id), None if found.sealed else one.used) for one in store.invitations(db, found.id)]
    return sorted(rows, key=lambda row: (not row.failed, row.person.name.casefold()))


def _why_no_reminder(found: Wave, now: datetime) -> str:
    """Why no reminder can go out now; '' when one can."""
    try:
        may_remind(found, store.reminder_instants(pages.db(), found.id), now, store.budget(pages.db()))
    except Refused as refused:
        return pages.sentence(refused)
    return ""
