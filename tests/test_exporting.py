"""Files as they leave: over the wire, and written by commands. Whole, or seen to be broken."""

import errno
import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from urllib.parse import urlencode

import openpyxl
import pytest
from sqlite_utils import Database

import app
import storage
from cli import writing
from config import from_environment
from errors import Refused
from people import store as people_store
from people.model import Company
from surveys.model import NAMED
from surveys.store.counting import count_in
from tests.servers import ROOT, Ombord, wait_for
from tests.surveys.answering import round_of
from tests.surveys.whole import WHOLE, answers
from tests.test_cli import ANSWERS, refused, run, works, written  # noqa: F401
from tests.test_serving import FIRST, FORM, ask, token_of

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MANY = 2_000
UNREADABLE = '{"easy": ' + 5_000 * "9" + "}"  # a number with more digits than Python reads


def answered_by(db: Database, people: int, last: str = "") -> int:
    """A round by name with the answers of many people; `last` is what the last of them answered, as it is stored."""
    wave = round_of(db, NOW, WHOLE, NAMED)
    given = json.dumps(answers(0) | {"missing": "well " * 100})
    lines = ((wave.id, f"Person {n:06}", given) for n in range(people - 1))
    with storage.write(db):
        db.conn.executemany("insert into named_answer(wave_id, respondent, answers) values (?, ?, ?)", lines)
        db.execute("insert into named_answer(wave_id, respondent, answers) values (?, 'Zoe', ?)", [wave.id, last or given])
        count_in(db, wave.id, "", answers(0), people)
    return wave.id


class TestOverTheWire:
    @pytest.fixture()
    def cookie(self, server: Ombord) -> str:
        """Åsa's, who is the first ambassador."""
        path = server.start_url.removeprefix(server.url)
        cookie, token = token_of(ask(server, path))
        answer = ask(server, path, "POST", urlencode({"csrf_token": token, **FIRST}), Cookie=cookie, **FORM)
        return str(answer.headers["Set-Cookie"].split(";")[0])

    @pytest.fixture()
    def db(self, server: Ombord) -> Iterator[Database]:
        config = from_environment({"OMBORD_DATA": server.environment["OMBORD_DATA"]})
        with app.create_app(config).app_context(), storage.opened(config.database) as opened:
            yield opened

    def get(self, server: Ombord, path: str, cookie: str) -> tuple[http.client.HTTPResponse, http.client.HTTPConnection]:
        connection = http.client.HTTPConnection("127.0.0.1", int(server.url.rsplit(":", 1)[1]), timeout=60)
        connection.request("GET", path, headers={"Cookie": cookie})
        return connection.getresponse(), connection

    def test_a_whole_file_comes_in_pieces(self, server: Ombord, db: Database, cookie: str) -> None:
        number = answered_by(db, MANY)
        answer, connection = self.get(server, f"/waves/{number}/answers.csv", cookie)
        assert (answer.status, answer.headers["Transfer-Encoding"], answer.headers["Content-Length"]) == (200, "chunked", None)
        assert answer.headers["Content-Disposition"] == f"attachment; filename=answers-{number}.csv"
        lines = answer.read().splitlines()
        assert len(lines) == MANY + 1
        assert lines[-1].startswith(b"Zoe,")
        connection.close()

    def test_half_a_file_is_seen_to_be_half(self, server: Ombord, db: Database, cookie: str) -> None:
        """The last person's answers cannot be read: by then the others are long on their way."""
        number = answered_by(db, MANY, last=UNREADABLE)
        answer, connection = self.get(server, f"/waves/{number}/answers.csv", cookie)
        assert answer.status == 200
        with pytest.raises(http.client.IncompleteRead) as broken:
            answer.read()
        assert len(broken.value.partial) > 100_000
        connection.close()

    def test_what_breaks_before_the_first_piece_is_told_on_a_page(self, server: Ombord, db: Database, cookie: str) -> None:
        number = answered_by(db, 3, last=UNREADABLE)
        for kind in ("csv", "xlsx"):
            answer, connection = self.get(server, f"/waves/{number}/answers.{kind}", cookie)
            assert (answer.status, answer.headers["Content-Type"], answer.headers["Content-Disposition"]) == (500, "text/html; charset=utf-8", None)
            assert "Something broke on our side" in answer.read().decode()
            connection.close()

    def test_whoever_goes_away_leaves_nothing_behind(self, server: Ombord, db: Database, cookie: str) -> None:
        """The server goes on, and no reading is left open that would keep deleted answers in the log."""
        number = answered_by(db, 30_000)
        answer, connection = self.get(server, f"/waves/{number}/answers.csv", cookie)
        answer.read(1000)
        answer.close()
        connection.close()
        assert ask(server, "/sign-in").status == 200
        wait_for(lambda: storage.forget_deleted(db))


class TestCommands:
    @pytest.fixture()
    def file(self, run, tmp_path: Path) -> Path:  # noqa: F811
        works(run("new-survey", "sus", "--title", "Ease"))
        return written(tmp_path / "answers.csv", ANSWERS)

    def test_figures_are_written_as_the_ending_says(self, run, file: Path, tmp_path: Path) -> None:  # noqa: F811
        works(run("import-answers", file, "--survey", "Ease", "--group", "Team", "--add-questions"))
        for kind in ("xlsx", "json", "csv"):
            assert works(run("export-results", "Ease", tmp_path / f"figures.{kind}")) == f"{tmp_path / f'figures.{kind}'} has the figures of round 1.\n"
        book = openpyxl.load_workbook(tmp_path / "figures.xlsx")
        assert book.sheetnames == ["Figures", "Means", "About"]
        assert json.loads((tmp_path / "figures.json").read_text()) == json.loads(works(run("results", "Ease", "--json")))
        assert "System Usability Scale (SUS),,,Sales,,6,,61.9118,100.0,83.3333,20.4124,A," in (tmp_path / "figures.csv").read_text("utf-8-sig")
        assert refused(run("export-results", "Ease", tmp_path / "figures.doc")) == f"{tmp_path / 'figures.doc'} must end with one of .xlsx, .json, .csv; nothing was written."
        assert refused(run("export-results", "Ease", tmp_path / "nowhere" / "figures.csv")) == f"{tmp_path / 'nowhere' / 'figures.csv'} could not be written (No such file or directory). Nothing is there that was not there before."

    def test_a_workbook_of_answers_comes_back(self, run, file: Path, tmp_path: Path) -> None:  # noqa: F811
        works(run("import-answers", file, "--survey", "Ease", "--group", "Team", "--level", "named"))
        assert "has the answers of 12 people to round 1" in works(run("export-answers", "Ease", tmp_path / "out.xlsx"))
        assert "12 rows came in as round 2" in works(run("import-answers", tmp_path / "out.xlsx", "--survey", "Ease", "--group", "Team", "--level", "named"))

    @pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
    def test_what_is_interrupted_leaves_no_file(self, tmp_path: Path, how: signal.Signals) -> None:
        data, out = tmp_path / "data", tmp_path / "out"
        out.mkdir()
        config = from_environment({"OMBORD_DATA": str(data)})
        with app.create_app(config).app_context(), storage.opened(config.database) as db:
            people_store.save_company(db, Company("Nordverk", "SuperOffice CRM", "en", "Europe/Stockholm"))
            answered_by(db, 60_000)
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("OMBORD_")}
        command = [sys.executable, str(ROOT / "app.py"), "export-answers", "How is it going?", str(out / "answers.csv")]
        heeded = partial(signal.signal, how, signal.SIG_DFL)  # tests that run in the background inherit that Ctrl-C is ignored
        with subprocess.Popen(command, env={**inherited, "OMBORD_DATA": str(data)}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=heeded) as running:
            wait_for(lambda: any(file.stat().st_size for file in out.iterdir()))
            running.send_signal(how)
            said, wrong = running.communicate(timeout=60)
        assert (running.returncode, said, wrong.strip()) == (1, "", f"Interrupted: {out / 'answers.csv'} was not written. Nothing is there that was not there before.")
        assert list(out.iterdir()) == []


class TestWriting:
    def test_a_file_is_replaced_when_the_new_one_is_whole(self, tmp_path: Path) -> None:
        file = written(tmp_path / "figures.csv", "old")

        def pieces() -> Iterator[bytes]:
            yield b"new"
            assert file.read_text() == "old"

        writing.write(file, pieces())
        assert (file.read_text(), list(tmp_path.iterdir())) == ("new", [file])
        assert file.stat().st_mode & 0o077 == 0

    def test_a_full_disk_leaves_the_old_file(self, tmp_path: Path) -> None:
        file = written(tmp_path / "figures.csv", "old")

        def pieces() -> Iterator[bytes]:
            yield b"new"
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with pytest.raises(Refused, match="could not be written") as wrong:
            writing.write(file, pieces())
        assert str(wrong.value) == f"{file} could not be written (No space left on device). Nothing is there that was not there before."
        assert (file.read_text(), list(tmp_path.iterdir())) == ("old", [file])
