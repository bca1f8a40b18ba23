"""Asking by an open link, for the ambassador: making such a round, its poster, and the screen of the room."""

from datetime import timedelta
from typing import Any

import flask
from flask_babel import gettext as _

import pages
import walltime
from errors import NotFound, Refused
from mail import links
from mail.model import Link
from people import store as people_store
from surveys import actions, qr, room, store
from surveys.forms.room import HERE, LinkForm
from surveys.model import LINK, Wave
from surveys.views.blueprint import blueprint


@blueprint.route("/surveys/<int:number>/link", methods=["GET", "POST"])
def new_link(number: int) -> flask.typing.ResponseReturnValue:
    db, now = pages.db(), pages.now()
    survey = store.get_survey(db, number)
    form = LinkForm(data=LinkForm.usual(walltime.wall(now, pages.zone()).replace(hour=17, minute=0) + timedelta(days=7)))
    made: list[Wave] = []
    if pages.done(form, lambda: made.append(actions.ask_by_link(db, number, form.settings(now, pages.zone()), people_store.get(db, pages.me().id), people_store.get_company(db), now))):
        if form.how.data == HERE:
            return pages.go("surveys.room_screen", number=made[0].id)
        pages.told(_("The round is open: whoever has the link can answer. Print the poster, or show the link on a slide."))
        return pages.go("surveys.wave", number=made[0].id)
    content = store.questionnaire(db, store.latest_questionnaire(db, number)[0])
    return pages.show("surveys/room_new.html", form=form, survey=survey, content=content, local=pages.config().url if pages.config().local and not pages.config().demo else "")


@blueprint.get("/waves/<int:number>/room")
def room_screen(number: int) -> flask.typing.ResponseReturnValue:
    """What is projected: the link while the round is open, then what it adds up to."""
    wave, now = _by_link(number), pages.now()
    results = store.results(pages.db(), wave) if wave.has_release else None
    left = room.minutes_left(wave.closes_at, now)
    return pages.show(
        "surveys/room.html", wave=wave, turnout=store.turnout(pages.db(), wave), left=left, short=left <= room.MOST_MINUTES, results=results, language=pages.language(), **_link(wave),
    )


@blueprint.get("/waves/<int:number>/poster")
def poster(number: int) -> flask.typing.ResponseReturnValue:
    wave = _by_link(number)
    return pages.show("surveys/room_poster.html", wave=wave, open=wave.accepts(pages.now()), content=store.asked(pages.db(), wave), **_link(wave))


@blueprint.post("/waves/<int:number>/room/time")
def room_time(number: int) -> flask.typing.ResponseReturnValue:
    """Five more minutes, said once however many screens ask for it."""
    try:
        actions.more_time(pages.db(), number, flask.request.form.get("closes", ""), pages.now())
    except Refused as refused:
        pages.told(pages.sentence(refused))
    return pages.go("surveys.room_screen", number=number)


@blueprint.post("/waves/<int:number>/room/closing")
def room_closing(number: int) -> flask.typing.ResponseReturnValue:
    _by_link(number)
    actions.close_by_hand(pages.db(), pages.config(), number, pages.now())
    return pages.go("surveys.room_screen", number=number)


@blueprint.post("/waves/<int:number>/link")
def link_renewal(number: int) -> flask.typing.ResponseReturnValue:
    actions.renew_link(pages.db(), number, pages.now())
    pages.told(_("The link is new, and the old one does not work any more. Print the poster again; answers that have come stay."))
    return pages.go("surveys.wave", number=number)


def _by_link(number: int) -> Wave:
    wave = store.get_wave(pages.db(), number)
    if wave.access != LINK or wave.opened_at is None:
        raise NotFound("link")
    return wave


def _link(wave: Wave) -> dict[str, Any]:
    address = links.url(pages.config(), Link("room", wave.id, wave.link_version))
    host, slash, path = address.split("://", 1)[-1].partition("/")
    return {"host": host, "path": slash + path, "qr": qr.svg(address)}
