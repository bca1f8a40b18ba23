"""What the tests of surveys share: six people of Sales and a round that is open to them.

Generated input may take its time: the machine that runs the tests may be a slow or a busy one.
"""

import pytest
from hypothesis import HealthCheck, settings

from tests import factories
from tests.surveys.answering import round_of
from tests.surveys.chance import CHANCE

settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example])
settings.load_profile("patient")


@pytest.fixture()
def alike(monkeypatch):
    """Chance falls alike in all worlds of the test, so that their pages can be compared as they stand."""
    CHANCE.install(monkeypatch)


@pytest.fixture()
def sales(db):
    return factories.people(db, "Sales", 6)


@pytest.fixture()
def wave(db, clock, sales):
    return round_of(db, clock())
