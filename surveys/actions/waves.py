"""A wave's life: planned, opened, joined, extended. Each change of state is claimed, so it happens once."""

import secrets
from collections.abc import Container, Sequence
from datetime import datetime

from sqlite_utils import Database

import storage
import walltime
from errors import Refused
from mail import actions as mail_actions
from people import store as people_store
from people.model import Company, Person
from surveys import attention, checking, mails, store, words
from surveys.model import DRAFT, INVITED, LONGEST_OPEN, OPEN, PLANNED, Settings, Wave, check_settings, promise_of


def save_wave(db: Database, survey_id: int, wave_id: int | None, settings: Settings, now: datetime) -> int:
    """Draft a wave, or change one that is not open yet. Returns its number."""
    check_settings(settings, now, store.budget(db))
    with storage.write(db):
        if wave_id is None:
            return _insert(db, survey_id, settings)
        wave = store.get_wave(db, wave_id)
        _refuse_opened(wave)
        store.update_wave(db, wave_id, store.latest_questionnaire(db, wave.survey_id)[0], settings)
        if settings.opens is None:  # nothing would open it
            store.set_state(db, wave_id, (PLANNED,), DRAFT)
        return wave_id


def _insert(db: Database, survey_id: int, settings: Settings) -> int:
    """A new wave, its mails in the last one's words."""
    last = next((wave for wave in store.waves_of(db, survey_id) if not wave.imported), None)
    number = store.insert_wave(db, survey_id, store.latest_questionnaire(db, survey_id)[0], settings)
    if last:
        store.copy_words(db, last.id, number)
    return number


def delete_wave(db: Database, wave_id: int) -> None:
    with storage.write(db):
        _refuse_opened(store.get_wave(db, wave_id))
        store.delete_wave(db, wave_id)


def start(db: Database, wave_id: int, asker: Person, company: Company, now: datetime) -> Wave:
    """The ambassador's go: opens the wave at once, or plans it when its opening lies ahead. Returns the wave as it then is."""
    with storage.write(db):
        wave = store.get_wave(db, wave_id)
        _refuse_opened(wave)
        check_settings(store.settings_of(db, wave), now, store.budget(db))
        _refuse_nobody(db, wave)
        checking.may_open(store.questionnaire(db, wave.questionnaire_id))
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
    """Open a wave, once: freeze its promise, keep everybody's groups, invite everybody, or those who are drawn. False when it has changed since it was read."""
    with storage.write(db):
        if store.get_wave(db, wave.id) != wave:
            return False
        dimension = people_store.find_dimension(db, wave.dimension_id)
        name = dimension.name if dimension else ""
        content, settings = store.questionnaire(db, wave.questionnaire_id), store.settings_of(db, wave)
        could = people_store.in_groups(db, settings.targets)
        opened = store.open_wave(db, wave.id, name, company.crm, promise_of(settings, name, content, len(could)), (wave.asker_name, wave.asker_email), now)
        if opened:
            _drop_missed_reminders(db, wave, now)
            chosen = _draw(could, attention.crowded(db, settings, content.minutes, store.budget(db), now, wave.id), wave.sample) if wave.sample else could
            _invite(db, store.get_wave(db, wave.id), chosen if wave.access == INVITED else [], company, now)
        return opened


def give_back_missed(db: Database, wave_id: int) -> None:
    """A planned wave whose whole time went by while nothing ran becomes a draft again."""
    with storage.write(db):
        store.set_state(db, wave_id, (PLANNED,), DRAFT)


def invite_missing(db: Database, wave: Wave, company: Company, now: datetime) -> int:
    """Invite late joiners: everybody in the wave's groups who has no invitation yet, unless its people were drawn. Returns how many.

    Mostly there is nobody, so nobody waits for the write lock meanwhile.
    """
    if wave.access != INVITED or wave.sample or not store.somebody_is_missing(db, wave.id):
        return 0
    with storage.write(db):
        if not store.get_wave(db, wave.id).accepts(now):
            return 0
        invited = store.invited_people(db, wave.id)
        return _invite(db, wave, [person for person in people_store.in_groups(db, store.targets(db, wave.id)) if person.id not in invited], company, now)


def _invite(db: Database, wave: Wave, people: Sequence[Person], company: Company, now: datetime) -> int:
    if not people:
        return 0
    dimensions = {dimension.id: dimension.name for dimension in people_store.dimensions(db)}
    membership = people_store.membership(db)
    content, own = store.asked(db, wave), store.own_words(db, wave.id, words.INVITATION)
    for person in people:
        groups = membership.get(person.id, {})
        number = store.insert_invitation(db, wave.id, person.id, groups.get(wave.dimension_id or 0, ""), {dimensions[one]: name for one, name in groups.items()})
        mail_actions.queue(db, [mails.invitation(wave, content, person, company, number, own)], now)
    return len(people)


def _draw(people: Sequence[Person], crowded: Container[int], count: int) -> list[Person]:
    """So many of the people by chance, those first of whom not too much is asked already."""
    drawn = list(people)
    secrets.SystemRandom().shuffle(drawn)
    chosen = sorted(drawn, key=lambda person: person.id in crowded)[:count]
    return [person for person in people if person in chosen]


def _drop_missed_reminders(db: Database, wave: Wave, now: datetime) -> None:
    """Nobody is reminded on the day of the invitation, however late a standstill has made it."""
    today = walltime.wall(now, wave.zone).date()
    for day, _sent in store.reminders(db, wave.id):
        if day <= today:
            store.drop_reminder(db, wave.id, day)


def extend(db: Database, wave_id: int, closes: datetime, now: datetime) -> None:
    """Move the closing of an open wave to another wall time ahead."""
    with storage.write(db):
        wave = store.get_wave(db, wave_id)
        if wave.state != OPEN:
            raise Refused("Only an open round can be extended; a closed one never reopens.")
        if walltime.instant(closes, wave.zone, "closes") <= now:
            raise Refused("The new closing time must lie ahead.", field="closes")
        if wave.opened_at and walltime.instant(closes, wave.zone) > wave.opened_at + LONGEST_OPEN:
            raise Refused("A round can be open for a year at most.", field="closes")
        store.set_closes(db, wave_id, closes)


def _refuse_opened(wave: Wave) -> None:
    if wave.opened_at is not None:
        raise Refused("This round has been opened; what its respondents were promised cannot be changed.")


def _refuse_nobody(db: Database, wave: Wave) -> None:
    if wave.access != INVITED:
        return
    asked = len(people_store.in_groups(db, store.targets(db, wave.id)))
    if asked == 0:
        raise Refused("Nobody is in the groups chosen, so there is nobody to ask.", field="targets")
    if wave.sealed and asked < wave.k:
        raise Refused("Only %(asked)s would be asked, and figures show from %(k)s answers on: nothing could ever be shown. Ask more people, or ask by name.", field="targets", asked=asked, k=wave.k)
