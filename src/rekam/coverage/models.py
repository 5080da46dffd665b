"""The tables of this room, from its parts."""

from rekam.coverage.bases.models import Base, BaseCell  # noqa: F401
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
from rekam.coverage.ikd.models import IkdCount, IkdSession  # noqa: F401
from rekam.coverage.indicators.models import IndicatorFigure  # noqa: F401
from rekam.coverage.open_data.models import Publication  # noqa: F401
from rekam.coverage.outlook.models import Outlook  # noqa: F401
from rekam.coverage.targets.models import Target  # noqa: F401
from rekam.coverage.traits.models import AreaTrait  # noqa: F401
