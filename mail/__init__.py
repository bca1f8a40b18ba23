"""Mail: a durable outbox and a mailbox that is read; both know addresses, not people.

A *message* is what a feature wants to say to one address; queueing it, in the same transaction as the change
it tells of, makes it a *mail* in the outbox. A mail is waiting, being sent, sent, failed (with the server's
words) or withdrawn. The timetable delivers what is due: at least once, with one Message-ID for ever.

A mail's *link* is the secret address that makes it personal. It is derived from the instance's key when the
mail is sent and is stored nowhere; in the outbox its place is marked [[link]].

A *letter* is a mail that came in; what is kept of one that was for Ombord is *received*, with its outcome. What letters say
about workshops is for workshops to judge, which the timetable hands in; bounces are judged here.
"""
