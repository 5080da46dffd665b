"""What figures count: the measures, what they are shares of, which sums they make (pure)."""

from dataclasses import dataclass
from typing import NamedTuple

PERCENT = "_percent"
TARGET = "target_percent"


class Share(NamedTuple):
    """A percentage: of which count in which base; `gap` where it is cut up, not down."""

    part: str
    base: str
    gap: bool = False


@dataclass(frozen=True)
class Sum:
    """A count that is the sum of others; `derived` is the one that is blamed when nothing tells which."""

    rule: str
    total: str
    parts: tuple[str, ...]
    derived: str

    @property
    def members(self) -> tuple[str, ...]:
        """All counts of the sum, the total first."""
        return (self.total, *self.parts)


COUNTS = (
    *("population", "population_male", "population_female"),
    *("wajib", "wajib_male", "wajib_female", "recorded", "not_recorded", "not_recorded_under_17"),
    *("print_ready", "printed", "not_printed", "held", "not_held", "handed_over"),
    *("first_time", "first_time_recorded", "first_time_not_recorded", "ikd"),
    *("blanks_per_month_low", "blanks_per_month_high"),
    *("blanks_received", "blanks_printed", "blanks_spoiled", "blanks_returned", "blanks_left"),
    *("called_up", "called_recorded", "called_absent", "called_moved", "called_dead", "called_other"),
)

SHARES = {
    "recorded_percent": Share("recorded", "wajib"),
    "not_recorded_percent": Share("not_recorded", "wajib", gap=True),
    "held_percent": Share("held", "wajib"),
    "not_held_percent": Share("not_held", "wajib", gap=True),
    "held_of_recorded_percent": Share("held", "recorded"),
    "printed_percent": Share("printed", "wajib"),
    "wajib_percent": Share("wajib", "population"),
    "first_time_recorded_percent": Share("first_time_recorded", "first_time"),
    "ikd_percent": Share("ikd", "recorded"),
}

SUMS = (
    Sum("wajib_adds_up", "wajib", ("recorded", "not_recorded"), "not_recorded"),
    Sum("held_adds_up", "wajib", ("held", "not_held"), "not_held"),
    Sum("printed_adds_up", "recorded", ("printed", "not_printed"), "not_printed"),
    Sum("sexes_add_up", "population", ("population_male", "population_female"), "population"),
    Sum("wajib_sexes_add_up", "wajib", ("wajib_male", "wajib_female"), "wajib"),
    Sum(
        "first_time_adds_up",
        "first_time",
        ("first_time_recorded", "first_time_not_recorded"),
        "first_time_not_recorded",
    ),
    Sum(
        "blanks_add_up",
        "blanks_received",
        ("blanks_printed", "blanks_spoiled", "blanks_returned", "blanks_left"),
        "blanks_left",
    ),
    Sum(
        "call_ups_add_up",
        "called_up",
        ("called_recorded", "called_absent", "called_moved", "called_dead", "called_other"),
        "called_up",
    ),
)

# (part, whole): who is counted in the first is counted in the second.
INSIDE = (
    ("recorded", "wajib"),
    ("held", "wajib"),
    ("wajib", "population"),
    ("first_time_recorded", "first_time"),
)
# The same, since nobody comes to the first without having been in the second.
LADDER = (
    ("print_ready", "recorded"),
    ("printed", "recorded"),
    ("held", "recorded"),
    ("handed_over", "printed"),
    ("ikd", "recorded"),
)

KNOWN = frozenset({*COUNTS, *SHARES, TARGET})


def is_percent(measure: str) -> bool:
    """Whether a measure's numbers are percentages; told by the end of its name, for unknown ones too."""
    return measure.endswith(PERCENT)
