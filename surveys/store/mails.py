"""A round's own words for its mails, by language; what has none goes out in the usual ones."""

from sqlite_utils import Database

from surveys.words import Words


def own_words(db: Database, wave_id: int, kind: str) -> dict[str, Words]:
    """By language, of the invitation or the reminder."""
    return {row["language"]: Words(row["subject"], row["body"]) for row in db.query("select language, subject, body from wave_mail where wave_id = ? and kind = ?", [wave_id, kind])}


def save_words(db: Database, wave_id: int, kind: str, language: str, words: Words) -> None:
    db.execute("insert or replace into wave_mail(wave_id, kind, language, subject, body) values (?, ?, ?, ?, ?)", [wave_id, kind, language, words.subject, words.body])


def delete_words(db: Database, wave_id: int, kind: str, language: str) -> None:
    db.execute("delete from wave_mail where wave_id = ? and kind = ? and language = ?", [wave_id, kind, language])


def copy_words(db: Database, wave_id: int, to: int) -> None:
    """Give another wave the same words."""
    db.execute("insert into wave_mail(wave_id, kind, language, subject, body) select ?, kind, language, subject, body from wave_mail where wave_id = ?", [to, wave_id])
