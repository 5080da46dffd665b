"""The figures that a plan reckons with, their ranges and reasons (pure)."""

from dataclasses import asdict, dataclass, fields

from rekam.kernel.errors import RuleBroken
from rekam.outreach.sites.rules import Group

RANGES: dict[str, tuple[float, float]] = {
    "first_time": (0.1, 10),
    "elderly": (0.1, 10),
    "disabled": (0.1, 10),
    "setup_minutes": (0, 120),
    "minutes_each": (1, 30),
    "longest_minutes": (30, 600),
    "detour": (1, 3),
    "road_kmh": (5, 80),
    "most_turnout": (0.3, 1),
    "market_factor": (1, 3),
    "day_hours": (1, 16),
    "night_cost": (0, 1_000),
    "most_nights": (0, 5),
    "team_day_cost": (0, 100_000_000),
    "counter_day_cost": (0, 100_000_000),
}


@dataclass(frozen=True)
class PlanFigures:
    """An office's figures; whatever it has not decided is as here.

    first_time, elderly, disabled  what recording one of them is worth, where anybody else is worth 1
    setup_minutes    from arriving until the first person is recorded (assumption)
    minutes_each     a person at one team; 3 to 5 by the target of 2011, 100 people a set and day
                     (Kompas, September 2011)
    longest_minutes  a session without a break (assumption)
    detour           how much longer the road is than the straight line. 1.3 is the usual figure of studies of
                     road networks in many countries; here an assumption until the office's links say better
    road_kmh         along it, door to door (assumption)
    most_turnout, market_factor  at most this share comes; a market day brings so many times more (assumption)
    day_hours        a team is out, where neither an event nor a plan says (assumption)
    night_cost       people whom a night on an island must bring more than a day at home does (assumption)
    most_nights      in a row away; nobody is away on a Sunday (assumption)
    team_day_cost, counter_day_cost  rupiah a day of a team, of a station at a counter; 0 = not known
    """

    first_time: float = 1.0
    elderly: float = 1.0
    disabled: float = 1.0
    setup_minutes: float = 45.0
    minutes_each: float = 4.0
    longest_minutes: float = 300.0
    detour: float = 1.3
    road_kmh: float = 25.0
    most_turnout: float = 0.95
    market_factor: float = 1.5
    day_hours: float = 7.0
    night_cost: float = 5.0
    most_nights: float = 2.0
    team_day_cost: float = 0.0
    counter_day_cost: float = 0.0

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            least, most = RANGES[name]
            if not least <= value <= most:
                raise RuleBroken("figure_out_of_range", name=name, least=least, most=most)

    def weight(self, group: Group) -> float:
        """What somebody of a group is worth."""
        return {
            Group.OTHER: 1.0,
            Group.FIRST_TIME: self.first_time,
            Group.ELDERLY: self.elderly,
            Group.DISABLED: self.disabled,
        }[group]


NAMES = tuple(field.name for field in fields(PlanFigures))
