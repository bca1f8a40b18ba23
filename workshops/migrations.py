"""Workshops and their invitations. Start and end are wall times; their instants are derived."""

from sqlite_utils import Database, Migrations

migrations = Migrations("workshops")


@migrations()
def m001_workshops(db: Database) -> None:
    db.execute("""
        create table workshop(
            id integer primary key autoincrement,
            uid text not null unique check (uid <> ''),
            title text not null check (title <> ''),
            purpose text not null,
            place text not null,
            link text not null check (link = '' or link like 'http://%' or link like 'https://%'),
            starts text not null,
            ends text not null,
            zone text not null,
            seats integer check (seats >= 1),
            organizer_id integer references person(id) on delete set null,
            organizer_name text not null,
            organizer_email text not null,
            state text not null default 'planned' check (state in ('planned', 'cancelled')),
            created_at text not null,
            changed_at text not null,
            check (place <> '' or link <> '')
        ) strict""")
    # an invitation without a stamp was never sent: somebody who just came
    db.execute("""
        create table workshop_invitation(
            id integer primary key autoincrement,
            workshop_id integer not null references workshop(id),
            person_id integer not null references person(id),
            sequence integer not null default 0 check (sequence >= 0),
            stamp text,
            sent_to text not null default '',
            link_version integer not null default 0 check (link_version >= 0),
            answer text not null default 'none' check (answer in ('none', 'yes', 'maybe', 'no')),
            answered_at text,
            changed_since text not null default '' check (changed_since in ('', 'details', 'time')),
            removed_at text,
            attended integer check (attended in (0, 1)),
            unique (workshop_id, person_id),
            check ((answer = 'none') = (answered_at is null)),
            check (answer <> 'none' or changed_since = '')
        ) strict""")
    db.execute("create index workshop_invitation_person on workshop_invitation(person_id)")


@migrations()
def m002_need(db: Database) -> None:
    """What a workshop is needed for, and the page of Ombord that shows it; for CRM ambassadors."""
    db.execute("alter table workshop add column need text not null default ''")
    db.execute("alter table workshop add column need_from text not null default '' check (need_from = '' or (need <> '' and need_from like '/%' and need_from not like '//%'))")


@migrations()
def m003_replies(db: Database) -> None:
    """What came back, from which hand it came, and the sequence at which the time was last changed: an answer to an older one is to an old time."""
    db.execute("alter table workshop_invitation add column time_sequence integer not null default 0 check (time_sequence >= 0)")
    db.execute("alter table workshop_invitation add column answered_by text not null default '' check (answered_by in ('', 'link', 'mail', 'hand'))")
    db.execute("update workshop_invitation set answered_by = 'link' where answer <> 'none'")
    db.execute("update workshop_invitation set time_sequence = sequence where changed_since = 'time'")
    db.execute("""
        create table workshop_reply(
            id integer primary key autoincrement,
            workshop_id integer not null references workshop(id),
            invitation_id integer references workshop_invitation(id) on delete cascade,
            at text not null,
            via text not null check (via in ('link', 'mail', 'hand')),
            sender text not null default '',
            attendee text not null default '',
            method text not null default '' check (method in ('', 'REPLY', 'COUNTER')),
            answer text not null default '' check (answer in ('', 'yes', 'maybe', 'no')),
            sequence integer,
            stamp text,
            comment text not null default '',
            proposed_starts text, proposed_ends text,
            delegate text not null default '',
            outcome text not null check (outcome <> ''),
            was text not null default '' check (was in ('', 'none', 'yes', 'maybe', 'no')),
            settled_at text,
            check ((via = 'mail') = (method <> ''))
        ) strict""")
    db.execute("create index workshop_reply_workshop on workshop_reply(workshop_id)")
    db.execute("create index workshop_reply_invitation on workshop_reply(invitation_id)")


@migrations()
def m004_delegates(db: Database) -> None:
    """Whom somebody stands in for, by what that person's calendar says."""
    db.execute("alter table workshop_reply add column stands_for text not null default ''")
