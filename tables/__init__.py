"""Tables that people bring and take away as files: CSV and XLSX read safely, and written so that nothing in them runs."""

from tables.export import Cell, as_csv
from tables.files import read
from tables.lines import HEADING_WITHIN, MOST_ROWS, Line, too_many_rows
from tables.workbook import Sheet, as_workbook

__all__ = ["HEADING_WITHIN", "MOST_ROWS", "Cell", "Line", "Sheet", "as_csv", "as_workbook", "read", "too_many_rows"]
