"""The newest forecasts, in the scope of whoever asks."""

from collections.abc import Mapping, Sequence

from rekam.coverage.outlook.models import Outlook


def newest(areas: Sequence[str]) -> Mapping[str, Outlook]:
    """The last forecast of each of some areas; areas without any are left out."""
    rows = Outlook.objects.filter(area_code__in=areas).order_by("area_code", "-pk").distinct("area_code")
    return {row.area_code: row for row in rows}
