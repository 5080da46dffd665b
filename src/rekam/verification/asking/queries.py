"""Reads of the questions: for the watch, the meter and the graph of an institution's page, the report."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from uuid import UUID

from django.db.models import Count
from django.db.models.functions import TruncDate

from rekam.kernel.database import Scope, scope
from rekam.verification.asking.models import Asked, MonthUse
from rekam.verification.asking.watching import LIMITS, Seen
from rekam.verification.partners.models import Partner, PartnerStep
from rekam.verification.partners.rules import State

MOST_LOOKED_AT = 2_000  # for the patterns; the rate of who asks more is above any quota's
_SEEN = ("at", "code", "nik", "stem", "serial", "family")


def seen_lately(partner: Partner, *, at: datetime) -> Sequence[Seen]:
    """The latest questions of the watch's window, none from before a person let the institution ask again."""
    with scope(Scope.of(partner.area_code)):
        let = PartnerStep.objects.filter(partner=partner, state=State.ACTIVE).order_by("-at")
        reopened = let.values_list("at", flat=True).first()
        since = max(at - LIMITS.window, reopened) if reopened else at - LIMITS.window
        rows = Asked.objects.filter(partner=partner, at__gt=since, at__lte=at, serial__isnull=False)
        found = list(rows.order_by("-at").values_list(*_SEEN)[:MOST_LOOKED_AT])
    return [Seen(**dict(zip(_SEEN, one, strict=True))) for one in found]


def used_in_month(partners: Iterable[Partner], *, today: date) -> Mapping[UUID, int]:
    """How many questions of this month each institution has used."""
    rows = MonthUse.objects.filter(partner__in=[one.uuid for one in partners], month=today.replace(day=1))
    return dict(rows.values_list("partner", "used"))


def asked_by_day(partner: Partner, *, today: date, days: int, zone: tzinfo) -> Sequence[tuple[date, int]]:
    """Questions of an institution of the scope by day of a zone, the earliest first, days without any too."""
    first = today - timedelta(days=days - 1)
    rows = Asked.objects.filter(partner=partner, at__gte=datetime.combine(first, datetime.min.time(), zone))
    counts = rows.annotate(day=TruncDate("at", tzinfo=zone)).values("day").annotate(n=Count("pk"))
    found = {row["day"]: row["n"] for row in counts.order_by()}
    return [(day, found.get(day, 0)) for day in (first + timedelta(days=n) for n in range(days))]


def asked_lately(*, since: datetime) -> Sequence[Partner]:
    """The institutions of the scope that may ask and asked after a moment."""
    lately = Asked.objects.filter(at__gt=since).values("partner")
    return list(Partner.objects.filter(pk__in=lately, state__in=[State.ACTIVE, State.WARNED]))
