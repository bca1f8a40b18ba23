"""A wave's life: planned, opened, reminded, extended, closed. Each change of state is claimed, so it happens once."""

from datetime import date, datetime

from sqlite_utils import Database

import storage
import walltime
from errors import Refused
from mail import actions as mail_actions
from mail import store as mail_store
from mail.model import INVITATION, REMINDER
from people import store as people_store
from people.model import Company, Person
from surveys import mails, store
from surveys.model import DRAFT, OPEN, PLANNED, Settings, Wave, check_settings, may_remind, promise_of, reminder_at


def save_wave(db: Database, survey_id: int, wave_id: int | None, settings: Settings, now: datetime) -> int:
    """Draft a wave, or change one that is not open yet. Returns its number."""
    check_settings(settings, now)
    with storage.write(db):
        if wave_id is None:
            return store.insert_wave(db, survey_id, store.latest_questionnaire(db, survey_id)[0], settings)
        wave = store.get_wave(db, wave_id)
        _refuse_opened(wave)
        store.update_wave(db, wave_id, store.latest_questionnaire(db, wave.survey_id)[0], settings)
        if settings.opens is None:  # nothing would open it
            store.set_state(db, wave_id, (PLANNED,), DRAFT)
        return wave_id


def delete_wave(db: Database, wave_id: int) -> None:
    with storage.write(db):
        _refuse_opened(store.get_wave(db, wave_id))
        store.delete_wave(db, wave_id)


def start(db: Database, wave_id: int, asker: Person, company: Company, now: datetime) -> Wave:
    """The ambassador's go: opens the wave at once, or plans it when its opening lies ahead. Returns the wave as it then is."""
    with storage.write(db):
        wave = store.get_wave(db, wave_id)
        _refuse_opened(wave)
        check_settings(store.settings_of(db, wave), now)
        _refuse_nobody(db, wave)
        store.set_asker(db, wave_id, asker.name, asker.email)
        if wave.opens and walltime.instant(wave.opens, wave.zone) > now:
            store.set_state(db, wave_id, (DRAFT,), PLANNED)
        else:
            open_wave(db, store.get_wave(db, wave_id), company, now)
        return store.get_wave(db, wave_id)


def unplan(db: Database, wave_id: int) -> None:
    """Take a planned wave back to a draft."""
    with storage.write(db):
        if not store.set_state(db, wave_id, (PLANNED,), DRAFT):
            raise Refused("Only a round that is planned and not yet open can be taken back.")


def open_wave(db: Database, wave: Wave, company: Company, now: datetime) -> bool:
    """Open a wave, once: freeze its promise, keep everybody's groups, invite everybody. False when it has changed since it was read."""
    with storage.write(db):
        if store.get_wave(db, wave.id) != wave:
            return False
        dimension = people_store.find_dimension(db, wave.dimension_id)
        name = dimension.name if dimension else ""
        promise = promise_of(store.settings_of(db, wave), name, store.questionnaire(db, wave.questionnaire_id))
        opened = store.open_wave(db, wave.id, name, company.crm, promise, (wave.asker_name, wave.asker_email), now)
        if opened:
            invite_missing(db, store.get_wave(db, wave.id), company, now)
        return opened


def give_back_missed(db: Database, wave_id: int) -> None:
    """A planned wave whose whole time went by while nothing ran becomes a draft again."""
    with storage.write(db):
        store.set_state(db, wave_id, (PLANNED,), DRAFT)


def invite_missing(db: Database, wave: Wave, company: Company, now: datetime) -> int:
    """Invite everybody in the wave's groups who has no invitation yet: all at opening, late joiners afterwards. Returns how many."""
    with storage.write(db):
        if not store.get_wave(db, wave.id).accepts(now):
            return 0
        invited = store.invited_people(db, wave.id)
        missing = [person for person in people_store.in_groups(db, store.targets(db, wave.id)) if person.id not in invited]
        if not missing:
            return 0
        dimensions = {dimension.id: dimension.name for dimension in people_store.dimensions(db)}
        membership = people_store.membership(db)
        content = store.asked(db, wave)
        for person in missing:
            own = membership.get(person.id, {})
            groups = {dimensions[number]: name for number, name in own.items()}
            number = store.insert_invitation(db, wave.id, person.id, own.get(wave.dimension_id or 0, ""), groups)
            mail_actions.queue(db, [mails.invitation(wave, content, person, company, number)], now)
        return len(missing)


def send_again(db: Database, invitation_id: int, company: Company, now: datetime) -> None:
    """Mail an invitation once more; a mended address gets a link of its own and the old one ends.

    It looks the same whether the person has answered or not.
    """
    with storage.write(db):
        invitation = store.get_invitation(db, invitation_id)
        wave = store.get_wave(db, invitation.wave_id)
        if not wave.accepts(now):
            raise Refused("The survey is closed; nothing was sent.")
        person = people_store.get(db, invitation.person_id)
        last = mail_store.latest(db, "survey", f"wave:{wave.id}", without=REMINDER).get(invitation_id)
        if last and last.to_email.casefold() != person.email.casefold():
            store.raise_link_version(db, invitation_id)
            mail_actions.withdraw(db, INVITATION, "survey", [invitation_id])
        version = store.get_invitation(db, invitation_id).link_version
        content = store.asked(db, wave)
        mail_actions.queue(db, [mails.invitation(wave, content, person, company, invitation_id, version, again=now)], now)


def remind(db: Database, wave: Wave, company: Company, now: datetime) -> int:
    """Send the planned reminder that is due, once. Returns to how many it goes; 0 when none is due."""
    with storage.write(db):
        wave = store.get_wave(db, wave.id)
        due = [day for day, sent in store.reminders(db, wave.id) if sent is None and reminder_at(day, wave.zone) <= now]
        for missed in due[:-1]:  # after a standstill one reminder is enough
            store.drop_reminder(db, wave.id, missed)
        return _send_reminder(db, wave, due[-1], company, now) if due and wave.accepts(now) else 0


def remind_now(db: Database, wave_id: int, company: Company, now: datetime) -> int:
    """The ambassador's own reminder, today, in place of the next planned one. Returns to how many it goes."""
    with storage.write(db):
        wave = store.get_wave(db, wave_id)
        planned = store.reminders(db, wave_id)
        today = walltime.wall(now, wave.zone).date()
        may_remind(wave, [sent for _day, sent in planned if sent], now)
        for day in [day for day, sent in planned if sent is None][:1]:
            store.drop_reminder(db, wave_id, day)
        store.add_reminder(db, wave_id, today)
        return _send_reminder(db, wave, today, company, now)


def _send_reminder(db: Database, wave: Wave, day: date, company: Company, now: datetime) -> int:
    """Claim one reminder and queue it for those who have not answered.

    Everybody's is queued, and the others' are taken back at once: the numbers of the mails that follow, which are seen, must not tell how many went out.
    """
    if not store.claim_reminder(db, wave.id, day, now):
        return 0
    waiting = [invitation.id for invitation in store.invitations(db, wave.id) if not invitation.used]
    content, everybody = store.asked(db, wave), store.every_invitation(db, wave.id)
    for invitation in everybody:
        person = people_store.get(db, invitation.person_id)
        mail_actions.queue(db, [mails.reminder(wave, content, person, company, invitation, day)], now)
    mail_actions.withdraw(db, REMINDER, "survey", [invitation.id for invitation in everybody if invitation.id not in waiting])
    store.save_recipients(db, wave.id, day, len(waiting))
    return len(waiting)


def extend(db: Database, wave_id: int, closes: datetime, now: datetime) -> None:
    """Move the closing of an open wave to another wall time ahead."""
    with storage.write(db):
        wave = store.get_wave(db, wave_id)
        if wave.state != OPEN:
            raise Refused("Only an open round can be extended; a closed one never reopens.")
        if walltime.instant(closes, wave.zone, "closes") <= now:
            raise Refused("The new closing time must lie ahead.", field="closes")
        store.set_closes(db, wave_id, closes)


def _refuse_opened(wave: Wave) -> None:
    if wave.opened_at is not None:
        raise Refused("This round has been opened; what its respondents were promised cannot be changed.")


def _refuse_nobody(db: Database, wave: Wave) -> None:
    asked = len(people_store.in_groups(db, store.targets(db, wave.id)))
    if asked == 0:
        raise Refused("Nobody is in the groups chosen, so there is nobody to ask.", field="targets")
    if wave.anonymous and asked < wave.k:
        raise Refused("Only %(asked)s would be asked, and figures show from %(k)s answers on: nothing could ever be shown. Ask more people, or ask by name.", field="targets", asked=asked, k=wave.k)
