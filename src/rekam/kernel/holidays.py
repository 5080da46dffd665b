"""The office's days off that move from year to year: the ministers' yearly list, and what the office adds."""

import csv
import io
import os
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources
from pathlib import Path

from django.conf import settings

from rekam.kernel.errors import RuleBroken
from rekam.kernel.working_days import parse_days


@dataclass(frozen=True)
class DayOff:
    """One line of the list.

    kind    "holiday" or "joint_leave" (cuti bersama)
    source  the decree
    """

    day: date
    kind: str
    name: str
    source: str


def office_holidays() -> frozenset[date]:
    """The days off of the list (REKAM_HOLIDAYS_FILE, or ours) and of REKAM_HOLIDAYS.

    Raises RuleBroken("holidays_file_wrong").
    """
    listed = days_off(os.environ.get("REKAM_HOLIDAYS_FILE", ""))
    return frozenset(one.day for one in listed) | parse_days(settings.REKAM_HOLIDAYS)


@lru_cache(maxsize=4)
def days_off(path: str = "") -> tuple[DayOff, ...]:
    """The lines of a list with the columns day, kind, name and source; without a path the list that ships.

    Ours: SKB Menteri Agama 1497/2025, Menteri Ketenagakerjaan 2/2025 and Menteri PANRB 5/2025 of 2025-09-19,
    for 2026; as copied by pembelajaranbermaknaid.blogspot.com in November 2025. The fixed days stand in
    working_days.FIXED. Raises RuleBroken("holidays_file_wrong").
    """
    try:
        text = Path(path).read_text(encoding="utf-8") if path else _ours()
        return tuple(
            DayOff(date.fromisoformat(row["day"]), row["kind"], row["name"], row["source"])
            for row in csv.DictReader(io.StringIO(text))
        )
    except (OSError, KeyError, ValueError, TypeError) as wrong:
        raise RuleBroken("holidays_file_wrong", path=path) from wrong


def _ours() -> str:
    return resources.files("rekam.kernel").joinpath("tables", "holidays.csv").read_text(encoding="utf-8")
