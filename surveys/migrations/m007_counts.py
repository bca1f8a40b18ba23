"""What keeps reading and erasing as quick however many were asked and have answered."""

from sqlite_utils import Database

from surveys.migrations.history import migrations


@migrations()
def m007_counts(db: Database) -> None:
    """How many were invited is counted as they are; answers by name and invitations are found by wave and by person."""
    for statement in (
        """create table invited_count(
            wave_id integer not null references wave(id) on delete cascade,
            group_name text not null,
            invited integer not null check (invited > 0),
            primary key (wave_id, group_name)
        ) strict, without rowid""",
        "insert into invited_count(wave_id, group_name, invited) select wave_id, group_name, count(*) from survey_invitation group by wave_id, group_name",
        """create trigger invitation_counted after insert on survey_invitation begin
            insert into invited_count(wave_id, group_name, invited) values (new.wave_id, new.group_name, 1) on conflict(wave_id, group_name) do update set invited = invited + 1;
        end""",
        """create trigger invitation_uncounted after delete on survey_invitation begin
            delete from invited_count where wave_id = old.wave_id and group_name = old.group_name and invited = 1;
            update invited_count set invited = invited - 1 where wave_id = old.wave_id and group_name = old.group_name and invited > 1;
        end""",
        "create index named_answer_wave on named_answer(wave_id)",
        "create index named_answer_whose on named_answer(person_id)",
        "create index survey_invitation_person on survey_invitation(person_id)",
    ):
        db.execute(statement)
