"""Recordings that stand still, without packets or bodies: only where they stand and since when."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from rekam.enrolment.models import Record, RecordEvent
from rekam.enrolment.rules import Status
from rekam.kernel.database import scope
from rekam.registry.models import Resident
from tests.cards.city import NOON, OFFICE, SAWAH_LUHUR, holder, record

Stand = Callable[..., Record]


@pytest.fixture
def office(db: None) -> Iterator[None]:
    with scope(OFFICE):
        yield


@pytest.fixture
def stand(office: None) -> Stand:
    """A recording of somebody of their own at a status for some days, with its code and its double."""

    def make(
        status: Status,
        *,
        days: float = 10,
        code: str = "",
        other: Record | None = None,
        area_code: str = SAWAH_LUHUR,
        ektp_status: str | None = None,
    ) -> Record:
        number = Resident.objects.count() + 1
        of = holder(
            name=f"Orang {number}", number=number, area_code=area_code, ektp_status=ektp_status or status
        )
        made = record(of, state=status)
        made.state_since = made.received_at = NOON - timedelta(days=days)
        made.save(update_fields=["state_since", "received_at"])
        facts = {"code": code} | ({"other": str(other.uuid)} if other else {})
        RecordEvent.objects.create(
            record=made,
            number=2,
            area_code=area_code,
            status=status,
            at=made.state_since,
            actor="pipeline",
            facts=facts,
        )
        return made

    return make
