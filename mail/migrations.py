"""The outbox. A mail's link is not here: only what it is derived from."""

from sqlite_utils import Database, Migrations

migrations = Migrations("mail")


@migrations()
def m001_outbox(db: Database) -> None:
    db.execute("""
        create table outbox(
            id integer primary key,
            message_id text not null unique,
            kind text not null,
            about text not null,
            dedup text not null unique,
            to_name text not null,
            to_email text not null,
            subject text not null,
            body text not null,
            link_kind text, link_number integer, link_version integer,
            ics text, method text check (method in ('REQUEST', 'CANCEL', 'PUBLISH')),
            state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed', 'withdrawn')),
            queued_at text not null,
            due_at text not null,
            useless_after text,
            attempts integer not null default 0,
            lease_until text, lease_by text,
            done_at text,
            words text not null default '',
            check ((ics is null) = (method is null)),
            check ((link_kind is null) = (link_number is null))
        ) strict""")
    db.execute("create index outbox_due on outbox(due_at) where state = 'waiting'")
    db.execute("create index outbox_about on outbox(about)")
    db.execute("create index outbox_link on outbox(link_kind, link_number)")


@migrations()
def m002_mailbox(db: Database) -> None:
    """The mailbox that is read for answers: how far, what is wrong since when (and why nothing can be moved); and what came that was for Ombord, each mail once."""
    db.execute("""
        create table mailbox(
            id integer primary key check (id = 1),
            uid_validity integer, last_uid integer not null default 0,
            read_at text,
            trouble text not null default '', words text not null default '', failing_since text,
            stuck text not null default '',
            held_until text
        ) strict""")
    db.execute("insert into mailbox(id) values (1)")
    db.execute("""
        create table received(
            id integer primary key autoincrement,
            key text not null unique,
            received_at text not null,
            sender text not null,
            outcome text not null check (outcome <> ''),
            about text not null default '',
            words text not null default ''
        ) strict""")
