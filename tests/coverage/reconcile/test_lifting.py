"""Figures out of articles: which number, of what, where, when, in which sentence."""

from decimal import Decimal

import pytest

from rekam.coverage.reconcile import days, places
from rekam.coverage.reconcile.figures import AsOf, Verdict
from rekam.coverage.reconcile.lifting import lift, sentences
from rekam.coverage.reconcile.numerals import Nearness
from rekam.coverage.reconcile.rules import judge
from tests.coverage.reconcile import articles


def lifted(text: str) -> dict[str, Decimal]:
    return {one.measure: one.value for one in lift(text, case="c", places=articles.PLACES)}


def test_counts_percentages_area_and_day() -> None:
    found = lift(articles.OFF_BY_A_DIGIT, case="c", places=articles.PLACES)
    assert {one.measure: one.value for one in found} == {
        "recorded_percent": Decimal("97.9"),
        "population": 701_336,
        "wajib": 502_411,
        "recorded": 491_860,
        "not_recorded": 10_557,
    }
    assert {(one.area_code, one.as_of.text) for one in found} == {("36.73", "2025-03-12")}
    assert all(one.numeral.printed in one.sentence for one in found)


def test_what_was_lifted_is_judged_like_a_table() -> None:
    found = {
        one.figure.measure: one
        for one in judge(lift(articles.OFF_BY_A_DIGIT, case="c", places=articles.PLACES))
    }
    assert (found["not_recorded"].verdict, found["not_recorded"].recomputed) == (Verdict.WRONG, 10_551)
    assert found["recorded_percent"].verdict is Verdict.OK


def test_done_by_a_date_is_a_target_of_a_hundred_and_a_denied_number_is_none() -> None:
    found = lift(articles.TWO_TARGETS, case="c", places=articles.PLACES)
    targets = [(one.value, one.due.text) for one in found if one.measure == "target_percent"]
    assert targets == [(100, "2025-12-31"), (97, "2025-12-31")]
    verdicts = {(one.figure.measure, one.verdict) for one in judge(found)}
    assert verdicts == {("target_percent", Verdict.CONFLICT), ("recorded_percent", Verdict.NOT_RECOMPUTABLE)}


def test_holding_a_card_is_its_own_measure_and_a_range_has_two_ends() -> None:
    assert lifted(articles.HELD) == {
        "wajib": 331_402,
        "held": 318_117,
        "not_held": 13_285,
        "held_percent": Decimal("95.99"),
        "blanks_per_month_low": 4_000,
        "blanks_per_month_high": 6_000,
        "not_recorded_percent": 2,
    }


def test_number_words_scales_and_rounding_words() -> None:
    found = {one.measure: one.numeral for one in lift(articles.WORDS, case="c", places=articles.PLACES)}
    assert (found["not_recorded"].value, found["not_recorded"].nearness) == (17_000, Nearness.ALMOST)
    assert found["wajib"].value == 1_500_000
    assert (found["printed"].value, found["printed"].vague) == (20_000, True)
    assert (found["first_time"].value, found["first_time"].nearness) == (2_100, Nearness.MORE_THAN)


@pytest.mark.parametrize(
    "text",
    [
        "Pelayanan dibuka Kamis 17 Oktober 2024 pukul 10:21 WIB di 43 kelurahan.",
        "Warga usia 16 sampai 17 tahun diminta melakukan perekaman dalam 14 hari.",
        "Hubungi 0812-3456-7890 untuk perekaman.",
        "",
    ],
)
def test_dates_hours_ages_and_telephones_are_no_figures(text: str) -> None:
    assert lifted(text) == {}


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (
            "Hal itu dikatakan kepala dinas di ruang kerjanya, Rabu, 20 September 2017, kepada wartawan.",
            "2017-09-20",
        ),
        (
            "Kepala dinas menyampaikan hal itu kepada para wartawan di Serang pada Senin (23/11/2020) siang.",
            "2020-11-23",
        ),
        (
            "Sampai awal November 2017 masih banyak warga yang belum melakukan perekaman di kecamatan itu.",
            "2017-11",
        ),
        (
            "Data per 31 Desember 2024 itu disampaikan kepala dinas kepada pers pada Rabu, 5 Februari 2025.",
            "2024-12-31",
        ),
        (
            "As of Dec. 31, 2024, the office said on Wednesday, Feb. 5, 2025, most people were recorded.",
            "2024-12-31",
        ),
        ("Belum ada tanggal di sini.", ""),
        (
            "Tanggal 31 Februari 2020 tidak ada, tetapi kalimat ini cukup panjang untuk dibaca sebagai isi.",
            "",
        ),
    ],
)
def test_the_day_of_an_article(text: str, day: str) -> None:
    assert days.told_on([text]).text in {day, day[:7] if day else "2020-02"}


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("rampung pada tahun ini, tepatnya Desember 2017", "2017-12-31"),
        ("selesai akhir tahun ini", "2017-12-31"),
        ("harus selesai jelang Pemilu 2019", "2019-04-17"),
        ("tuntas awal 2019", "2019-01-31"),
        ("paling lambat 30 Juni 2018", "2018-06-30"),
        ("by the end of 2018", "2018-12-31"),
        ("before the 2024 election", "2024-02-14"),
        ("by Dec. 15, 2018", "2018-12-15"),
        ("paling lambat semester I 2018", "2018-06-30"),
        ("segera", ""),
    ],
)
def test_the_due_date_of_a_promise(text: str, due: str) -> None:
    assert days.due_on(text, told=AsOf("2017-09-20")).text == due


def test_an_english_article_is_lifted_with_its_area_and_day() -> None:
    found = lift(articles.IN_ENGLISH, case="c", places=places.by_name())
    assert {one.measure: one.value for one in found} == {
        "wajib": 517_402,
        "recorded": 510_192,
        "recorded_percent": Decimal("98.6"),
        "not_recorded": 7_310,
        "target_percent": Decimal("99.4"),
        "held_percent": Decimal("94.1"),
    }
    assert {(one.area_code, one.as_of.text) for one in found} == {("36.73", "2024-12-31")}
    assert [one.due.text for one in found if one.measure == "target_percent"] == ["2025-12-31"]
    verdicts = {one.figure.measure: (one.verdict, one.recomputed) for one in judge(found)}
    assert verdicts["not_recorded"] == (Verdict.WRONG, 7_210)


def test_sentences_end_without_a_space_too() -> None:
    assert sentences("Wajib KTP 1.797.232.Namun, ada Rp 5.000. Baru\nsatu.") == [
        "Wajib KTP 1.797.232.",
        "Namun, ada Rp 5.000.",
        "Baru",
        "satu.",
    ]
