"""What is forgotten by itself."""

from datetime import timedelta

from people import actions, jobs, store
from tests import factories


def test_uploads_links_and_sessions_are_forgotten_when_their_time_is_over(db, config, clock):
    asa = factories.asa(db)
    actions.start_import(db, "a.csv", b"Name,E-mail\nEva,eva@x.example.com\n", asa, clock())
    actions.sign_in_url(db, config, "asa@nordverk.example.com", clock())
    secret = actions.start_session(db, asa, clock())
    assert jobs.forget_due(db, clock()) == 0
    assert jobs.forget_due(db, clock() + timedelta(minutes=31)) == 1
    assert jobs.forget_due(db, clock() + timedelta(days=1, minutes=1)) == 1
    assert actions.person_of_session(db, secret, clock() + timedelta(days=13)) == store.get(db, asa)
    assert jobs.forget_due(db, clock() + timedelta(days=26)) == 0
    assert jobs.forget_due(db, clock() + timedelta(days=28)) == 1
