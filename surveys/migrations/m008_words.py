"""Words: the few that are marked for follow-up, and all with one tag, are found without reading the others."""

from sqlite_utils import Database

from surveys.migrations.history import migrations


@migrations()
def m008_words(db: Database) -> None:
    db.execute("create index comment_follow_up on comment(wave_id) where follow_up = 1")
    db.execute("create index comment_tag_tag on comment_tag(tag)")
