"""Surveys, questionnaires, waves, invitations and answers.

Numbers that links or mails speak of are never given twice (autoincrement): an old link must not open something new.

Anonymous answers are in `sealed` until their wave closes, then only as counts in `wave.release` and as loose
comments. Neither table has a rowid, whose order would tell who came when; ids are random.
"""

from sqlite_utils import Database, Migrations

migrations = Migrations("surveys")


@migrations()
def m001_surveys(db: Database) -> None:
    for statement in (
        """create table survey(
            id integer primary key autoincrement,
            title text not null check (title <> ''),
            created_at text not null
        ) strict""",
        """create table questionnaire(
            id integer primary key,
            survey_id integer not null references survey(id) on delete cascade,
            version integer not null,
            definition text not null check (json_valid(definition)),
            unique (survey_id, version)
        ) strict""",
        """create table wave(
            id integer primary key autoincrement,
            survey_id integer not null references survey(id) on delete cascade,
            number integer not null,
            questionnaire_id integer not null references questionnaire(id),
            state text not null default 'draft' check (state in ('draft', 'planned', 'open', 'closed')),
            level text not null check (level in ('anonymous', 'named')),
            k integer not null check (k >= 3),
            kc integer not null check (kc >= k),
            dimension_id integer references dimension(id) on delete set null,
            dimension text not null default '',
            system text not null default '',
            opens text,
            closes text not null,
            zone text not null,
            share_results integer not null default 0 check (share_results in (0, 1)),
            keep_months integer not null check (keep_months > 0),
            opened_at text,
            closed_at text,
            asker_name text not null default '',
            asker_email text not null default '',
            promise text check (json_valid(promise)),
            invited integer,
            imported integer not null default 0 check (imported in (0, 1)),
            release text check (json_valid(release)),
            unique (survey_id, number),
            check ((state in ('open', 'closed')) = (opened_at is not null)),
            check ((state = 'closed') = (closed_at is not null))
        ) strict""",
        """create table wave_target(
            wave_id integer not null references wave(id) on delete cascade,
            group_id integer not null references groups(id) on delete cascade,
            primary key (wave_id, group_id)
        ) strict, without rowid""",
        """create table reminder(
            wave_id integer not null references wave(id) on delete cascade,
            day text not null,
            sent_at text,
            recipients integer,
            primary key (wave_id, day)
        ) strict, without rowid""",
        """create table survey_invitation(
            id integer primary key autoincrement,
            wave_id integer not null references wave(id) on delete cascade,
            person_id integer not null references person(id) on delete cascade,
            group_name text not null default '',
            used integer not null default 0 check (used in (0, 1)),
            answer_key text,
            link_version integer not null default 0,
            unique (wave_id, person_id)
        ) strict""",
        """create table invitation_group(
            invitation_id integer not null references survey_invitation(id) on delete cascade,
            dimension text not null,
            group_name text not null,
            primary key (invitation_id, dimension)
        ) strict, without rowid""",
        """create table sealed(
            id blob primary key,
            wave_id integer not null references wave(id),
            record blob not null
        ) strict, without rowid""",
        "create index sealed_wave on sealed(wave_id)",
        """create table comment(
            id blob primary key,
            wave_id integer not null references wave(id) on delete cascade,
            question_id text not null,
            text text not null
        ) strict, without rowid""",
        "create index comment_wave on comment(wave_id)",
        """create table named_answer(
            id integer primary key,
            wave_id integer not null references wave(id) on delete cascade,
            person_id integer references person(id) on delete cascade,
            respondent text not null,
            group_name text not null default '',
            answers text not null check (json_valid(answers))
        ) strict""",
        "create unique index named_answer_person on named_answer(wave_id, person_id) where person_id is not null",
        """create table retention_log(
            id integer primary key,
            at text not null,
            what text not null,
            waves integer not null,
            answers integer not null
        ) strict""",
        # what a respondent was promised cannot be changed afterwards, in either direction
        """create trigger wave_frozen before update of level, k, kc, dimension, system, questionnaire_id, promise, share_results, keep_months on wave
            when old.opened_at is not null begin select raise(abort, 'an opened wave is frozen'); end""",
        """create trigger wave_closed before update of state on wave
            when old.state = 'closed' begin select raise(abort, 'a closed wave never reopens'); end""",
        """create trigger questionnaire_frozen before update on questionnaire
            when exists (select 1 from wave where questionnaire_id = old.id and opened_at is not null)
            begin select raise(abort, 'a questionnaire that was sent is frozen'); end""",
    ):
        db.execute(statement)


@migrations()
def m002_once(db: Database) -> None:
    for statement in (
        """create trigger wave_opened before update of opened_at, state on wave
            when old.opened_at is not null and (new.opened_at is not old.opened_at or new.state not in ('open', 'closed'))
            begin select raise(abort, 'an opened wave stays opened'); end""",
        """create trigger wave_released before update of release, closed_at on wave
            when old.state = 'closed' begin select raise(abort, 'a wave is counted once'); end""",
    ):
        db.execute(statement)


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
