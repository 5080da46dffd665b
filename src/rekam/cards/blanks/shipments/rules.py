"""Where blanks may be sent, and how a shipment stands (pure)."""

from datetime import date
from enum import StrEnum

from rekam.kernel.errors import RuleBroken
from rekam.kernel.region import Level, find_area

WITH_A_SAFE = frozenset({Level.PROVINSI, Level.KABUPATEN_KOTA, Level.KECAMATAN})


class Standing(StrEnum):
    """How a shipment stands."""

    ROAD = "road"
    LATE = "late"
    SHORT = "short"
    REFUSED = "refused"
    RECEIVED = "received"
    TAKEN_BACK = "taken_back"


def check_destination(*, from_site: str, to_site: str) -> None:
    """Refuse to send where no safe is, or nowhere. Raises RuleBroken("site_is_the_same" | "site_unknown").

    Source: the ledger's own rule; safes stand at the Dinas and the kecamatan's counters.
    """
    if from_site == to_site:
        raise RuleBroken("site_is_the_same")
    area = find_area(to_site)
    if area is None or area.code.level not in WITH_A_SAFE:
        raise RuleBroken("site_unknown", site=to_site)


def standing(
    *, left: int, taken_back: bool, answered: bool, refused: bool, due_on: date, today: date
) -> Standing:
    """How a shipment stands today.

    left       blanks of it that are still on the road
    answered   somebody received some of it; refused: the last answer was a refusal
    """
    if taken_back:
        return Standing.TAKEN_BACK
    if not left:
        return Standing.RECEIVED
    if refused:
        return Standing.REFUSED
    if answered:
        return Standing.SHORT
    return Standing.LATE if today > due_on else Standing.ROAD
