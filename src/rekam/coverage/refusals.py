"""What the refusals of this room say, gathered from its parts, and their HTTP status where it is not 409."""

from django.utils.functional import Promise

from rekam.coverage import statement_refusals as statement
from rekam.coverage.boundaries import refusals as boundaries
from rekam.coverage.counters import refusals as counters
from rekam.coverage.open_data import refusals as open_data
from rekam.coverage.reconcile import refusals as reconcile

PARTS = (counters, boundaries, reconcile, statement, open_data)
SENTENCES: dict[str, str | Promise] = {code: text for part in PARTS for code, text in part.SENTENCES.items()}
STATUS: dict[str, int] = {code: status for part in PARTS for code, status in part.STATUS.items()}
