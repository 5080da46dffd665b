"""What if: kits, team-days, blanks, outages, 16-year-olds (pure). Left out = as in the window learnt from."""

from dataclasses import dataclass

from rekam.kernel.errors import RuleBroken

WORKING_DAYS = 22  # a month
MONTH_DAYS = 30.44
MOST_TIMES = 20
# A log by which less than a tenth of all hours was open says more of the log than of the office.
_MOST_LOST = 0.9
# Recordings of one kit in a working day: the aim of 2011 was 100 a set.
KIT_A_DAY = 100
# Cards of one printer in a working day: Kota Serang printed 400 to 500 with four (Radar Banten, 7 May 2018).
PRINTER_A_DAY = 112
# Recordings of a team's day, mean and the events its gamma rests on: 123 and 150 on two school days, 15 and
# less on home visits, 50 and 100 to 200 a day for whole kabupaten and kota (2013 to 2023).
TEAM_A_DAY = 60.0
TEAM_SURE = 4.0


@dataclass(frozen=True)
class Scenario:
    """Changes from today on; None leaves a thing as the past had it.

    kits          kits at work: together they record at most KIT_A_DAY each on 22 days a month
    team_days     days of outreach a month on top of what was usual
    blanks        lowest and highest number of blanks that arrive in a month, the whole of the supply
    dry_months    months from today in which no blank arrives; with `blanks` None the usual supply follows
    stock         blanks and uncollected cards in the safes today; None: what the ledger says, else none
    replaced      share (0 to 1) of the cards that are replacements or spoiled; None as for `stock`
    printers      printers at work, for `blanks` and without
    outage_days   working days a month on which nothing is recorded, on top of what was usual
    outage_times  how often the outages of the log come, 1 as they did, 0 never; None as 1
    outage_share  share (0 to 1) of the open hours that they took; the log says it where outage_times asks
    ahead         share (0 to 1) of the 16-year-olds recorded before their 17th birthday
    """

    kits: int | None = None
    team_days: float | None = None
    blanks: tuple[int, int] | None = None
    dry_months: float = 0.0
    stock: int | None = None
    replaced: float | None = None
    printers: int | None = None
    outage_days: float = 0.0
    outage_times: float | None = None
    outage_share: float | None = None
    ahead: float | None = None

    @property
    def is_of_cards(self) -> bool:
        """Whether it says how many cards there can be; else they go out as they did."""
        return self.blanks is not None or self.dry_months > 0 or self.printers is not None


NOTHING_CHANGES = Scenario()


def check_scenario(scenario: Scenario) -> None:
    """Raises RuleBroken("scenario_out_of_range") for a negative number, a share of 1 or more, high < low."""
    blanks = scenario.blanks or (0, 0)
    sound = (
        (scenario.kits is None or scenario.kits >= 0)
        and (scenario.team_days is None or 0 <= scenario.team_days <= 1000)
        and 0 <= blanks[0] <= blanks[1]
        and 0 <= scenario.dry_months <= 120
        and (scenario.stock is None or scenario.stock >= 0)
        and (scenario.replaced is None or 0 <= scenario.replaced < 1)
        and (scenario.printers is None or scenario.printers >= 0)
        and 0 <= scenario.outage_days <= WORKING_DAYS
        and (scenario.outage_times is None or 0 <= scenario.outage_times <= MOST_TIMES)
        and (scenario.outage_share is None or 0 <= scenario.outage_share <= 1)
        and (scenario.ahead is None or 0 <= scenario.ahead < 1)
    )
    if not sound:
        raise RuleBroken("scenario_out_of_range")


def open_share(scenario: Scenario) -> float:
    """Working time in which recording is possible, as a share of the usual; above 1 with fewer outages.

    The past that is learnt from had its outages, so what is usual is less than all of the time: with a share
    L lost, outages that come k times as often leave 1 - kL of it, where 1 - L was usual.
    """
    open_part = 1.0
    if scenario.outage_times is not None and scenario.outage_share is not None:
        lost = min(scenario.outage_share, _MOST_LOST)
        open_part = max(0.0, 1 - scenario.outage_times * lost) / (1 - lost)
    return max(0.0, open_part - scenario.outage_days / WORKING_DAYS)


def kit_limit(scenario: Scenario, *, days: float) -> float:
    """Most recordings that the kits can make in so many days; infinite where no number is given."""
    if scenario.kits is None:
        return float("inf")
    return scenario.kits * KIT_A_DAY * WORKING_DAYS / MONTH_DAYS * days * min(1.0, open_share(scenario))


def printer_limit(scenario: Scenario, *, days: float) -> float:
    """Most cards that the printers can make in so many days."""
    if scenario.printers is None:
        return float("inf")
    return scenario.printers * PRINTER_A_DAY * WORKING_DAYS / MONTH_DAYS * days
