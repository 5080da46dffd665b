"""Which persons of an area a list takes: one count, narrowed by age, sex, group and reach (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rekam.coverage.counters.rules import GAP, OLDEST, REACH_BIT, REACH_MASK, Mark, Measure, Reach
from rekam.coverage.rules import ELDERLY_AGE
from rekam.registry.rules import CARD_AGE


class Listed(StrEnum):
    """The counts that lead to names; the value stands in the address."""

    NOT_RECORDED = "belum-direkam"
    NOT_PRINTED = "belum-dicetak"
    NOT_HANDED_OVER = "belum-diserahkan"
    AHEAD = "direkam-lebih-awal"


class Sex(StrEnum):
    """As the register writes it."""

    MALE = "L"
    FEMALE = "P"


class Group(StrEnum):
    """People of whom pages count how many are not recorded."""

    YOUNGEST = "usia-17"
    ELDERLY = "lansia"
    DISABLED = "disabilitas"
    FOREIGN = "wna"


class Found(StrEnum):
    """What the newest evidence says of somebody who is not recorded."""

    REACHABLE = "terjangkau"
    AWAY = "di-luar-daerah"
    PROBABLY_GONE = "mungkin-sudah-tiada"
    UNKNOWN = "belum-ada-keterangan"


TAKES: Mapping[Listed, Measure] = {
    Listed.NOT_RECORDED: Measure(mask=GAP, value=Mark.WAJIB),
    Listed.NOT_PRINTED: Measure(mask=Mark.RECORDED | Mark.PRINTED, value=Mark.RECORDED),
    Listed.NOT_HANDED_OVER: Measure(mask=Mark.PRINTED | Mark.HANDED_OVER, value=Mark.PRINTED),
    Listed.AHEAD: Measure(mask=Mark.AHEAD, value=Mark.AHEAD),
}
OF_GROUP: Mapping[Group, Measure] = {
    Group.YOUNGEST: Measure(mask=0, value=0, last=CARD_AGE),
    Group.ELDERLY: Measure(mask=0, value=0, first=ELDERLY_AGE),
    Group.DISABLED: Measure(mask=Mark.DISABLED, value=Mark.DISABLED),
    Group.FOREIGN: Measure(mask=Mark.FOREIGN, value=Mark.FOREIGN),
}
REACH: Mapping[Found, Reach] = {
    Found.REACHABLE: Reach.REACHABLE,
    Found.AWAY: Reach.AWAY,
    Found.PROBABLY_GONE: Reach.PROBABLY_GONE,
    Found.UNKNOWN: Reach.UNKNOWN,
}


@dataclass(frozen=True)
class Chosen:
    """What a list was asked for.

    ages   the first and the last, years, 0 to 120 (120 = 120 or older); None for every age
    found  only for those who are not recorded: nobody else has a reach
    """

    listed: Listed = Listed.NOT_RECORDED
    ages: tuple[int, int] | None = None
    sex: Sex | None = None
    group: Group | None = None
    found: Found | None = None

    @property
    def measure(self) -> Measure:
        """Marks and ages of whom the list takes, as counters.rules counts them."""
        parts = [TAKES[self.listed]]
        if self.group:
            parts.append(OF_GROUP[self.group])
        if self.found:
            parts.append(Measure(mask=REACH_MASK, value=REACH[self.found] << REACH_BIT))
        if self.ages:
            parts.append(Measure(mask=0, value=0, first=self.ages[0], last=self.ages[1]))
        return _all_of(parts)


def _all_of(parts: list[Measure]) -> Measure:
    mask, value, first, last = 0, 0, 0, OLDEST
    for part in parts:
        mask, value = mask | part.mask, value | part.value
        first, last = max(first, part.first), min(last, part.last)
    return Measure(mask=mask, value=value, first=first, last=last)
