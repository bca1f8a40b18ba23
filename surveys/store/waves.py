"""Waves: their settings, states, targets and reminders."""

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from sqlite_utils import Database

import storage
from errors import NotFound
from surveys.model import Promise, Settings, Wave

_WAVE = "select wave.*, release is not null and state = 'closed' as has_release, title from wave join survey on survey.id = survey_id"


def get_wave(db: Database, number: int) -> Wave:
    for row in db.query(f"{_WAVE} where wave.id = ?", [number]):
        return _wave(row)
    raise NotFound("wave")


def waves_of(db: Database, survey_id: int) -> list[Wave]:
    """The newest first."""
    return [_wave(row) for row in db.query(f"{_WAVE} where survey_id = ? order by number desc", [survey_id])]


def waves_of_person(db: Database, person_id: int) -> list[Wave]:
    """Those to which somebody is invited."""
    return [_wave(row) for row in db.query(f"{_WAVE} where wave.id in (select wave_id from survey_invitation where person_id = ?) order by wave.id", [person_id])]


def waves(db: Database, state: str) -> list[Wave]:
    """All waves in a state; those that close soonest first."""
    return [_wave(row) for row in db.query(f"{_WAVE} where state = ? order by closes, wave.id", [state])]


def closed_between(db: Database, start: datetime, end: datetime) -> list[Wave]:
    return [_wave(row) for row in db.query(f"{_WAVE} where closed_at >= ? and closed_at < ? order by closed_at, wave.id", [storage.text(start), storage.text(end)])]


def insert_wave(db: Database, survey_id: int, questionnaire_id: int, settings: Settings) -> int:
    row = _settings(settings) | {"survey_id": survey_id, "questionnaire_id": questionnaire_id}
    columns, places = ", ".join(row), ", ".join(f":{name}" for name in row)
    cursor = db.execute(f"insert into wave(number, {columns}) values ((select coalesce(max(number), 0) + 1 from wave where survey_id = :survey_id), {places})", row)
    number = int(cursor.lastrowid or 0)
    _save_lists(db, number, settings)
    return number


def update_wave(db: Database, number: int, questionnaire_id: int, settings: Settings) -> None:
    row = _settings(settings) | {"questionnaire_id": questionnaire_id}
    db.execute(f"update wave set {', '.join(f'{name} = :{name}' for name in row)} where id = :id", row | {"id": number})
    _save_lists(db, number, settings)


def delete_wave(db: Database, number: int) -> None:
    db.execute("delete from wave where id = ?", [number])


def settings_of(db: Database, wave: Wave) -> Settings:
    return Settings(
        level=wave.level, k=wave.k, kc=wave.kc, dimension_id=wave.dimension_id, closes=wave.closes, zone=wave.zone, opens=wave.opens,
        targets=tuple(targets(db, wave.id)), reminders=tuple(day for day, _sent in reminders(db, wave.id)), share_results=wave.share_results, keep_months=wave.keep_months,
        access=wave.access, sample=wave.sample, phase=wave.phase,
    )


def targets(db: Database, wave_id: int) -> list[int]:
    return [row["group_id"] for row in db.query("select group_id from wave_target where wave_id = ? order by group_id", [wave_id])]


def reminders(db: Database, wave_id: int) -> list[tuple[date, datetime | None]]:
    """The days on which reminders go out, and when they did."""
    return [(date.fromisoformat(row["day"]), storage.maybe_instant(row["sent_at"])) for row in db.query("select day, sent_at from reminder where wave_id = ? order by day", [wave_id])]


def set_state(db: Database, number: int, was: tuple[str, ...], state: str) -> bool:
    """Claim a change of state that needs no date: true for the one who made it."""
    places = ", ".join("?" for _ in was)
    return bool(db.execute(f"update wave set state = ? where id = ? and state in ({places})", [state, number, *was]).rowcount)


def open_wave(db: Database, number: int, dimension: str, system: str, promise: Promise, asker: tuple[str, str], now: datetime) -> bool:
    """Claim the opening of a wave that is not open yet, with what is frozen then."""
    return bool(db.execute(
        "update wave set state = 'open', opened_at = ?, dimension = ?, system = ?, promise = ?, asker_name = ?, asker_email = ? where id = ? and state in ('draft', 'planned')",
        [storage.text(now), dimension, system, json.dumps(asdict(promise)), *asker, number],
    ).rowcount)


def set_asker(db: Database, number: int, name: str, email: str) -> None:
    db.execute("update wave set asker_name = ?, asker_email = ? where id = ?", [name, email, number])


def asked_by(db: Database, name: str, email: str) -> list[Wave]:
    """The waves in whose name somebody asked, by the address, or by the name where the address is nobody's any more."""
    mine = "asker_email = ? collate nocase or (asker_name = ? and asker_email not in (select email from person))"
    return [_wave(row) for row in db.query(f"{_WAVE} where {mine} order by wave.id", [email, name])]


def begin_closing(db: Database, number: int, now: datetime) -> None:
    """An open wave is closing, and free to be counted."""
    db.execute("update wave set state = 'closing', counting_until = ? where id = ? and state = 'open'", [storage.text(now), number])


def hold(db: Database, number: int, now: datetime, until: datetime) -> bool:
    """Claim the counting of a wave that is closing, if nobody holds it."""
    return bool(db.execute("update wave set counting_until = ? where id = ? and state = 'closing' and counting_until <= ?", [storage.text(until), number, storage.text(now)]).rowcount)


def holds(db: Database, number: int, until: datetime) -> bool:
    """Whether a wave is held by whoever claimed it until then."""
    return any(db.query("select 1 from wave where id = ? and state = 'closing' and counting_until = ?", [number, storage.text(until)]))


def is_counted(db: Database, number: int) -> bool:
    return any(db.query("select 1 from wave where id = ? and release is not null", [number]))


def save_release(db: Database, number: int, invited: int | None, release: str | None) -> None:
    """What the gate let out, as JSON; None of a wave by name."""
    db.execute("update wave set invited = ?, release = ? where id = ?", [invited, release, number])


def close_wave(db: Database, number: int, now: datetime) -> None:
    db.execute("update wave set state = 'closed', counting_until = null, closed_at = ? where id = ? and state in ('open', 'closing')", [storage.text(now), number])


def set_closes(db: Database, number: int, closes: datetime) -> None:
    db.execute("update wave set closes = ? where id = ?", [_wall(closes), number])


def renew_link(db: Database, number: int) -> None:
    """The open link gets a new address, and the old one ends."""
    db.execute("update wave set link_version = link_version + 1 where id = ?", [number])


def set_imported(db: Database, number: int) -> None:
    db.execute("update wave set imported = 1 where id = ?", [number])


def promise(db: Database, number: int) -> Promise | None:
    for row in db.query("select promise from wave where id = ? and promise is not null", [number]):
        return Promise(**json.loads(row["promise"]))
    return None


def claim_reminder(db: Database, wave_id: int, day: date, now: datetime) -> bool:
    return bool(db.execute("update reminder set sent_at = ? where wave_id = ? and day = ? and sent_at is null", [storage.text(now), wave_id, day.isoformat()]).rowcount)


def add_reminder(db: Database, wave_id: int, day: date) -> None:
    db.execute("insert into reminder(wave_id, day) values (?, ?) on conflict do nothing", [wave_id, day.isoformat()])


def drop_reminder(db: Database, wave_id: int, day: date) -> None:
    db.execute("delete from reminder where wave_id = ? and day = ? and sent_at is null", [wave_id, day.isoformat()])


def _settings(settings: Settings) -> dict[str, Any]:
    return {
        "level": settings.level, "k": settings.k, "kc": settings.kc, "dimension_id": settings.dimension_id, "zone": settings.zone,
        "opens": _wall(settings.opens) if settings.opens else None, "closes": _wall(settings.closes),
        "share_results": int(settings.share_results), "keep_months": settings.keep_months,
        "access": settings.access, "sample": settings.sample, "phase": settings.phase,
    }


def _save_lists(db: Database, number: int, settings: Settings) -> None:
    db.execute("delete from wave_target where wave_id = ?", [number])
    for group_id in settings.targets:
        db.execute("insert into wave_target(wave_id, group_id) values (?, ?)", [number, group_id])
    db.execute("delete from reminder where wave_id = ? and sent_at is null", [number])
    for day in settings.reminders:
        add_reminder(db, number, day)


def _wall(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M")


def _wave(row: dict[str, Any]) -> Wave:
    same = ("id", "survey_id", "number", "title", "questionnaire_id", "state", "level", "k", "kc", "dimension_id", "dimension", "system", "zone", "keep_months", "asker_name", "asker_email", "invited", "access", "sample", "phase", "link_version")
    return Wave(
        **{name: row[name] for name in same},
        opens=datetime.fromisoformat(row["opens"]) if row["opens"] else None,
        closes=datetime.fromisoformat(row["closes"]),
        share_results=bool(row["share_results"]),
        opened_at=storage.maybe_instant(row["opened_at"]),
        closed_at=storage.maybe_instant(row["closed_at"]),
        imported=bool(row["imported"]),
        has_release=bool(row["has_release"]),
    )
