"""Results: confidential rounds, closing in steps, counting by name as it comes, words that are found again."""

from sqlite_utils import Database

from surveys.migrations.history import migrations


@migrations()
def m006_results(db: Database) -> None:
    """Confidential rounds; closing in steps; named answers counted as they come; words that are found, tagged and edited.

    A wave that is closing takes no answers any more; whoever counts it holds it until `counting_until`. What is kept of a
    confidential wave is as unreadable without the instance's key as what is sealed, and its ids are as random.
    """
    columns = ", ".join(row["name"] for row in db.query("pragma table_info(wave)"))
    for statement in (
        "drop trigger questionnaire_frozen",
        """create table wave_new(
            id integer primary key autoincrement,
            survey_id integer not null references survey(id) on delete cascade,
            number integer not null,
            questionnaire_id integer not null references questionnaire(id),
            state text not null default 'draft' check (state in ('draft', 'planned', 'open', 'closing', 'closed')),
            level text not null check (level in ('anonymous', 'confidential', 'named')),
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
            phase text not null default '',
            access text not null default 'invited' check (access in ('invited', 'link')),
            link_version integer not null default 0,
            sample integer check (sample > 0),
            counting_until text,
            unique (survey_id, number),
            check ((state in ('open', 'closing', 'closed')) = (opened_at is not null)),
            check ((state = 'closed') = (closed_at is not null)),
            check ((state = 'closing') = (counting_until is not null))
        ) strict""",
        f"insert into wave_new({columns}) select {columns} from wave",
        "delete from sqlite_sequence where name = 'wave_new'",
        "insert into sqlite_sequence(name, seq) select 'wave_new', seq from sqlite_sequence where name = 'wave'",
        "drop table wave",
        "alter table wave_new rename to wave",
        """create trigger wave_frozen before update of level, k, kc, dimension, system, questionnaire_id, promise, share_results, keep_months, access, sample on wave
            when old.opened_at is not null begin select raise(abort, 'an opened wave is frozen'); end""",
        """create trigger wave_opened before update of opened_at, state on wave
            when old.opened_at is not null and (new.opened_at is not old.opened_at or new.state not in ('open', 'closing', 'closed'))
            begin select raise(abort, 'an opened wave stays opened'); end""",
        """create trigger wave_closed before update of state on wave
            when old.state = 'closed' or (old.state = 'closing' and new.state = 'open') begin select raise(abort, 'a closed wave never reopens'); end""",
        """create trigger wave_released before update of release on wave
            when old.state = 'closed' or old.release is not null begin select raise(abort, 'a wave is counted once'); end""",
        """create trigger wave_closed_at before update of closed_at on wave
            when old.closed_at is not null begin select raise(abort, 'a wave is closed once'); end""",
        """create trigger questionnaire_frozen before update on questionnaire
            when exists (select 1 from wave where questionnaire_id = old.id and opened_at is not null)
            begin select raise(abort, 'a questionnaire that was sent is frozen'); end""",
        """create table kept_answer(
            id blob primary key,
            wave_id integer not null references wave(id) on delete cascade,
            record blob not null
        ) strict, without rowid""",
        "create index kept_answer_wave on kept_answer(wave_id)",
        """create table named_count(
            wave_id integer not null references wave(id) on delete cascade,
            group_name text not null,
            counts text not null check (json_valid(counts)),
            primary key (wave_id, group_name)
        ) strict, without rowid""",
        "alter table comment add column answer_id integer references named_answer(id) on delete cascade",
        "alter table comment add column edited text",
        "alter table comment add column follow_up integer not null default 0 check (follow_up in (0, 1))",
        "alter table comment add column words_id integer",  # its place in comment_words, by chance
        "drop index comment_wave",
        "create index comment_question on comment(wave_id, question_id)",
        "create index comment_answer on comment(answer_id)",
        "create unique index comment_words_id on comment(words_id)",
        """create table comment_tag(
            comment_id blob not null references comment(id) on delete cascade,
            tag text not null check (tag <> ''),
            primary key (comment_id, tag)
        ) strict, without rowid""",
        "update reminder set recipients = null",  # with who was archived then, it would tell who had answered
        """create virtual table comment_words using fts5(sv, en, tokenize = "unicode61 remove_diacritics 0")""",
        """create trigger comment_unworded after delete on comment when old.words_id is not null
            begin delete from comment_words where rowid = old.words_id; end""",
    ):
        db.execute(statement)
