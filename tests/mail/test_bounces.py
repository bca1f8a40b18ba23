"""A mail that did not arrive is told in the outbox with the server's words, in whatever form servers say so; nothing else is changed by a bounce."""

from datetime import timedelta

import pytest
from sqlite_utils import Database

from mail import actions, bounces, letters, mailbox, store
from mail.model import BOUNCE, FAILED, SENT, WAITING, Mail
from tests.conftest import Clock
from tests.mail.cast import NOW, invite, queue, reminder
from tests.mail.test_mailbox import config, look, take  # noqa: F401

LATER = NOW + timedelta(minutes=5)

POSTFIX = """From: MAILER-DAEMON@mx.nordverk.example.com (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <bounce-1@mx.nordverk.example.com>
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.nordverk.example.com

Final-Recipient: rfc822; Kalle@nordverk.example.com
Original-Recipient: rfc822;kalle@nordverk.example.com
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 <kalle@nordverk.example.com>: Recipient address
    rejected: User unknown

--B
Content-Type: text/rfc822-headers

From: ombord@nordverk.example.com
To: kalle@nordverk.example.com
Message-ID: {id}

--B--
"""

EXCHANGE = """From: MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@nordverk.example.com
Subject: Undeliverable: Pipeline in practice
Message-ID: <bounce-2@nordverk.example.com>
In-Reply-To: {id}
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: multipart/alternative; boundary="C"

--C
Content-Type: text/plain; charset=us-ascii

Your message to kalle@nordverk.example.com couldn't be delivered.
--C
Content-Type: text/html

<p>Your message couldn't be delivered.</p>
--C--

--B
Content-Type: message/delivery-status

Reporting-MTA: dns;AM0P.nordverk.example.com
Received-From-MTA: dns;DB9P.nordverk.example.com

Final-Recipient: rfc822;kalle@nordverk.example.com
Action: failed
Status: 5.1.10
Diagnostic-Code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup

--B
Content-Type: message/rfc822

From: ombord@nordverk.example.com
Message-ID: {id}
Content-Type: text/calendar; method=REQUEST

BEGIN:VCALENDAR
METHOD:REQUEST
END:VCALENDAR

--B--
"""

GMAIL = """From: Mail Delivery Subsystem <mailer-daemon@googlemail.com>
Subject: Delivery Status Notification (Failure)
X-Failed-Recipients: kalle@nordverk.example.com
Message-ID: <bounce-3@mx.google.com>
References: {id}
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=utf-8

Address not found

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; googlemail.com

Final-Recipient: rfc822; kalle@nordverk.example.com
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550-5.1.1 The email account that you tried to reach does not exist.
 550 5.1.1 Please check it.

--B
Content-Type: message/rfc822

Message-ID: {id}

--B--
"""

QMAIL = """From: MAILER-DAEMON@qmail.nordverk.example.com
Subject: failure notice
Message-ID: <bounce-4@qmail.nordverk.example.com>
Content-Type: text/plain

Hi. This is the qmail-send program at qmail.nordverk.example.com.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<kalle@nordverk.example.com>:
Remote host said: 550 5.1.1 No such mailbox

--- Below this line is a copy of the message.

Message-ID: {id}
"""

EXIM = """From: Mail Delivery System <Mailer-Daemon@exim.nordverk.example.com>
Subject: Mail delivery failed: returning message to sender
X-Failed-Recipients: kalle@nordverk.example.com
Message-ID: <bounce-5@exim.nordverk.example.com>
Content-Type: text/plain

A message that you sent could not be delivered. The following address failed:

  kalle@nordverk.example.com
    Unrouteable address

------ This is a copy of the message, including all the headers. ------

Message-ID: {id}
"""

FORMS = {"postfix": POSTFIX.replace("{action}", "failed"), "exchange": EXCHANGE, "gmail": GMAIL, "qmail": QMAIL, "exim": EXIM}
WORDS = {
    "postfix": "550 5.1.1 <kalle@nordverk.example.com>: Recipient address rejected: User unknown",
    "exchange": "550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup",
    "gmail": "550-5.1.1 The email account that you tried to reach does not exist. 550 5.1.1 Please check it.",
    "qmail": "550 5.1.1 No such mailbox",
    "exim": "kalle@nordverk.example.com Unrouteable address",
}


def sent(db: Database, message) -> Mail:
    [mail] = queue(db, message)
    store.claim(db, "me", NOW, NOW)
    store.finish(db, mail.id, "me", SENT, "", NOW)
    return mail


@pytest.fixture()
def told(db: Database):
    """Takes a bounce in: whether it was about a mail of ours."""

    def told(text: str) -> bool:
        letter = letters.read(text.encode(), LATER)
        bounce = bounces.read(letter) if bounces.is_report(letter.content) else None
        return bounce is not None and actions.bounced(db, letter, bounce, LATER)

    return told


@pytest.mark.parametrize("form", FORMS)
def test_the_mail_has_failed_with_the_servers_words(db: Database, told, form: str) -> None:
    mail = sent(db, invite())
    assert told(FORMS[form].replace("{id}", mail.message_id))
    found = store.get(db, mail.id)
    assert (found.state, found.words, found.done_at) == (FAILED, WORDS[form], LATER)


@pytest.mark.parametrize("form", FORMS)
def test_another_mail_or_another_address_changes_nothing(db: Database, told, form: str) -> None:
    mail = sent(db, invite())
    assert not told(FORMS[form].replace("{id}", "<00000000-0000-4000-8000-000000000000@ombord.mail>"))
    assert not told(FORMS[form].replace("{id}", "<somebody-elses@nordverk.example.com>"))
    assert not told(FORMS[form].replace("{id}", mail.message_id).replace("kalle@", "list-member@").replace("Kalle@", "list-member@"))
    assert store.get(db, mail.id).state == SENT


@pytest.mark.parametrize("action", ["delayed", "relayed", "delivered", "expanded", ""])
def test_what_is_not_final_changes_nothing(db: Database, told, action: str) -> None:
    mail = sent(db, invite())
    assert not told(POSTFIX.replace("{action}", action).replace("{id}", mail.message_id))
    assert store.get(db, mail.id).state == SENT


def test_a_warning_in_words_changes_nothing(db: Database, told) -> None:
    mail = sent(db, invite())
    warning = QMAIL.replace("This is a permanent error; I've given up. Sorry it didn't work out.", "I will try again for 3 days.").replace("550 5.1.1 No such mailbox", "451 4.7.1 Try later")
    assert not told(warning.replace("{id}", mail.message_id))
    assert store.get(db, mail.id).state == SENT


def test_an_answer_by_a_person_who_quotes_the_mail_is_no_bounce(db: Database, told) -> None:
    mail = sent(db, invite())
    assert not told(QMAIL.replace("MAILER-DAEMON@qmail", "kalle@").replace("{id}", mail.message_id))
    assert store.get(db, mail.id).state == SENT


def test_a_mail_that_is_on_its_way_again_stays_so(db: Database, told) -> None:
    mail = sent(db, invite())
    text = FORMS["postfix"].replace("{id}", mail.message_id)
    told(text)
    actions.retry(db, mail.id, LATER)
    assert told(text)
    assert store.get(db, mail.id).state == WAITING


@pytest.mark.parametrize("hostile", [
    "From: postmaster@x\n\n" + "5.1.1 " * 50_000, "From: mailer-daemon@x\nContent-Type: multipart/report; report-type=delivery-status; boundary=B\n\n--B\nContent-Type: message/delivery-status\n\nAction: failed\n",
    "From: mailer-daemon@x\nX-Failed-Recipients: " + "a@b," * 1000 + "\n\n{id}", "From: mailer-daemon@x\nContent-Type: text/plain; charset=nonsense\nContent-Transfer-Encoding: base64\n\n{id}",
    *("From: mailer-daemon@x\nMessage-ID: <x@x>\n\n{id} is permanent\n" + word * (900_000 // len(word)) for word in ("-", "a", "a@", "5.")),
])
def test_no_broken_report_stops_anything(db: Database, told, hostile: str) -> None:
    mail = sent(db, invite())
    told(hostile.replace("{id}", mail.message_id))
    assert len(store.get(db, mail.id).words) <= 300


def test_the_words_of_a_server_are_one_line_of_reasonable_length(db: Database, told) -> None:
    mail = sent(db, invite())
    told(QMAIL.replace("No such mailbox", "No\x1b[31m such \x00mailbox " + "and so on " * 100).replace("{id}", mail.message_id))
    words = store.get(db, mail.id).words
    assert words.startswith("550 5.1.1 No[31m such mailbox and")
    assert (len(words), words.isprintable()) == (300, True)


def test_a_bounce_in_the_mailbox_is_listed_moved_and_shown(db: Database, imap, look, ambassador) -> None:  # noqa: F811
    mail = sent(db, invite())
    imap.deliver(FORMS["exchange"].replace("{id}", mail.message_id).encode())
    assert (look(), [one.outcome for one in store.received(db, 9)], imap.subjects("Processed")) == (1, [BOUNCE], ["Undeliverable: Pipeline in practice"])
    assert "RESOLVER.ADR.RecipientNotFound" in ambassador.get("/mail/").text
    page = ambassador.get("/mail/received").text
    assert "RESOLVER.ADR.RecipientNotFound" in page
    assert f'href="/mail/{mail.id}"' in page


def test_a_bounce_that_is_none_of_ours_is_left_to_people(db: Database, imap, look) -> None:  # noqa: F811
    imap.deliver(FORMS["exchange"].replace("{id}", "<lunch@nordverk.example.com>").encode())
    assert (look(), store.received(db, 9), [mail.seen for mail in imap.mails()]) == (0, [], [False])


def test_whose_reminder_did_not_arrive_is_told_to_nobody(db: Database, imap, look, ambassador) -> None:  # noqa: F811
    mail = sent(db, reminder())
    imap.deliver(FORMS["postfix"].replace("{id}", mail.message_id).encode())
    look()
    assert store.get(db, mail.id).state == FAILED
    page = ambassador.get("/mail/received").text
    assert "could not be delivered." in page
    assert "kalle" not in page.casefold()
    assert f'href="/mail/{mail.id}"' not in page


def test_the_mailbox_remembers_how_far_it_has_read_past_bounces(db: Database, imap, look, clock: Clock) -> None:  # noqa: F811
    mail = sent(db, invite())
    imap.deliver(FORMS["gmail"].replace("{id}", mail.message_id).encode())
    look()
    actions.retry(db, mail.id, clock())
    store.claim(db, "me", clock(), clock())
    store.finish(db, mail.id, "me", SENT, "", clock())
    clock.turn(seconds=mailbox.EVERY.total_seconds())
    look()
    assert store.get(db, mail.id).state == SENT
