"""Tables that people bring and take away as files: CSV and XLSX read safely, CSV written so that nothing runs."""

from tables.export import as_csv
from tables.files import read
from tables.lines import HEADING_WITHIN, MOST_ROWS, Line, too_many_rows

__all__ = ["HEADING_WITHIN", "MOST_ROWS", "Line", "as_csv", "read", "too_many_rows"]
