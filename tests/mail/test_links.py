"""Secret addresses cannot be guessed, bent or used for another thing."""

import base64
from dataclasses import dataclass, replace

import pytest

from config import Config
from errors import NotFound
from mail import links
from mail.model import Link

LINK = Link("survey", 7, 0)


def test_a_token_carries_its_number_and_128_bits(config: Config) -> None:
    token = links.token(config, LINK)
    assert (len(token), len(base64.urlsafe_b64decode(token))) == (28, 5 + 16)
    assert links.number_of(token) == 7
    assert links.url(config, LINK) == f"{config.url}/s/{token}"


def test_it_opens_its_own_thing_only(config: Config) -> None:
    token = links.token(config, LINK)
    assert links.opens(config, LINK, token)
    others = (Link("survey", 8), Link("workshop", 7), Link("sign-in", 7), Link("survey", 7, 1))
    assert [other for other in others if links.opens(config, other, token)] == []
    assert not links.opens(replace(config, key=b"another instance's key, 32 bytes"), LINK, token)


def test_it_is_the_same_each_time_since_it_is_stored_nowhere(config: Config) -> None:
    assert links.token(config, LINK) == links.token(config, Link("survey", 7, 0))


def test_any_one_character_changed_shuts_it(config: Config) -> None:
    token = links.token(config, LINK)
    bent = [token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1:] for place in range(len(token))]
    assert [offered for offered in bent if links.opens(config, LINK, offered)] == []


@pytest.mark.parametrize("change", [str.upper, str.lower, str.swapcase, lambda t: t[:-1], lambda t: t + "=", lambda t: t + t, lambda t: " " + t, lambda t: t + "\n", lambda t: t.replace("-", "+").replace("_", "/") + "/"])
def test_other_spellings_do_not_open_it(config: Config, change) -> None:
    assert not links.opens(config, LINK, change(links.token(config, LINK)))


@pytest.mark.parametrize("offered", ["", "a", "AAAA", "A" * 27, "A" * 29, "å" * 28, "\x00" * 28, "=" * 28, "A" * 1_000_000, "../../etc/passwd", "%2e%2e", "\ud800" * 28])
def test_rubbish_is_no_token(offered: str) -> None:
    assert links.number_of(offered) is None


@dataclass(frozen=True)
class Thing:
    link_version: int


def test_what_a_link_opens_is_found_by_its_number(config: Config) -> None:
    things = {7: Thing(2)}
    assert links.followed(config, "survey", links.token(config, Link("survey", 7, 2)), things.__getitem__) is things[7]


@pytest.mark.parametrize("offered", [Link("survey", 7, 1), Link("workshop", 7, 2)])
def test_an_outdated_link_and_one_of_another_kind_open_nothing(config: Config, offered: Link) -> None:
    with pytest.raises(NotFound):
        links.followed(config, "survey", links.token(config, offered), lambda _number: Thing(2))


def test_what_is_no_token_is_not_looked_up(config: Config) -> None:
    with pytest.raises(NotFound):
        links.followed(config, "survey", "nonsense", lambda number: pytest.fail(f"{number} was looked up"))
