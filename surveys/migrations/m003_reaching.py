"""Reaching people: open links, samples, phases, mails of their own words, replies without a name."""

from sqlite_utils import Database

from surveys.migrations.history import migrations


@migrations()
def m003_reaching(db: Database) -> None:
    """Open links, samples, phases, mails' own words; what is asked of people at most; replies without a name; favourites."""
    for statement in (
        "alter table wave add column phase text not null default ''",
        "alter table wave add column access text not null default 'invited' check (access in ('invited', 'link'))",
        "alter table wave add column link_version integer not null default 0",
        "alter table wave add column sample integer check (sample > 0)",
        "alter table survey add column removed text check (json_valid(removed))",
        """create table wave_mail(
            wave_id integer not null references wave(id) on delete cascade,
            kind text not null check (kind in ('invitation', 'reminder')),
            language text not null,
            subject text not null check (subject <> ''),
            body text not null check (body <> ''),
            primary key (wave_id, kind, language)
        ) strict, without rowid""",
        """create table budget(
            id integer primary key check (id = 1),
            most_reminders integer not null check (most_reminders between 0 and 5),
            gap_days integer not null check (gap_days between 1 and 30),
            window_days integer not null check (window_days between 7 and 366),
            most_mails integer not null check (most_mails > 0),
            most_minutes integer not null check (most_minutes > 0)
        ) strict""",
        # that a form was sent on an open link, so that it counts once; it stands in no order, has no time and goes at closing
        """create table link_answer(
            wave_id integer not null references wave(id) on delete cascade,
            form blob not null,
            primary key (wave_id, form)
        ) strict, without rowid""",
        "alter table comment add column phrase blob",
        """create table comment_message(
            id integer primary key autoincrement,
            comment_id blob not null references comment(id) on delete cascade,
            writer text not null check (writer in ('ambassador', 'respondent')),
            text text not null check (text <> '')
        ) strict""",
        "create index comment_message_comment on comment_message(comment_id)",
        """create table favourite(
            id integer primary key,
            definition text not null check (json_valid(definition)),
            unique (definition)
        ) strict""",
        "drop trigger wave_frozen",
        """create trigger wave_frozen before update of level, k, kc, dimension, system, questionnaire_id, promise, share_results, keep_months, access, sample on wave
            when old.opened_at is not null begin select raise(abort, 'an opened wave is frozen'); end""",
    ):
        db.execute(statement)


@migrations()
def m004_phases(db: Database) -> None:
    """What was last planned by the rollout's phases, to be moved when go-live moves."""
    db.execute("alter table survey add column phases text check (json_valid(phases))")


@migrations()
def m005_messages(db: Database) -> None:
    """Messages about a comment are numbered within it: a number among all of them would tell which were written one after the other.

    What a respondent writes is held until the next morning; the day of the last handing over is kept, and no other time.
    """
    for statement in (
        "drop table comment_message",
        """create table comment_message(
            comment_id blob not null references comment(id) on delete cascade,
            number integer not null,
            writer text not null check (writer in ('ambassador', 'respondent')),
            text text not null check (text <> ''),
            state text not null check (state in ('held', 'new', 'read')),
            primary key (comment_id, number)
        ) strict, without rowid""",
        "create table handed_over(day text primary key) strict, without rowid",
    ):
        db.execute(statement)
