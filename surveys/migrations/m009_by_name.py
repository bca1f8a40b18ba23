"""What keeps taking answers away in the order of their names as quick however many there are."""

from sqlite_utils import Database

from surveys.migrations.history import migrations


@migrations()
def m009_by_name(db: Database) -> None:
    db.execute("drop index named_answer_wave")  # the new one finds by wave as well
    db.execute("create index named_answer_by_name on named_answer(wave_id, respondent collate nocase, id)")
