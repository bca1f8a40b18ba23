"""Outcomes, and the records of workshops that are kept."""

from sqlite_utils import Database, Migrations

migrations = Migrations("outcomes")


@migrations()
def m001_outcomes(db: Database) -> None:
    db.execute("""
        create table outcome(
            id integer primary key,
            workshop_id integer not null references workshop(id),
            kind text not null check (kind in ('decision', 'action', 'best practice', 'open question')),
            text text not null check (text <> ''),
            owner_id integer references person(id),
            due text,
            done_at text,
            created_at text not null,
            check (kind = 'action' or (owner_id is null and due is null and done_at is null)),
            check (kind <> 'action' or due is not null)
        ) strict""")
    db.execute("create index outcome_workshop on outcome(workshop_id)")
    db.execute("create index outcome_owner on outcome(owner_id) where owner_id is not null")
    db.execute("""
        create table record(
            workshop_id integer primary key references workshop(id),
            summary text not null,
            kept_at text not null
        ) strict""")


@migrations()
def m002_changes(db: Database) -> None:
    """When an outcome was last changed, and how often the day of an action was moved: calendars ask."""
    db.execute("alter table outcome add column changed_at text")
    db.execute("alter table outcome add column moves integer not null default 0")
    db.execute("update outcome set changed_at = created_at")
