"""What past repairs say of the next one, and how long parts last, with how many cases it rests on."""

from datetime import date, timedelta

from rekam.devices.kits.repairs import (
    ASSUMED_DAYS,
    ASSUMED_REPAIR,
    Breaking,
    Done,
    Expected,
    Lasting,
    breaking,
    expected,
    lasting,
    stays,
    stays_of_all,
)
from rekam.devices.kits.rules import NEEDED, Act, PartKind, State

DAY = date(2026, 1, 1)
TODAY = date(2026, 11, 24)


def history(*acts: tuple[int, Act]) -> list[Done]:
    """Registered on DAY, then these acts so many days after it."""
    return [Done(Act.REGISTERED, DAY), *(Done(act, DAY + timedelta(days=n)) for n, act in acts)]


TWICE = history(
    *((100, Act.REPORTED), (103, Act.SENT), (140, Act.BACK), (141, Act.MENDED)),
    *((201, Act.REPORTED), (202, Act.LOCAL), (205, Act.BORROWED), (209, Act.MENDED)),
)


def test_each_stage_of_a_repair_is_measured_to_the_day_it_was_ready() -> None:
    assert stays(TWICE) == [
        *((State.FAULTY, 41), (State.JAKARTA, 38), (State.BACK, 1)),
        *((State.FAULTY, 8), (State.LOCAL, 7)),
    ]


def test_a_fault_that_was_none_and_a_writing_off_are_no_repairs() -> None:
    assert stays(history((10, Act.REPORTED), (11, Act.SOUND))) == []
    assert stays(history((10, Act.REPORTED), (11, Act.WRITTEN_OFF))) == []


def test_a_repair_is_expected_to_take_as_long_as_the_longer_ones_before_it() -> None:
    past = {State.JAKARTA: [20, 30, 40, 90]}
    since = TODAY - timedelta(days=35)

    assert expected(State.JAKARTA, since=TODAY, today=TODAY, past=past) == Expected(
        TODAY + timedelta(days=35), 4
    )
    assert expected(State.JAKARTA, since=since, today=TODAY, past=past) == Expected(
        since + timedelta(days=65), 2
    )


def test_nothing_is_foretold_without_a_past_repair_as_long() -> None:
    long_ago = TODAY - timedelta(days=90)
    assert expected(State.JAKARTA, since=long_ago, today=TODAY, past={State.JAKARTA: [90]}) is None
    assert expected(State.LOCAL, since=TODAY, today=TODAY, past={}) is None


def test_the_mean_between_failures_counts_days_in_service_only_and_says_when_it_is_rough() -> None:
    until = DAY + timedelta(days=309)
    found = lasting([TWICE, history()], today=until)

    assert (found.parts, found.failures) == (2, 2)
    assert found.days == 100 + (201 - 141) + (309 - 209) + 309
    assert found.mean_days == round(found.days / 2)
    assert found.is_rough
    assert lasting([history((10, Act.REPORTED), (12, Act.SOUND))], today=until).failures == 0
    assert lasting([history()], today=until).mean_days is None


def test_the_repairs_of_many_parts_are_put_together() -> None:
    assert stays_of_all([TWICE, TWICE])[State.LOCAL] == [7, 7]


def test_a_kit_without_a_history_breaks_as_is_assumed() -> None:
    assert breaking({}, past={}) == Breaking(ASSUMED_DAYS, ASSUMED_REPAIR)


def test_a_kit_breaks_with_the_first_of_its_needed_parts() -> None:
    seen = {kind: Lasting(parts=10, days=3000, failures=3) for kind in NEEDED}
    printers = seen | {PartKind.PRINTER: Lasting(parts=10, days=3000, failures=900)}
    found = breaking(printers, past={State.FAULTY: [10, 40]})

    assert found == breaking(seen, past={State.FAULTY: [10, 40]})
    assert found.mean_days == (3000 + ASSUMED_DAYS) / (15 + 1)  # in 3000 days of kits 15 failures
    assert found.repair_days == (50 + ASSUMED_REPAIR) / 3


def test_much_history_outweighs_what_was_assumed() -> None:
    firm = {PartKind.IRIS: Lasting(parts=50, days=100_000, failures=100)}
    assert abs(breaking(firm, past={}).mean_days - 1000) < 10
