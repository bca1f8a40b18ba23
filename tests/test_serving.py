"""Ombord as it is run: it listens, stops politely, says in a sentence what is wrong, and is not fooled by what comes over the wire."""

import http.client
import os
import signal
import socket
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

import storage
from pages.headers import POLICY
from tests.servers import MailServer, Ombord, free_port, wait_for


class Answer:
    """What came back over the wire."""

    def __init__(self, got: http.client.HTTPResponse) -> None:
        self.status, self.text = got.status, got.read().decode("utf-8", "replace")
        self.headers = got.headers


def ask(server: Ombord, path: str, method: str = "GET", body: str | bytes | None = None, **headers: str) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", int(server.url.rsplit(":", 1)[1]), timeout=30)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        return Answer(connection.getresponse())
    finally:
        connection.close()


FORM = {"Content_Type": "application/x-www-form-urlencoded"}


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ombord]:
    one = Ombord(tmp_path_factory.mktemp("serving"), free_port())
    yield one
    assert one.stop() == 0


def test_it_says_where_it_is_and_how_to_begin(running: Ombord) -> None:
    assert f"Ombord is at {running.url}" in running.said
    assert running.start_url.startswith(running.url + "/start/")
    assert ask(running, running.start_url.removeprefix(running.url)).status == 200
    assert "OMBORD_SMTP" in running.said


def test_it_does_not_tell_what_it_is_made_of(running: Ombord) -> None:
    assert ask(running, "/sign-in").headers["Server"] is None


def test_a_second_on_the_same_port_says_what_to_do(running: Ombord) -> None:
    second = running.command("serve")
    assert (second.returncode, second.stdout) == (1, "")
    assert "OMBORD_PORT" in second.stderr
    assert "Traceback" not in second.stderr


@pytest.mark.parametrize(("name", "value"), [("OMBORD_PORT", "x"), ("OMBORD_URL", "nowhere"), ("OMBORD_KEY", "short"), ("OMBORD_SMTP", "x"), ("OMBORD_DATA", "/dev/null/x")])
def test_a_wrong_setting_is_one_sentence(running: Ombord, name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(running.environment, name, value)
    done = running.command()
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert name in done.stderr or value in done.stderr


def test_sigterm_lets_the_request_in_flight_finish(server: Ombord) -> None:
    """The database is held, so a sign-in cannot be stored yet; then comes the signal, then the database is free."""
    database = Path(server.environment["OMBORD_DATA"]) / "ombord.db"
    path = server.start_url.removeprefix(server.url)
    cookie, token = token_of(ask(server, path))
    form = urlencode({"csrf_token": token, **FIRST})
    connection = http.client.HTTPConnection("127.0.0.1", int(server.url.rsplit(":", 1)[1]), timeout=30)
    with storage.opened(database) as db:
        db.execute("begin immediate")
        connection.request("POST", path, form, {"Cookie": cookie, "Content-Type": FORM["Content_Type"]})  # returns when all is sent
        wait_for(lambda: in_flight(server))
        threading.Event().wait(0.2)
        os.kill(server.process.pid, signal.SIGTERM)
        threading.Event().wait(0.5)
        db.rollback()
        assert connection.getresponse().status == 303
    connection.close()
    assert server.process.wait(20) == 0
    with storage.opened(database) as db:
        assert [row["name"] for row in db.query("select name from person")] == ["Åsa"]


def in_flight(server: Ombord) -> bool:
    """Whether the server has read everything that was sent to it."""
    port = f"{int(server.url.rsplit(':', 1)[1]):04X}"
    lines = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    established = [line for line in lines if line[1].endswith(":" + port) and line[3] == "01"]
    return bool(established) and all(line[4].split(":")[1] == "00000000" for line in established)


def test_a_second_start_is_quick(tmp_path: Path) -> None:
    """Measured by hand at under a second; here only that it starts again on the same data, as the same instance."""
    port = free_port()
    first = Ombord(tmp_path, port)
    key = (tmp_path / "key").read_text()
    assert first.stop() == 0
    second = Ombord(tmp_path, port)
    assert second.start_url
    assert second.start_url != first.start_url
    assert ask(second, first.start_url.removeprefix(first.url)).status in (404, 409)
    assert (tmp_path / "key").read_text() == key
    assert second.stop() == 0


class TestAttacks:
    @pytest.mark.parametrize("host", ["evil.example.com", "127.0.0.1.evil.example.com", "127.0.0.1@evil.example.com", "evil.example.com:80", "", "a b", "[::1", "127.0.0.1:8000:8000", "\u00e5.example.com"])
    def test_a_strange_host_is_refused_with_all_headers(self, running: Ombord, host: str) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", int(running.url.rsplit(":", 1)[1]), timeout=30)
        connection.putrequest("GET", "/sign-in", skip_host=True)
        connection.putheader("Host", host.encode("utf-8"))
        connection.endheaders()
        answer = Answer(connection.getresponse())
        connection.close()
        assert answer.status == 400
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert "evil" not in answer.text

    def test_a_forwarded_host_is_not_believed(self, running: Ombord) -> None:
        answer = ask(running, "/", X_Forwarded_Host="evil.example.com", X_Forwarded_Proto="https", X_Forwarded_Prefix="/evil", Forwarded="host=evil.example.com")
        assert (answer.status, answer.headers["Location"]) == (303, "/sign-in")

    @pytest.mark.parametrize("path", ["/sign-in?x=%00", "/%00", "/%ff%fe", "/" + "a" * 9000, "/sign-in?" + "a=1&" * 20_000, "//evil.example.com/%2e%2e", "/sign-in?lang=sv&lang=%00&lang=", "/../../etc/passwd", "/static/../config.py", "/static/%2e%2e/config.py", "/static/..%2fconfig.py", "/sign-in\\..\\x"])
    def test_odd_addresses(self, running: Ombord, path: str) -> None:
        answer = ask(running, path)
        assert answer.status in (200, 303, 308, 400, 404, 414, 431)
        assert "OMBORD_DATA" not in answer.text

    @pytest.mark.parametrize("body", [
        "&".join(f"a{number}=1" for number in range(100_000)), "email=" + "x" * 5_000_000, "\x00" * 1000, "csrf_token=%C3%A5%C3%A4%C3%B6", "csrf_token=" + "x" * 100_000, "=" * 10_000, "&" * 10_000, "%" * 10_000, "email[]=x&email[a]=y",
    ])
    def test_odd_forms(self, running: Ombord, body: str) -> None:
        answer = ask(running, "/sign-in", "POST", body, **FORM)
        assert answer.status in (400, 413, 422, 429)
        assert answer.headers["Content-Security-Policy"] == POLICY

    @pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=x", "multipart/form-data; boundary=" + "x" * 5000, "application/json", "text/plain", "x", "application/x-www-form-urlencoded; charset=utf-7"])
    def test_odd_kinds_of_content(self, running: Ombord, kind: str) -> None:
        assert ask(running, "/sign-in", "POST", b"--x\r\nContent-Disposition: form-data; name=\"email\"\r\n\r\n" + b"\xff" * 5000, Content_Type=kind).status in (400, 413, 422, 429)

    def test_a_form_larger_than_any_of_ours_is_not_even_read(self, running: Ombord) -> None:
        """Reading eight of them, each 10 MB of tiny fields, kept everybody waiting for half a minute."""
        answer = ask(running, "/sign-in", "POST", "a=1&" * 600_000, **FORM)
        assert (answer.status, answer.headers["Content-Security-Policy"]) == (413, POLICY)

    def test_more_than_any_file_is_refused_before_it_arrives(self, running: Ombord) -> None:
        """Waitress alone would put a gigabyte aside on the disk before the app is asked."""
        with socket.create_connection(("127.0.0.1", int(running.url.rsplit(":", 1)[1])), timeout=10) as wire:
            wire.sendall(b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 500000000\r\n\r\n")
            assert b" 413 " in wire.recv(1000)

    def test_many_parts(self, running: Ombord) -> None:
        part = b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n'
        assert ask(running, "/sign-in", "POST", part * 20_000 + b"--x--\r\n", Content_Type="multipart/form-data; boundary=x").status in (400, 413)

    def test_odd_cookies(self, running: Ombord) -> None:
        for cookie in ("ombord=x", "ombord=" + "x" * 7000, "ombord=.eJw.aaa.bbb", "=;=;", "ombord=\xff\xfe", "ombord=a; ombord=b"):
            assert ask(running, "/", Cookie=cookie).status in (303, 400), cookie

    @pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "PROPFIND", "X"])
    def test_odd_methods(self, running: Ombord, method: str) -> None:
        assert ask(running, "/sign-in", method).status in (400, 404, 405)

    def test_half_a_request_keeps_nobody_waiting(self, running: Ombord) -> None:
        port = int(running.url.rsplit(":", 1)[1])
        halves = [socket.create_connection(("127.0.0.1", port)) for _ in range(150)]
        for half in halves:
            half.sendall(b"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\nemail=")
        assert ask(running, "/sign-in").status == 200
        for half in halves:
            half.close()

    def test_the_limit_on_tries_cannot_be_dodged_by_a_header(self, server: Ombord) -> None:
        set_up(server)
        cookie, token = token_of(ask(server, "/sign-in"))
        seen = []
        for number in range(20):
            form = urlencode({"csrf_token": token, "email": f"person{number}@nordverk.example.com"})
            seen.append(ask(server, "/sign-in", "POST", form, Cookie=cookie, X_Forwarded_For=f"10.0.{number}.1", X_Real_Ip=f"10.0.{number}.1", **FORM).status)
        assert (seen[0], seen[-1]) == (303, 429)
        assert ask(server, "/sign-in").status == 200


def token_of(page: Answer) -> tuple[str, str]:
    """The cookie and the token against forged requests that belong together."""
    return page.headers["Set-Cookie"].split(";")[0], page.text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]


FIRST = {"company": "Nordverk", "crm": "SuperOffice CRM", "zone": "Europe/Stockholm", "language": "en", "name": "Åsa", "email": "asa@nordverk.example.com"}


def set_up(server: Ombord) -> None:
    """Make Åsa the first ambassador."""
    path = server.start_url.removeprefix(server.url)
    cookie, token = token_of(ask(server, path))
    assert ask(server, path, "POST", urlencode({"csrf_token": token, **FIRST}), Cookie=cookie, **FORM).status == 303


def test_mails_are_delivered_by_the_timetable(server: Ombord, smtp: MailServer) -> None:
    set_up(server)
    assert server.command("sign-in-link", FIRST["email"]).stdout.startswith(server.url + "/in/")
    cookie, token = token_of(ask(server, "/sign-in"))
    ask(server, "/sign-in", "POST", urlencode({"csrf_token": token, "email": FIRST["email"]}), Cookie=cookie, **FORM)
    wait_for(lambda: smtp.mails)
    assert smtp.mails[0]["To"].addresses[0].addr_spec == FIRST["email"]
