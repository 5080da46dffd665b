"""Semesters, and what may be compared with what (pure)."""

import re
from dataclasses import dataclass, fields
from datetime import date

from rekam.coverage.rules import Counts
from rekam.kernel.errors import RuleBroken

LIVE = "live"
_SEMESTER = re.compile(r"(\d{4})-([12])", re.ASCII)


@dataclass(frozen=True)
class Based:
    """Counts with what they rest on.

    base   LIVE, or a semester such as "2026-1"
    """

    base: str
    rule_version: str
    on: date
    counts: Counts


def end_of(semester: str) -> date:
    """The last day of a semester: "2026-1" is 30 June 2026, "2026-2" is 31 December.

    Raises RuleBroken("semester_malformed").
    """
    found = _SEMESTER.fullmatch(semester)
    if found is None:
        raise RuleBroken("semester_malformed")
    return date(int(found[1]), 6, 30) if found[2] == "1" else date(int(found[1]), 12, 31)


def check_over(*, semester: str, today: date) -> date:
    """The last day of a semester that has ended before today.

    Raises RuleBroken("semester_malformed" | "semester_not_over").
    """
    last = end_of(semester)
    if last >= today:
        raise RuleBroken("semester_not_over", ends=last.isoformat())
    return last


def counts_in(office: str, *, area_code: str) -> bool:
    """Whether the base of an office renews the figures of an area: one inside it, or one that holds it."""
    return f"{area_code}.".startswith(f"{office}.") or f"{office}.".startswith(f"{area_code}.")


def change(*, before: Based, after: Based) -> Counts:
    """By how many persons each count moved between two days of one base, counted by one rule.

    Raises RuleBroken("bases_never_chained") where the bases differ: the base is cleaned anew each semester,
    so the difference would tell of the cleaning and not of the work. Likewise RuleBroken("rules_differ").
    Source: docs/explanation/counting.md, "Base and date".
    """
    if before.base != after.base:
        raise RuleBroken("bases_never_chained", before=before.base, after=after.base)
    if before.rule_version != after.rule_version:
        raise RuleBroken("rules_differ", before=before.rule_version, after=after.rule_version)
    return Counts(
        **{f.name: getattr(after.counts, f.name) - getattr(before.counts, f.name) for f in fields(Counts)}
    )
