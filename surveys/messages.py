"""What an ambassador and somebody without a name write to each other about one comment. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from errors import Refused

AMBASSADOR, RESPONDENT = "ambassador", "respondent"
HELD, NEW, READ = "held", "new", "read"  # held: written by a respondent and shown to nobody else before the next morning

MOST_MESSAGE = 1000  # characters
MOST_IN_A_ROW = 5  # of a respondent's messages, before somebody writes back
HANDED_OVER_AT = 7  # o'clock

ASKS_WHO = re.compile(
    r"\bwho (?:are you|is this|is writing|wrote|said)\b|\bwho .{0,20}\byou (?:are|work)|\bidentify yourself|\b(?:which|what) (?:team|department|office|group|role|country)\b|\bwhere do you (?:work|sit)\b|\bhow (?:long have|old are) you\b"
    r"|\byour (?:full |own |first )?(?:name|names|initials|team|department|manager|boss|role|title|position|office|e-?mail|mail|phone|number|address|age|gender)\b"
    r"|\b(?:call|phone|ring|e-?mail|mail|contact|text|message|meet|visit|ask) me\b|\b(?:write|talk|speak|come|reach out|get back) to me\b|\bcome (?:and |by )"
    r"|\bvem (?:är det|skrev|har skrivit|sa)\b|\bvem .{0,20}\bdu\b|\bvad heter\b|\b(?:ditt|dina) (?:namn|förnamn|team|kontor|telefon|nummer|initialer)"
    r"|\bdin (?:avdelning|grupp|chef|roll|titel|befattning|tjänst|e-?post|mejl|mail|adress|ålder|ort)|\bvilken (?:avdelning|grupp|roll|ort|tjänst)|\bvilket (?:team|kontor|land)|\bvar (?:sitter|jobbar|arbetar) du|\bhur (?:länge har|gammal är) du"
    r"|\b(?:ring|mejla|maila|kontakta|träffa|besök|fråga|smsa) mig|\b(?:skriv|prata|tala|kom) (?:till|med) mig|\bhör av dig|\bkom förbi",
    re.I,
)


@dataclass(frozen=True)
class Message:
    writer: str
    text: str
    state: str = READ


@dataclass(frozen=True)
class Comment:
    """A loose text of a closed round, or one that somebody wrote by name, and what was written about it, oldest first.

    `reachable`: its writer was given a phrase.
    """

    id: str  # hexadecimal
    wave_id: int
    part_id: str
    text: str  # as it was written
    reachable: bool
    messages: tuple[Message, ...] = ()
    edited: str | None = None  # as others read it; the same as the text where somebody looked and let it stand
    follow_up: bool = False
    tags: tuple[str, ...] = ()
    writer: str = ""  # of a round by name

    @property
    def shown(self) -> str:
        """As everybody but its writer reads it."""
        return self.text if self.edited is None else self.edited

    @property
    def changed(self) -> bool:
        return self.shown != self.text

    @property
    def has_new(self) -> bool:
        return any(message.state == NEW for message in self.messages)

    @property
    def told(self) -> bool:
        """Whether an ambassador has written about it."""
        return any(message.writer == AMBASSADOR for message in self.messages)

    @property
    def for_ambassador(self) -> tuple[Message, ...]:
        return tuple(message for message in self.messages if message.state != HELD)


def asks_who(text: str) -> bool:
    """Whether a message seems to ask its reader who they are, in English or Swedish. It errs on the side of asking once too often."""
    return bool(ASKS_WHO.search(text))


def repeats(messages: Sequence[Message], message: Message) -> bool:
    """Whether it was sent just now already: a page that is loaded again sends its form again."""
    last = [one for one in messages if one.writer == message.writer][-1:]
    return bool(last) and last[0].text == message.text


def may_ask(comment: Comment, text: str, sure: bool) -> None:
    """Raises Refused when an ambassador's message cannot reach anybody, or seems to ask who somebody is and nobody has said that it may."""
    if not comment.reachable:
        raise Refused("Nobody was given a phrase for this comment, so nobody could read a message about it.", field="text")
    if asks_who(text) and not sure:
        raise Refused("This seems to ask who they are, or to ask them to come forward. They were promised that nobody finds out. Word it otherwise, or say that it shall stand.", field="sure")


def may_reply(comment: Comment) -> None:
    """Raises Refused when somebody without a name may not write now."""
    if not comment.told:
        raise Refused("Nobody has written about this yet, so there is nothing to answer.", field="text")
    last = next((place for place, message in enumerate(reversed(comment.messages)) if message.writer == AMBASSADOR), 0)
    if last >= MOST_IN_A_ROW:
        raise Refused("You have written %(most)s messages in a row. Wait until somebody writes back.", field="text", most=MOST_IN_A_ROW)
