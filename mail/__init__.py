"""Mail: a durable outbox that knows addresses, not people.

A *message* is what a feature wants to say to one address; queueing it, in the same transaction as the change
it tells of, makes it a *mail* in the outbox. A mail is waiting, being sent, sent, failed (with the server's
words) or withdrawn. The timetable delivers what is due: at least once, with one Message-ID for ever.

A mail's *link* is the secret address that makes it personal. It is derived from the instance's key when the
mail is sent and is stored nowhere; in the outbox its place is marked [[link]].
"""
