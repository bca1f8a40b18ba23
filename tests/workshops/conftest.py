"""Two who are invited, or who are not."""

import pytest
from sqlite_utils import Database

from tests import factories


@pytest.fixture()
def kim(db: Database) -> int:
    return factories.person(db, "Kim Berg")


@pytest.fixture()
def robin(db: Database) -> int:
    return factories.person(db, "Robin Ek")
