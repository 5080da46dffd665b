"""The tables of this room, from its parts."""

from rekam.coverage.counters.models import (  # noqa: F401
    AreaTotal,
    Cell,
    Contribution,
    DayTotal,
    Flow,
    Ledger,
    Note,
)
from rekam.coverage.followups.models import Answer, FollowUp  # noqa: F401
from rekam.coverage.province.models import AreaAttribute  # noqa: F401
from rekam.coverage.targets.models import Target  # noqa: F401
