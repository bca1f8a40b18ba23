"""The history that the steps are added to."""

from sqlite_utils import Migrations

migrations = Migrations("surveys")
