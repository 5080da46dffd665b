"""What came of a visit, in the office's buckets, and what it teaches of the turn-out (pure).

The buckets are those of the report of school recordings of Kota Bogor ("Goes To School", application Jempol):
target, terekam, terekam gagal, kurang dari 16, sudah punya, tidak hadir; its weekend form has luar domisili.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum

from rekam.kernel.errors import RuleBroken

MOST_PHOTOS = 2


class Bucket(StrEnum):
    """What came of one person on a visit's list."""

    RECORDED = "recorded"
    FAILED = "failed"  # came, and the recording did not succeed
    UNDER_16 = "under_16"
    ALREADY = "already"  # was recorded before the visit
    ABSENT = "absent"
    OUTSIDE = "outside"  # is of another kabupaten/kota, or not in this office's register any more


@dataclass(frozen=True, kw_only=True)
class Counts:
    """How many of a visit's list fell into each bucket."""

    recorded: int = 0
    failed: int = 0
    under_16: int = 0
    already: int = 0
    absent: int = 0
    outside: int = 0

    @property
    def total(self) -> int:
        return sum(asdict(self).values())

    @property
    def came(self) -> int:
        return self.recorded + self.failed

    @property
    def could_come(self) -> int:
        """The base of the turn-out: who was called and, as it turned out, had to be recorded."""
        return self.came + self.absent


@dataclass(frozen=True, kw_only=True)
class OnList:
    """What the office knows of one person on the list once the visit is over.

    known_here  whether the register of this office still has the person as active
    old_enough  whether biometrics may be taken on the day of the visit (registry.rules.may_be_recorded)
    before      whether the recording is older than the visit
    arrived     whether a recording made at this visit arrived and was taken
    in_vain     whether one arrived and did not succeed
    """

    known_here: bool
    old_enough: bool = True
    before: bool = False
    arrived: bool = False
    in_vain: bool = False


def bucket_of(person: OnList) -> Bucket:
    """The bucket of one person. A recording that succeeded wins, whatever else is known."""
    if person.arrived:
        return Bucket.RECORDED
    if not person.known_here:
        return Bucket.OUTSIDE
    if person.before:
        return Bucket.ALREADY
    if not person.old_enough:
        return Bucket.UNDER_16
    return Bucket.FAILED if person.in_vain else Bucket.ABSENT


def count(people: Iterable[OnList]) -> Counts:
    """The buckets of a whole list; everybody is in exactly one."""
    found = Counter(bucket_of(person) for person in people)
    return Counts(**{bucket.value: found[bucket] for bucket in Bucket})


def check_report(counts: Counts, *, target: int, beyond: int) -> None:
    """Raises RuleBroken("report_does_not_add_up" | "report_negative").

    target  how many were on the list
    beyond  how many were recorded who were not on it
    """
    if beyond < 0 or min(asdict(counts).values()) < 0:
        raise RuleBroken("report_negative")
    if counts.total != target:
        raise RuleBroken("report_does_not_add_up", target=target, told=counts.total)
