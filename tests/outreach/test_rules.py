"""How long a work list may be read."""

from datetime import UTC, date, datetime

from rekam.kernel.dates import OfficeZone
from rekam.outreach.rules import expires_at


def test_a_list_ends_at_the_offices_midnight_after_three_days() -> None:
    ends = expires_at(date(2026, 11, 24), zone=OfficeZone.WIT)
    assert ends.astimezone(UTC) == datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
