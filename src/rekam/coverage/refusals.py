"""What the refusals of this room say, gathered from its parts, and their HTTP status where it is not 409."""

from django.utils.functional import Promise

from rekam.coverage.bases import refusals as bases
from rekam.coverage.boundaries import refusals as boundaries
from rekam.coverage.columns import refusals as columns
from rekam.coverage.community import refusals as community
from rekam.coverage.counters import refusals as counters
from rekam.coverage.explore import refusals as explore
from rekam.coverage.followups import refusals as followups
from rekam.coverage.ikd import refusals as ikd
from rekam.coverage.indicators import refusals as indicators
from rekam.coverage.open_data import refusals as open_data
from rekam.coverage.projection import refusals as projection
from rekam.coverage.province import refusals as province
from rekam.coverage.reconcile import refusals as reconcile
from rekam.coverage.statement import refusals as statement
from rekam.coverage.targets import refusals as targets
from rekam.coverage.traits import refusals as traits

PARTS = (
    counters,
    columns,
    bases,
    boundaries,
    reconcile,
    statement,
    projection,
    targets,
    traits,
    followups,
    province,
    community,
    ikd,
    indicators,
    explore,
    open_data,
)
SENTENCES: dict[str, str | Promise] = {code: text for part in PARTS for code, text in part.SENTENCES.items()}
STATUS: dict[str, int] = {code: status for part in PARTS for code, status in part.STATUS.items()}
