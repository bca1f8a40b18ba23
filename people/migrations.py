"""The company, people, their groups, and how ambassadors sign in."""

from sqlite_utils import Database, Migrations

migrations = Migrations("people")


@migrations()
def m001_people(db: Database) -> None:
    for statement in (
        """create table company(
            id integer primary key check (id = 1),
            name text not null check (name <> ''),
            crm text not null check (crm <> ''),
            language text not null,
            zone text not null
        ) strict""",
        """create table person(
            id integer primary key,
            name text not null check (name <> ''),
            email text not null unique collate nocase check (email <> ''),
            language text,
            ambassador integer not null default 0 check (ambassador in (0, 1)),
            archived_at text,
            check (not (ambassador and archived_at is not null))
        ) strict""",
        """create table dimension(
            id integer primary key,
            name text not null unique collate nocase check (name <> ''),
            key text unique
        ) strict""",
        # one word a thing: but GROUP is SQL's own, so the table is called groups
        """create table groups(
            id integer primary key,
            dimension_id integer not null references dimension(id) on delete cascade,
            name text not null collate nocase check (name <> ''),
            unique (dimension_id, name),
            unique (id, dimension_id)
        ) strict""",
        """create table membership(
            person_id integer not null references person(id) on delete cascade,
            dimension_id integer not null,
            group_id integer not null,
            primary key (person_id, dimension_id),
            foreign key (group_id, dimension_id) references groups(id, dimension_id) on delete cascade
        ) strict""",
        "create index membership_group on membership(group_id)",
        """create table setup_code(id integer primary key check (id = 1), digest text not null) strict""",
        """create table sign_in_link(
            id integer primary key,
            person_id integer not null references person(id) on delete cascade,
            expires_at text not null,
            used_at text
        ) strict""",
        """create table session(
            digest text primary key,
            person_id integer not null references person(id) on delete cascade,
            started_at text not null,
            seen_at text not null
        ) strict, without rowid""",
    ):
        db.execute(statement)


@migrations()
def m002_import_draft(db: Database) -> None:
    # what was uploaded, between its preview and its confirmation; gone with either, or after a day
    db.execute("""
        create table import_draft(
            id text primary key,
            person_id integer not null references person(id) on delete cascade,
            created_at text not null,
            filename text not null,
            content text not null
        ) strict, without rowid""")
    db.execute("create index session_person on session(person_id)")
    db.execute("create index sign_in_link_person on sign_in_link(person_id)")


@migrations()
def m003_links_are_never_numbered_twice(db: Database) -> None:
    # a link's secret is derived from its number: with the number of a deleted link its secret would come back
    db.execute("""
        create table fresh_link(
            id integer primary key autoincrement,
            person_id integer not null references person(id) on delete cascade,
            expires_at text not null,
            used_at text
        ) strict""")
    db.execute("insert into fresh_link(id, person_id, expires_at, used_at) select id, person_id, expires_at, used_at from sign_in_link")
    db.execute("drop table sign_in_link")
    db.execute("alter table fresh_link rename to sign_in_link")
    db.execute("create index sign_in_link_person on sign_in_link(person_id)")


@migrations()
def m004_calendar_addresses(db: Database) -> None:
    # by chance, not from 0 on: a person's number may come again after an erasure, and must not bring an address back with it
    for column in ("feed_version", "plan_version"):
        db.execute(f"alter table person add column {column} integer not null default 0")
        db.execute(f"update person set {column} = abs(random() % 1000000000000)")
