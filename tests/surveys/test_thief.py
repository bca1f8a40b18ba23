"""Somebody with a copy of all files from every hour, of every step while a round is being closed, and of every backup, but without the key."""

import json
import random
import re
from datetime import timedelta

import pytest

import storage
from surveys import actions, sealing, store
from surveys.actions import closing, keeping
from surveys.model import ANONYMOUS, CONFIDENTIAL
from surveys.store import answers as answers_store
from tests.surveys.guessing import told
from tests.surveys.worlds import World

PEOPLE = 60
A_STEP = 7  # rows at once while it is being closed, so that there are many steps to copy
LEVELS = pytest.mark.parametrize("level", [ANONYMOUS, CONFIDENTIAL])


class Copy:
    """The files as they were at one moment."""

    def __init__(self, world: World, files: bool = True) -> None:
        self.files = {file.name: file.read_bytes() for file in world.config.data.iterdir() if file.is_file() and files}
        with storage.opened(world.config.database) as stolen:
            self.sealed = stolen.execute("select id, record from sealed").fetchall()
            self.kept = stolen.execute("select id, record from kept_answer").fetchall()
            self.comments = stolen.execute("select lower(hex(id)), text, words_id, phrase from comment where question_id = 'works'").fetchall()
            self.searched = [row[0] for row in stolen.execute("select rowid from comment_words").fetchall()]

    def holds(self, *pieces: bytes) -> list[bytes]:
        return [piece for piece in pieces if any(piece in content for content in self.files.values())]


class Thief:
    """Knows in which hour each person answered, and has the copy of that hour."""

    def __init__(self, folder, level: str = ANONYMOUS) -> None:
        self.world = World(folder / "data", Staff=PEOPLE)
        self.world.opens(dimension_id=None, level=level)
        self.truth = {name: f"Opinion {random.Random(name).getrandbits(40):x}" for name in self.world.people}
        self.order = random.Random(7).sample(sorted(self.world.people), PEOPLE)
        self.hours: list[Copy] = []
        self.news: dict[str, list[tuple[bytes, bytes]]] = {}  # who answered in an hour, and the records that were new in that hour's copy
        known: set[bytes] = set()
        for hour, who in enumerate(self.order):
            long = " and so on" * (150 if hour % 20 == 3 else 0)
            self.world.answers(who, sus1=1 + hour % 5, works=self.truth[who], change=f"Less of it{long}")
            self.hours.append(Copy(self.world, files=hour % 10 == 9))  # of the other hours the rows are enough
            self.news[who] = [row for row in self.hours[-1].sealed if row[0] not in known]
            known |= {row[0] for row in self.hours[-1].sealed}

    def closes(self, monkeypatch) -> None:
        """With a copy after every step."""
        self.steps: list[Copy] = []
        write = closing._Steps.write
        with monkeypatch.context() as patched:
            patched.setattr(closing, "A_STEP", A_STEP)
            patched.setattr(closing._Steps, "write", lambda steps, do: (write(steps, do), self.steps.append(Copy(self.world))))
            self.world.closes()
        self.after = Copy(self.world)

    def people(self) -> dict[str, list[str]]:
        """People in the order in which something of theirs appeared, or went while the round was closed."""
        gone = [{row[0] for row in step.sealed} for step in self.steps]
        return {
            "time": self.order,
            "id": sorted(self.order, key=lambda who: self.news[who][0][0]),
            "record": sorted(self.order, key=lambda who: self.news[who][0][1]),
            "invitation": sorted(self.order, key=lambda who: self.world.people[who]),
            "deletion": sorted(self.order, key=lambda who: next(place for place, left in enumerate(gone) if self.news[who][0][0] not in left)),
            "place in the file": sorted(self.order, key=lambda who: self.hours[-1].files["ombord.db"].find(self.news[who][0][1][:64])),
        }

    def words(self) -> dict[str, list[str]]:
        """What was said, named by who said it, in every order of it that a copy has."""
        said = {text: who for who, text in self.truth.items()}
        first = {row[0]: place for place, step in reversed([*enumerate(self.steps)]) for row in step.comments}
        found = {
            "row": self.after.comments,
            "mark": sorted(self.after.comments, key=lambda row: row[3]),
            "search": sorted(self.after.comments, key=lambda row: self.after.searched.index(row[2])),
            "step": sorted(self.after.comments, key=lambda row: first[row[0]]),
            **{f"place in {name}": sorted(self.after.comments, key=lambda row, content=content: content.find(row[1].encode())) for name, content in self.after.files.items() if b"Opinion" in content},
        }
        return {order: [said[row[1]] for row in rows] for order, rows in found.items()}

    def kept(self) -> dict[str, list[str]]:
        """What is kept of a confidential round, named by whose it is, as only the key tells."""
        names = {sealing.pseudonym(self.world.config, self.world.wave.survey_id, person): who for who, person in self.world.people.items()}
        whose = {name: names[sealing.unseal_kept(self.world.config, self.world.wave.id, [record])[0].person] for name, record in self.after.kept}
        first = {row[0]: place for place, step in reversed([*enumerate(self.steps)]) for row in step.kept}
        found = {"row": self.after.kept, "record": sorted(self.after.kept, key=lambda row: row[1]), "step": sorted(self.after.kept, key=lambda row: first[row[0]])}
        return {f"kept {order}": [whose[row[0]] for row in rows] for order, rows in found.items() if rows}

    def by_reading(self) -> dict[str, str]:
        """What is new in the hour's copy is the answer of who answered in that hour."""
        return {who: read["answers"]["works"] for who, new in self.news.items() for _id, record in new if (read := readable(record))}

    def by_length(self) -> set[str]:
        """Who wrote much, going by the longest records."""
        most = max(len(new[0][1]) for new in self.news.values())
        longest = {who for who, new in self.news.items() if len(new[0][1]) == most}
        return longest if len(longest) < PEOPLE else set()


def readable(record: bytes):
    try:
        return json.loads(record)
    except ValueError:
        return None


@pytest.fixture(scope="module")
def stolen(tmp_path_factory):
    """A thief of each level, made once."""
    made: dict[str, Thief] = {}

    def of(level: str) -> Thief:
        if level not in made:
            made[level] = Thief(tmp_path_factory.mktemp(level), level)
            with pytest.MonkeyPatch.context() as patch:
                made[level].closes(patch)
        return made[level]

    return of


@LEVELS
class TestTheThief:
    def test_reads_nothing_while_it_is_open(self, stolen, level):
        thief = stolen(level)
        assert thief.by_reading() == {}
        assert thief.by_length() == set()
        assert not any(copy.holds(*(text.encode() for text in thief.truth.values())) for copy in thief.hours[9::10])

    def test_guesses_no_better_than_chance_by_any_order_of_any_copy_or_step(self, stolen, level):
        thief = stolen(level)
        assert len(thief.after.comments) == len(thief.after.searched) // 2 == PEOPLE
        assert len(thief.steps) > PEOPLE / A_STEP
        assert told(thief.people(), thief.words() | thief.kept()) == {}

    def test_finds_no_sealed_record_no_forms_key_and_no_key_in_any_file_after_the_closing(self, stolen, level):
        thief = stolen(level)
        pieces = [record[place : place + 64] for new in thief.news.values() for _id, record in new for place in range(0, len(record) - 64, 500)]
        assert len(thief.hours[-1].holds(*pieces[:50])) > 40  # there they were, but for some that a page ends in
        assert thief.after.holds(*pieces, b"form of ", thief.world.config.key, thief.world.config.key.hex().encode()) == []

    def test_never_finds_a_pseudonym(self, stolen, level):
        thief = stolen(level)
        names = [sealing.pseudonym(thief.world.config, thief.world.wave.survey_id, person) for person in thief.world.people.values()]
        pieces = [piece for name in names for piece in (name.encode(), bytes.fromhex(name))]
        assert not any(copy.holds(*pieces) for copy in (*thief.hours[9::20], *thief.steps[::8], thief.after))

    def test_finds_invitations_without_a_time_and_after_the_closing_without_who_answered(self, stolen, level):
        with stolen(level).world.inside() as db:
            assert {row["name"] for row in db.query("pragma table_info(survey_invitation)")} == {"id", "wave_id", "person_id", "group_name", "used", "answer_key", "link_version"}
            assert set(db.execute("select used, answer_key from survey_invitation").fetchall()) == {(0, None)}

    def test_finds_no_table_that_ties_a_comment_or_a_record_to_anything_but_its_round_and_question(self, stolen, level):
        with stolen(level).world.inside() as db:
            assert {row["name"] for row in db.query("pragma table_info(comment)")} == {"id", "wave_id", "question_id", "text", "phrase", "answer_id", "edited", "follow_up", "words_id"}
            assert {row["name"] for row in db.query("pragma table_info(kept_answer)")} == {"id", "wave_id", "record"}
            assert db.execute("select count(*) from comment where answer_id is not null").fetchone() == (0,)
            for table in ("sealed", "comment", "kept_answer"):
                with pytest.raises(storage.OperationalError, match="rowid"):
                    db.execute(f"select rowid from {table}")

    def test_cannot_tell_from_two_copies_whether_somebody_who_was_erased_in_between_had_answered(self, tmp_path, level):
        assert around_an_erasure(tmp_path / "one", "Sales 1", level) == around_an_erasure(tmp_path / "other", "Sales 2", level)


def around_an_erasure(folder, who: str, level: str) -> tuple[int, int, int]:
    """How many records are kept before and after Sales 1 is erased, and how many of them are the same; `who` had answered, with others."""
    world = World(folder, Sales=12)
    world.opens(level=level)
    for number, other in enumerate([who, *(f"Sales {n}" for n in range(3, 10))]):
        world.answers(other, **{f"sus{item}": 1 + (number + item) % 5 for item in range(1, 11)})
    world.closes()
    before = Copy(world)
    with world.inside() as db:
        actions.forget_person(db, world.config, world.people["Sales 1"])
    after = Copy(world)
    return len(before.kept), len(after.kept), len({*before.kept} & {*after.kept})


class TestWithoutARule:
    def test_red_without_the_seal_everybody_is_found(self, tmp_path, monkeypatch):
        monkeypatch.setattr(sealing, "_locked", lambda _cipher, _wave, plain, _size: sealing._text(plain))
        thief = Thief(tmp_path)
        assert sum(thief.truth[who] == text for who, text in thief.by_reading().items()) == PEOPLE

    @LEVELS
    def test_red_with_running_ids_and_unshuffled_everybody_is_found(self, tmp_path, monkeypatch, level):
        numbers = iter(range(100_000))
        monkeypatch.setattr(answers_store.secrets, "token_bytes", lambda size: next(numbers).to_bytes(size, "big"))
        monkeypatch.setattr(random.SystemRandom, "shuffle", lambda self, found: None)
        thief = Thief(tmp_path, level)
        thief.closes(monkeypatch)
        found = told(thief.people(), thief.words() | thief.kept())
        assert found["time and row"] == "60 of 60 are right"
        assert level == ANONYMOUS or found["time and kept row"] == "60 of 60 are right"

    def test_red_unshuffled_those_who_answered_early_are_told_from_the_others_by_the_steps(self, tmp_path, monkeypatch):
        """Names by chance are not enough: records come in the order of theirs, which a copy ties to their hour, and comments in portions."""
        monkeypatch.setattr(random.SystemRandom, "shuffle", lambda self, found: None)
        thief = Thief(tmp_path)
        thief.closes(monkeypatch)
        assert "id and step" in told(thief.people(), thief.words())

    def test_red_with_one_record_written_anew_it_is_seen_whether_the_erased_had_answered(self, tmp_path, monkeypatch):
        def only_theirs(db, config, wave, records, but):
            for name, record in store.kept(db, wave.id):
                if sealing.unseal_kept(config, wave.id, [record])[0].person == but:
                    db.execute("update kept_answer set record = ? where id = ?", [bytes(len(record)), name])

        monkeypatch.setattr(keeping, "_write_anew", only_theirs)
        assert around_an_erasure(tmp_path / "one", "Sales 1", CONFIDENTIAL) != around_an_erasure(tmp_path / "other", "Sales 2", CONFIDENTIAL)

    def test_red_without_room_for_the_fullest_form_those_who_wrote_much_are_found(self, tmp_path, monkeypatch):
        monkeypatch.setattr(sealing, "room", lambda content: sealing.SMALLEST)
        thief = Thief(tmp_path)
        assert thief.by_length() == {who for hour, who in enumerate(thief.order) if hour % 20 == 3}


def test_a_backup_leaves_the_key_out_and_another_key_is_asked_for(tmp_path):
    world = World(tmp_path / "data", Sales=6)
    world.opens(level=CONFIDENTIAL)
    world.answers("Sales 1", sus1=5, works="Nothing works and nobody listens")
    storage.backup(world.config.database, tmp_path / "copy.db")
    content = (tmp_path / "copy.db").read_bytes()
    for secret in (world.config.key, world.config.key.hex().encode(), b"Nothing works"):
        assert secret not in content


@LEVELS
def test_a_round_whose_closing_broke_off_tells_nobody_anything_until_it_is_closed(tmp_path, monkeypatch, level):
    world = World(tmp_path, Sales=12)
    world.opens(level=level)
    for number in range(1, 12):
        world.answers(f"Sales {number}", sus1=1 + number % 5, works=f"Opinion {number}")
    write, left = closing._Steps.write, iter(range(3))

    def breaking(steps, do):
        if next(left, None) is None:
            raise KeyboardInterrupt
        write(steps, do)

    with monkeypatch.context() as patched:
        patched.setattr(closing, "A_STEP", 4)
        patched.setattr(closing._Steps, "write", breaking)
        with pytest.raises(KeyboardInterrupt):
            world.closes()
    assert Copy(world).comments  # some are there already
    assert [address for address, pieces in world.pages().items() if re.search(r"Opinion \d", str(pieces))] == []
    world.passes(hours=1)
    assert "Opinion 3" in world.browser().get("/waves/1/results.json").text
    assert timedelta(hours=1) > closing.HELD


