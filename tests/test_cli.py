"""The commands, run as people and scripts run them: `python app.py …` in a process of its own."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import cli.commands
from tests.servers import ROOT, Ombord, free_port

Run = Callable[..., subprocess.CompletedProcess[str]]

ROSTER = "User ID,First name,Last name,Primary group,E-mail\nbe,Berit,Ek,Sales,berit@nordverk.example.com\ncd,Carl,Dahl,Service,carl@nordverk.example.com\n"

BEST, GOOD, MIDDLING, POOR = "5,1,5,1,5,1,5,1,5,1", "4,2,4,2,4,2,4,2,4,2", "3,3,3,3,3,3,3,3,3,3", "2,4,2,4,2,4,2,4,2,4"  # SUS 100, 75, 50, 25
ANSWERS = "\n".join([
    "Respondent,Team," + ",".join(f"Q{number}" for number in range(1, 11)) + ",Comment",
    *(f"a{number},Sales,{row},fine {number}" for number, row in enumerate([BEST, BEST, BEST, GOOD, GOOD, MIDDLING])),
    *(f"b{number},Service,{row},so so {number}" for number, row in enumerate([GOOD, GOOD, MIDDLING, MIDDLING, MIDDLING, POOR])),
])


@pytest.fixture()
def run(tmp_path: Path) -> Run:
    return lambda *words, **settings: command(tmp_path / "data", *words, **settings)


def command(data: Path, *words: str | Path, **settings: str) -> subprocess.CompletedProcess[str]:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("OMBORD_")}
    return subprocess.run([sys.executable, str(ROOT / "app.py"), *map(str, words)], cwd=data.parent, env={**inherited, "OMBORD_DATA": str(data), **settings}, capture_output=True, text=True, timeout=60, check=False)


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The sentence with which a command refused."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done.stderr.strip().splitlines()[-1]


def works(done: subprocess.CompletedProcess[str]) -> str:
    assert (done.returncode, done.stderr) == (0, ""), done.stderr
    return done.stdout


@pytest.fixture()
def answers(tmp_path: Path) -> Path:
    return written(tmp_path / "answers.csv", ANSWERS)


def written(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def test_help_names_every_command_and_needs_no_data(run, tmp_path):
    shown = works(run("--help"))
    for name in cli.commands.commands.commands:
        assert name in shown
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("name", sorted(cli.commands.commands.commands))
def test_every_command_says_what_it_does(name):
    one = cli.commands.commands.commands[name]
    assert one.help
    assert one.help[0].isupper()


def test_a_script_asks_nobody_and_reads_results_before_the_first_visit(run, answers):
    assert "Made the survey “Ease of use” from the template sus: 12 questions" in works(run("new-survey", "sus", "--title", "Ease of use"))
    told = works(run("import-answers", answers, "--survey", "Ease of use", "--group", "Team", "--k", "5", "--kc", "12", "--add-questions"))
    for words in ("11 of 13 questions have a column", "column 3 → question 1: I think that I would like to use SuperOffice CRM frequently.", "Group: column 2, “Team”.", "12 rows came in as round 1 of “Ease of use”: anonymous, figures from 5 answers, written answers from 12."):
        assert words in told, words
    shown = works(run("results", "Ease of use"))
    for line in (("all", "12", "68.7500", "24.1327"), ("Sales", "6", "83.3333", "20.4124", "61.9118 – 100.0000", "A"), ("Service", "6", "54.1667", "18.8193")):
        assert any(all(part in one for part in line) for one in shown.splitlines()), line
    assert "  – so so 3" in shown
    [found] = json.loads(works(run("results", "Ease of use", "--json")))["rounds"]
    assert (found["round"], found["n"], found["invited"], found["imported"]) == (1, 12, None, True)
    assert found["scores"][0]["groups"]["Sales"] == {"n": 6, "mean": 83.3333, "sd": 20.4124, "low": 61.9118, "high": 100.0, "grade": "A"}


def test_a_survey_goes_out_as_a_file_and_comes_in_again(run, tmp_path):
    works(run("new-survey", "change-pulse", "--title", "Så går det"))
    file = written(tmp_path / "survey.json", works(run("export-survey", "Så går det", PYTHONIOENCODING="ascii")))
    assert "Made the survey “Again” from" in works(run("import-survey", file, "--title", "Again"))
    again = json.loads(works(run("export-survey", "Again")))
    assert (again["title"], again["questionnaire"]) == ("Again", json.loads(file.read_text())["questionnaire"])
    wrong = written(tmp_path / "wrong.json", file.read_text().replace('"kind": "matrix"', '"kind": "colour"'))
    assert refused(run("import-survey", wrong, "--title", "Wrong")).startswith("questionnaire.pages[0].questions[0]: “kind” must be one of choice,")
    assert refused(run("export-survey", "Wrong")).startswith("There is no survey called “Wrong”.")


def test_a_terminal_of_few_letters_and_a_reader_who_stops_break_nothing(run, answers, tmp_path):
    works(run("new-survey", "sus", "--title", "Ease"))
    works(run("import-answers", answers, "--survey", "Ease", "--group", "Team"))
    assert "95 % interval" in works(run("results", "  Ease ", PYTHONIOENCODING="ascii"))
    reading = subprocess.run(f"{sys.executable} {ROOT / 'app.py'} results Ease --json | head -1", shell=True, env={**os.environ, "OMBORD_DATA": str(tmp_path / "data")}, capture_output=True, text=True, timeout=60, check=False)
    assert (reading.stdout, reading.stderr) == ("{\n", "")


def test_answers_go_out_as_a_file_that_comes_in_again_and_of_anonymous_ones_only_their_figures(run, answers, tmp_path):
    works(run("new-survey", "sus", "--title", "Ease"))
    works(run("import-answers", answers, "--survey", "Ease", "--group", "Team", "--level", "named", "--respondent", "Respondent"))
    assert "has the answers of 12 people to round 1" in works(run("export-answers", "Ease", tmp_path / "out.csv"))
    told = works(run("import-answers", tmp_path / "out.csv", "--survey", "Ease", "--group", "Team"))
    assert "12 of 12 questions have a column" in told
    assert "12 rows came in as round 2" in told
    assert "Round 2 is anonymous" in works(run("export-answers", "Ease", tmp_path / "figures.csv"))
    assert (tmp_path / "figures.csv").read_bytes().decode("utf-8-sig").startswith("Question,Part,Answer,Group,Count,Of,")
    assert "is there already; nothing was written" in refused(run("export-answers", "Ease", tmp_path / "out.csv"))


def test_hidden_groups_and_words_say_why_and_show_no_number(run, tmp_path):
    small = written(tmp_path / "small.csv", "\n".join(ANSWERS.splitlines()[:10]))  # six of Sales, three of Service
    works(run("new-survey", "sus", "--title", "Ease"))
    works(run("import-answers", small, "--survey", "Ease", "--group", "Team", "--add-questions"))
    shown = works(run("results", "Ease"))
    assert "Service: hidden, fewer than 5 answered" in shown
    assert "Sales: hidden, so that a smaller group cannot be worked out" in shown
    assert "Written answers are hidden: they show from 10 people on, and 9 answered." in shown
    assert "fine" not in shown
    [found] = json.loads(works(run("results", "Ease", "--json")))["rounds"]
    assert found["groups"] == [{"name": "Sales", "state": "protects", "reason": "hidden so that a smaller group cannot be worked out"}, {"name": "Service", "state": "few", "reason": "fewer than 5 answers"}]


def test_the_product_is_called_what_the_script_says(run, answers):
    works(run("new-survey", "sus", "--title", "Ease"))
    works(run("import-answers", answers, "--survey", "Ease", "--crm", "Kajplats"))
    assert "I found Kajplats unnecessarily complex." in works(run("results", "Ease"))


def test_bad_cells_are_named_by_line_and_column_and_nothing_comes_in(run, tmp_path):
    bad = written(tmp_path / "bad.csv", ANSWERS.replace(f"a1,Sales,{BEST}", "a1,Sales,6,1,5,1,5,1,5,1,5,1").replace(f"b2,Service,{MIDDLING}", "b2,Service,3,3,3,3,3,3,3,3,3,often"))
    works(run("new-survey", "sus", "--title", "Ease"))
    done = run("import-answers", bad, "--survey", "Ease", "--group", "Team")
    assert refused(done).endswith("has 2 bad cells, named above by line and column; nothing was imported.")
    assert "line 3, column “Q1”: “6” is not a whole number from 1 to 5." in done.stderr
    assert "line 10, column “Q10”: “often” is not a whole number from 1 to 5." in done.stderr
    assert "has no results yet" in refused(run("results", "Ease"))


@pytest.mark.parametrize(("words", "sentence"), [
    (("new-survey", "susi"), "There is no template “susi”; there are sus, umux-lite, recommendation, satisfaction, ease, change-pulse, worries, evaluation, data-check, open."),
    (("new-survey", "sus", "--title", " "), "Give the survey a title."),
    (("results", "Nothing"), "There is no survey called “Nothing”. Make one with new-survey."),
    (("import-answers", "answers.csv", "--survey", "Nothing"), "There is no survey called “Nothing”. Make one with new-survey."),
    (("import-people", "missing.csv"), "missing.csv cannot be read: No such file or directory."),
    (("import-people", "."), ". cannot be read: Is a directory."),
    (("sign-in-link", "nobody@nordverk.example.com"), "No ambassador has the address nobody@nordverk.example.com."),
    (("backup", "copy.db"), "There is no database at"),
    (("restore", "missing.db"), "There is no file missing.db."),
    (("sail",), "No such command 'sail'."),
    (("results",), "Missing argument 'TITLE'."),
    (("results", "Nothing", "--round", "one"), "Invalid value for '--round': 'one' is not a valid integer."),
    (("import-answers", "answers.csv"), "Missing option '--survey'."),
])
def test_a_refusal_is_one_sentence_and_exit_code_1(run, answers, words, sentence):
    done = run(*words)
    assert refused(done).startswith(sentence)
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""


def test_answers_are_refused_as_a_whole(run, answers):
    works(run("new-survey", "sus", "--title", "Ease"))
    assert refused(run("import-answers", answers, "--survey", "Ease", "--group", "Office")).startswith("There is no column “Office”. There are: Respondent, Team")
    assert refused(run("import-answers", answers, "--survey", "Ease", "--k", "20", "--kc", "20")).startswith("The file has answers of 12 people, and figures show from 20 on")
    assert refused(run("import-answers", answers, "--survey", "Ease", "--k", "2")).startswith("Figures need at least 3 answers")
    assert "has no results yet" in refused(run("results", "Ease"))


def test_answers_by_name_and_a_chosen_round(run, answers):
    works(run("new-survey", "sus", "--title", "Ease"))
    works(run("import-answers", answers, "--survey", "Ease"))
    works(run("import-answers", answers, "--survey", "Ease", "--level", "named", "--respondent", "Respondent", "--group", "2"))
    assert [one["level"] for one in json.loads(works(run("results", "Ease", "--json")))["rounds"]] == ["anonymous", "named"]
    assert [one["round"] for one in json.loads(works(run("results", "Ease", "--json", "--round", "2")))["rounds"]] == [2]
    assert refused(run("results", "Ease", "--round", "3")) == "“Ease” has no round 3."


def test_people_come_in_and_the_same_file_twice_changes_nothing(run, tmp_path):
    roster = written(tmp_path / "people.csv", ROSTER)
    assert "2 new, 0 changed, 0 unchanged, 0 refused.\nGroups by: Primary group." in works(run("import-people", roster))
    assert "0 new, 0 changed, 2 unchanged, 0 refused." in works(run("import-people", roster))
    assert "0 new, 1 changed, 1 unchanged" in works(run("import-people", written(tmp_path / "newer.csv", ROSTER.replace("Service", "Support"))))


def test_a_column_is_used_as_groups_when_it_is_named(run, tmp_path):
    roster = written(tmp_path / "people.csv", "Name;E-mail;Floor\nBerit Ek;berit@nordverk.example.com;3\n")
    assert "Groups by: nothing. Not used: Floor (add --group COLUMN)." in works(run("import-people", roster))
    assert "Groups by: Floor." in works(run("import-people", roster, "--group", "floor"))
    assert "has no column called “Ceiling”" in refused(run("import-people", roster, "--group", "Ceiling"))


def test_lines_that_make_no_sense_are_told_and_the_others_come_in(run, tmp_path):
    told = works(run("import-people", written(tmp_path / "people.csv", ROSTER + "x,Eva,,Sales,not-an-address\n")))
    assert "2 new, 0 changed, 0 unchanged, 1 refused." in told
    assert "  line 4 (x · Eva · Sales · not-an-address): “not-an-address” is not a mail address." in told


def test_a_file_of_nobody_is_refused(run, tmp_path):
    done = run("import-people", written(tmp_path / "people.csv", "Name,E-mail\nEva,not-an-address\n"))
    assert refused(done).startswith("Nobody could be read from")
    assert refused(run("import-people", written(tmp_path / "empty.csv", ""))) == "The file is empty."


def test_everything_is_exported_into_an_empty_folder(run, answers, tmp_path):
    works(run("import-people", written(tmp_path / "people.csv", ROSTER)))
    works(run("new-survey", "sus", "--title", "Ease of use / 2026"))
    works(run("import-answers", answers, "--survey", "Ease of use / 2026"))
    out = tmp_path / "out"
    told = works(run("export", out))
    assert sorted(str(path.relative_to(out)) for path in out.rglob("*.*")) == ["journal.md", "people.csv", "results/survey-1-ease-of-use-2026.json"]
    assert told.splitlines() == [str(out / name) for name in ("people.csv", "journal.md", "results/survey-1-ease-of-use-2026.json")]
    assert "Berit Ek,berit@nordverk.example.com,,Sales" in (out / "people.csv").read_text("utf-8-sig")
    assert "### Ease of use / 2026 (round 1)" in (out / "journal.md").read_text()
    assert json.loads((out / "results/survey-1-ease-of-use-2026.json").read_text())["rounds"][0]["n"] == 12
    assert refused(run("export", out)).endswith("is there already and not an empty folder; nothing was written. Name another.")
    assert refused(run("export", answers)).endswith("is there already and not an empty folder; nothing was written. Name another.")


def test_a_backup_brings_back_what_was_there(run, tmp_path):
    works(run("new-survey", "sus", "--title", "Before"))
    told = works(run("backup", tmp_path / "copy.db"))
    assert "Backed up" in told
    assert "The key is not in it." in told
    works(run("new-survey", "sus", "--title", "After"))
    restored = works(run("restore", tmp_path / "copy.db"))
    assert "The database that was there is now" in restored
    assert "There is no survey called “After”. There are: “Before”" in refused(run("results", "After"))
    assert refused(run("backup", tmp_path / "copy.db")).endswith("exists already; name another file.")


def test_a_backup_needs_its_key(run, tmp_path):
    works(run("new-survey", "sus", "--title", "Before"))
    works(run("backup", tmp_path / "copy.db"))
    elsewhere = tmp_path / "elsewhere"
    assert refused(command(elsewhere, "restore", tmp_path / "copy.db")).startswith("This backup belongs to another key. Set OMBORD_KEY, or put its file called key into")
    (elsewhere / "key").write_text((tmp_path / "data" / "key").read_text())
    works(command(elsewhere, "restore", tmp_path / "copy.db"))
    assert "“Before”" in refused(command(elsewhere, "results", "After"))


def test_a_damaged_backup_changes_nothing(run, tmp_path):
    works(run("new-survey", "sus", "--title", "Before"))
    copy = tmp_path / "copy.db"
    works(run("backup", copy))
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 1
    copy.write_bytes(content)
    assert "its checksum differs" in refused(run("restore", copy))
    (tmp_path / "copy.db.sha256").unlink()
    copy.write_bytes(b"SQLite format 3\x00" + bytes(5000))
    assert "copy.db is" in refused(run("restore", copy))
    assert "no results yet" in refused(run("results", "Before"))


def test_no_restore_while_it_serves_but_a_backup(tmp_path):
    data = tmp_path / "data"
    server = Ombord(data, free_port())
    try:
        works(command(data, "backup", tmp_path / "copy.db"))
        assert refused(command(data, "restore", tmp_path / "copy.db")) == "Ombord is running on this data. Stop it first, then restore."
    finally:
        assert server.stop() == 0
    works(command(data, "restore", tmp_path / "copy.db"))


def test_the_timetable_runs_once_when_asked(run):
    told = works(run("run-jobs"))
    for name in ("open", "invite", "close", "remind", "retention", "deliver"):
        assert f"\n{name} " in f"\n{told}"


@pytest.mark.parametrize(("settings", "sentence"), [
    ({"OMBORD_PORT": "http"}, "OMBORD_PORT must be a number from 1 to 65535, not http."),
    ({"OMBORD_SMTP": "mail.example.com"}, "OMBORD_SMTP must look like smtp://user:password@host:587."),
    ({"OMBORD_KEY": "short"}, "OMBORD_KEY must have at least 32 characters."),
    ({"OMBORD_DATA": __file__}, "The data folder cannot be used"),
    ({"OMBORD_DATA": __file__ + "/below"}, "The data folder cannot be used"),
])
def test_settings_that_make_no_sense_end_the_start_with_one_sentence(run, settings, sentence):
    done = run(**settings)
    assert refused(done).startswith(sentence)
    assert len(done.stderr.strip().splitlines()) == 1


def test_a_port_in_use_ends_the_start_with_one_sentence(run):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert refused(run(OMBORD_PORT=port)).startswith(f"Port {port} on 127.0.0.1 cannot be used")


def test_a_damaged_database_ends_every_command_with_one_sentence(run, tmp_path):
    works(run("new-survey", "sus"))
    for left in (tmp_path / "data").glob("ombord.db-*"):
        left.unlink()
    database = tmp_path / "data" / "ombord.db"
    database.write_bytes(b"no database at all, " * 500)
    for words in ((), ("results", "Ease"), ("run-jobs",)):
        sentence = refused(run(*words))
        assert "is damaged" in sentence
        assert "python app.py restore FILE" in sentence
    assert "could not be written" in refused(run("backup", tmp_path / "copy.db"))
    assert not (tmp_path / "copy.db").exists()


def test_a_key_that_does_not_fit_ends_the_start(run, tmp_path):
    works(run("new-survey", "sus"))
    assert refused(run("run-jobs", OMBORD_KEY="another key that is long enough to be one")).startswith("The database belongs to another key.")
