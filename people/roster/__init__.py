"""The roster: a file of people, from its bytes to what it would change. Pure: no database, no clock.

A *table* is the file's heading line and the lines below it. Its *columns* say what each heading means. A *row*
is a line that makes sense as a person; the others are *refused*, each with its reason. A *comparison* says what
the rows would change among the people who are there already.
"""

from people.roster.columns import Columns, default_groups, dimension_of, recognise, without_doubles
from people.roster.compare import Change, Comparison, Difference, Standing, compare
from people.roster.draft import Draft
from people.roster.files import read
from people.roster.rows import Refusal, Row, Rows, rows
from people.roster.table import Table
from tables import Line, as_csv

__all__ = ["Change", "Columns", "Comparison", "Difference", "Draft", "Line", "Refusal", "Row", "Rows", "Standing", "Table", "as_csv", "compare", "default_groups", "dimension_of", "read", "recognise", "rows", "without_doubles"]
