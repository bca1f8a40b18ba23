"""Settings: what is read, what is refused in a sentence, and the key."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from config import from_environment
from errors import Refused

KEY = {"OMBORD_KEY": "k" * 32}


def test_without_any_setting_it_listens_to_this_machine_only(tmp_path: Path) -> None:
    found = from_environment({"OMBORD_DATA": str(tmp_path)})
    assert (found.host, found.port, found.url, found.smtp, found.demo) == ("127.0.0.1", 8000, "http://127.0.0.1:8000", None, False)


def test_all_settings_are_read() -> None:
    found = from_environment({
        **KEY, "OMBORD_DATA": "/somewhere", "OMBORD_HOST": "0.0.0.0", "OMBORD_PORT": "80", "OMBORD_URL": "https://ombord.example.com/",
        "OMBORD_SMTP": "smtp://me%40example.com:p%40ss%2Fword@mail.example.com", "OMBORD_SENDER": "ombord@example.com", "OMBORD_PROXY": "127.0.0.1",
    })
    assert (found.data, found.host, found.port, found.url, found.hostname, found.proxy) == (Path("/somewhere"), "0.0.0.0", 80, "https://ombord.example.com", "ombord.example.com", "127.0.0.1")
    assert found.smtp is not None
    assert (found.smtp.host, found.smtp.port, found.smtp.user, found.smtp.password, found.smtp.implicit_tls) == ("mail.example.com", 587, "me@example.com", "p@ss/word", False)


def test_smtps_means_port_465_and_tls_at_once() -> None:
    smtp = from_environment({**KEY, "OMBORD_SMTP": "smtps://mail.example.com", "OMBORD_SENDER": "a@example.com"}).smtp
    assert smtp
    assert (smtp.port, smtp.implicit_tls, smtp.user) == (465, True, "")


def test_the_mailbox_that_is_read_for_answers_needs_the_address_it_belongs_to() -> None:
    given = {**KEY, "OMBORD_IMAP": "imaps://me%40example.com:p%40ss@imap.example.com"}
    imap = from_environment({**given, "OMBORD_SENDER": "me@example.com"}).imap
    assert imap
    assert (imap.host, imap.port, imap.user, imap.password, imap.implicit_tls) == ("imap.example.com", 993, "me@example.com", "p@ss", True)
    with pytest.raises(Refused, match="OMBORD_SENDER"):
        from_environment(given)


def test_a_relative_data_folder_is_found_from_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert from_environment({**KEY, "OMBORD_DATA": "data"}).data == tmp_path / "data"


@pytest.mark.parametrize(("name", "value"), [
    ("OMBORD_PORT", "eighty"), ("OMBORD_PORT", "0"), ("OMBORD_PORT", "65536"), ("OMBORD_PORT", "٨٠"), ("OMBORD_PORT", "-1"),
    ("OMBORD_URL", "ombord.example.com"), ("OMBORD_URL", "ftp://ombord.example.com"), ("OMBORD_URL", "https://"), ("OMBORD_URL", "https://a.example.com/under/path"),
    ("OMBORD_URL", "https://a.example.com?x=1"), ("OMBORD_URL", "https://a.example.com:port"), ("OMBORD_URL", "http://["), ("OMBORD_URL", "https://me:secret@a.example.com"),
    ("OMBORD_SMTP", "mail.example.com:587"), ("OMBORD_SMTP", "http://mail.example.com"), ("OMBORD_SMTP", "smtp://"), ("OMBORD_SMTP", "smtp://mail.example.com:many"), ("OMBORD_SMTP", "smtp://["),
    ("OMBORD_IMAP", "imap.example.com"), ("OMBORD_IMAP", "smtp://imap.example.com"), ("OMBORD_IMAP", "imaps://"),
    ("OMBORD_SENDER", "Ombord <ombord@example.com>"), ("OMBORD_SENDER", "ombord"), ("OMBORD_SENDER", "a@example.com, b@example.com"), ("OMBORD_SENDER", "a@example.com\r\nBcc: b@example.com"),
    ("OMBORD_KEY", "short"),
])
def test_nonsense_is_refused_by_name(name: str, value: str) -> None:
    with pytest.raises(Refused, match=name):
        from_environment({**KEY, name: value})


def test_a_mail_server_needs_a_sender() -> None:
    with pytest.raises(Refused, match="OMBORD_SENDER"):
        from_environment({**KEY, "OMBORD_SMTP": "smtp://mail.example.com"})


def test_a_refusal_does_not_tell_the_mail_servers_password() -> None:
    with pytest.raises(Refused) as refused:
        from_environment({**KEY, "OMBORD_SMTP": "smpt://me:verysecret@mail.example.com"})
    assert "verysecret" not in str(refused.value)


def test_the_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    first = from_environment({"OMBORD_DATA": str(tmp_path / "data")})
    assert from_environment({"OMBORD_DATA": str(tmp_path / "data")}).key == first.key
    assert stat.S_IMODE((tmp_path / "data" / "key").stat().st_mode) == 0o600
    assert from_environment({"OMBORD_DATA": str(tmp_path / "other")}).key != first.key


def test_all_who_start_at_once_get_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = list(pool.map(lambda _: from_environment({"OMBORD_DATA": str(tmp_path)}).key, range(16)))
    assert len(set(keys)) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["key"]


@pytest.mark.parametrize("content", ["", "\n", "short\n"])
def test_an_emptied_key_file_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "key").write_text(content)
    with pytest.raises(Refused, match="key"):
        from_environment({"OMBORD_DATA": str(tmp_path)})


def test_each_purpose_has_a_key_of_its_own() -> None:
    config = from_environment(KEY)
    assert len({config.subkey("cookies"), config.subkey("links"), config.key}) == 3


def test_the_demo_shares_nothing_with_the_real_thing(tmp_path: Path) -> None:
    real = from_environment({**KEY, "OMBORD_HOST": "0.0.0.0", "OMBORD_SMTP": "smtp://mail.example.com", "OMBORD_SENDER": "a@example.com"})
    demo = real.for_demo(tmp_path)
    assert (demo.host, demo.smtp, demo.data, demo.demo) == ("127.0.0.1", None, tmp_path, True)
    assert demo.key != real.key
