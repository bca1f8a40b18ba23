"""Surveys, questionnaires, waves, invitations and answers; what happens once."""

from sqlite_utils import Database

from surveys.migrations.history import migrations


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
