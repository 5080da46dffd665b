"""What the ledger of blanks says where a scenario of cards does not."""

from dataclasses import replace
from datetime import datetime, timedelta

from rekam.cards.blanks.rules import BlankState
from rekam.cards.queries import Balance, balances, cards_used, sites
from rekam.coverage.projection.lives import WINDOW_DAYS
from rekam.coverage.projection.rules import Measure
from rekam.coverage.projection.scenarios import Scenario
from rekam.kernel.region import AreaCode

# As many cards of unknown use as are taken to be first ones, so that a young ledger says little.
_UNKNOWN = 50
# Not in a safe, and not in anybody's hands yet.
_ON_THE_WAY = (BlankState.CARRIED, BlankState.PRINTING, BlankState.PRINTED, BlankState.CARRIED_CARD)


def filled(scenario: Scenario, *, place: AreaCode, measure: Measure, at: datetime) -> Scenario:
    """The scenario with the stock of the area's safes, and the share of cards that were no first ones.

    Unchanged where nothing is said or asked of cards. A kelurahan has no safe, so its stock is 0.
    """
    if measure is not Measure.HELD or not scenario.is_of_cards:
        return scenario
    return replace(
        scenario,
        stock=_stock(place, at=at) if scenario.stock is None else scenario.stock,
        replaced=_replaced(at=at) if scenario.replaced is None else scenario.replaced,
    )


def _stock(place: AreaCode, *, at: datetime) -> int:
    here = [site for site in sites() if f"{site.code}.".startswith(f"{place.text}.")]
    return sum(_at_hand(balance) for balance in balances(here, at=at))


def _at_hand(balance: Balance) -> int:
    return balance.usable + sum(balance.held.get(state, 0) for state in _ON_THE_WAY)


def _replaced(*, at: datetime) -> float:
    first, others = cards_used(since=at - timedelta(days=WINDOW_DAYS))
    return others / (first + others + _UNKNOWN)
