"""Published mistakes of the kinds that offices make, each with figures of its own."""

from datetime import date
from decimal import Decimal

import pytest

from rekam.coverage.reconcile.figures import Verdict
from rekam.coverage.reconcile.groups import Goal, Known
from tests.coverage.reconcile.statements import judged, rules_of, said

TARGETS = Known(
    targets=(Goal(due=date(2025, 12, 31), measure="recorded_percent", percent=Decimal("99.4")),),
    code_of=lambda name: {"Kota Cilegon": "36.72"}.get(name, ""),
)


@pytest.mark.parametrize(
    ("figures", "measure", "verdict", "recomputed"),
    [
        # wajib = recorded + not recorded, and the shares sum to more than 100
        ("wajib 412.765; recorded 371.540; not_recorded 42.523", "not_recorded", "wrong", 41_225),
        ("wajib 118.248; recorded 109.438; not_recorded 8.813", "not_recorded", "wrong", 8_810),
        ("recorded_percent 90,42; not_recorded_percent 9,85", "not_recorded_percent", "wrong", "9.58"),
        # the only rounded one of a sum is told of, not the derived one
        ("first_time 23,6 ribu; first_time_recorded 10.000; first_time_not_recorded 13.488",
         "first_time", "wrong", 23_488),
        ("wajib 1,8 juta; recorded 1.767.363; not_recorded 44.529", "wajib", "loose", 1_811_892),
        # the share of another base, of another count, of more than there are
        ("wajib 402.765; recorded 365.540; held 298.800; held_percent 81,74",
         "held_percent", "wrong", "74.1872"),
        ("wajib 331.402; held 318.117; recorded_percent 95,99", "recorded_percent", "conflict", None),
        ("wajib 331.402; held 318.117; not_recorded_percent 4,01", "not_recorded_percent", "conflict", None),
        ("wajib 172.116; recorded 174.387; recorded_percent 101,32", "recorded_percent", "wrong", "101.3195"),
        ("recorded 400.123; held 400.321", "held", "wrong", None),
        # 16-year-olds told among the missing
        ("wajib 911.892; recorded 867.363; not_recorded 391.173; not_recorded_under_17 346.644",
         "not_recorded", "wrong", 44_529),
        # a percentage that counts contradict, though both sound round
        ("wajib 430.120; not_recorded 17 ribu; recorded_percent 97", "recorded_percent", "wrong", "96.0476"),
        ("recorded_percent 100", "recorded_percent", "not_recomputable", None),
    ],
)  # fmt: skip
def test_one_statement(figures: str, measure: str, verdict: str, recomputed: int | str | None) -> None:
    found = said(*figures.split("; "))[measure]
    assert (found.verdict.value, found.recomputed) == (
        verdict,
        None if recomputed is None else Decimal(recomputed),
    )


def test_9939_is_never_994_whether_the_target_is_printed_or_national() -> None:
    counts = ("wajib 1.812.345", "recorded 1.801.290", "recorded_percent 99,4")
    printed = said(*counts, "target_percent 99,4")["recorded_percent"]
    national = said(*counts, known=TARGETS)["recorded_percent"]
    unknown = said(*counts)["recorded_percent"]
    assert [one.verdict for one in (printed, national, unknown)] == [Verdict.WRONG, Verdict.WRONG, Verdict.OK]
    assert printed.recomputed == Decimal("99.39")
    assert [term.measure for term in printed.terms] == ["recorded", "wajib"]
    assert "share_of_base" not in rules_of(printed)


def test_a_national_target_of_another_time_is_none() -> None:
    row = 'c,2022-06-30,36.73,{},"{}",'
    figures = (("wajib", "1.812.345"), ("recorded", "1.801.290"), ("recorded_percent", "99,4"))
    found = judged(*(row.format(*one) for one in figures), known=TARGETS)
    assert {one.verdict for one in found} == {Verdict.OK}


def test_parts_in_any_order_do_not_sum_to_the_total() -> None:
    rows = ["m,Mei 2023,36,first_time,60.989,"]
    rows += [
        f"m,Mei 2023,36.{code},first_time,{people}," for code, people in (("73", 20_000), ("01", 31_989))
    ]
    found = judged(*reversed(rows), known=Known(parts_of=lambda _code: 2))
    total = next(one for one in found if one.figure.area_code == "36")
    assert (total.verdict, total.recomputed) == (Verdict.WRONG, 51_989)


def test_a_percentage_of_a_mistyped_total_is_held_against_the_sum_of_its_parts() -> None:
    rows = [f"m,2023,36.{code},first_time,{people}," for code, people in (("01", 31_989), ("73", 20_000))]
    rows += ["m,2023,36,first_time,51.998,", "m,2023,36,first_time_recorded,5.199,"]
    found = judged(*rows, 'm,2023,36,first_time_recorded_percent,"10,0002",')
    assert found[-1].verdict is Verdict.OK
    assert found[2].verdict is Verdict.WRONG


def test_a_base_that_was_changed_is_remarked_and_both_stand() -> None:
    found = judged("a,2024-11-23,32.75,wajib,1.597.232,", "b,3 Desember 2024,32.75,wajib,1.611.892,")
    assert [one.verdict for one in found] == [Verdict.OK, Verdict.OK]
    assert rules_of(found[1]) == {"base_changed", "count_as_given"}


def test_a_name_beside_the_code_of_another_area_is_remarked() -> None:
    head = "case,as_of,area_code,area,measure,published"
    (found,) = judged("c,2025,36.73,Kota Cilegon,wajib,5.011", head=head, known=TARGETS)
    assert "other_area" in rules_of(found)


def test_two_targets_without_a_day_conflict() -> None:
    found = judged("c,2025,36.73,target_percent,95,", "c,2025,36.73,target_percent,98,")
    assert {rule for one in found for rule in rules_of(one)} == {"two_targets_undated"}


@pytest.mark.parametrize("printed", ["331,246", "331 246"])
def test_thousands_parted_in_another_way_are_read_and_remarked(printed: str) -> None:
    found = said("wajib 335.837", f"recorded {printed}", "not_recorded 4.591")
    assert {one.verdict for one in found.values()} == {Verdict.OK}
    assert "mixed_separators" in rules_of(found["recorded"])
