"""The field's table of events, row by row: what each does to NIK, KK and card."""

from datetime import date

import pytest

from rekam.registry.entries.effects import EFFECTS, Kind, OnCard, OnKk, OnNik, Withdraws
from rekam.registry.entries.moves import MOVES_WITHIN, MovePractice, kk_on_move_within

TABLE = [
    # event, NIK, KK, card, who withdraws the old card
    (Kind.BIRTH, OnNik.ISSUED, OnKk.ADDED, OnCard.KIA, Withdraws.NOBODY),
    (Kind.LATE_BIODATA, OnNik.ISSUED, OnKk.ADDED, OnCard.FIRST, Withdraws.NOBODY),
    (Kind.TURNED_17, OnNik.SAME, OnKk.STATUS, OnCard.FIRST, Withdraws.NOBODY),
    (Kind.MOVE_WITHIN, OnNik.SAME, OnKk.KEPT_OR_NEW, OnCard.REPRINT, Withdraws.HERE),
    (Kind.MOVE_OUT, OnNik.SAME, OnKk.REMOVED, OnCard.STAYS, Withdraws.DESTINATION),
    (Kind.MOVE_IN, OnNik.SAME, OnKk.NEW_OR_JOINED, OnCard.REPRINT, Withdraws.HERE),
    (Kind.CHANGE, OnNik.SAME, OnKk.REISSUED, OnCard.REPRINT, Withdraws.HERE),
    (Kind.CARD_LOST, OnNik.SAME, OnKk.SAME, OnCard.REPRINT, Withdraws.NOBODY),
    (Kind.CARD_DAMAGED, OnNik.SAME, OnKk.SAME, OnCard.REPRINT, Withdraws.HERE),
    (Kind.DEATH, OnNik.DEAD, OnKk.NEW_HEAD, OnCard.BACK, Withdraws.NOBODY),
    (Kind.DOUBLE_NIK, OnNik.ONE_KEPT, OnKk.ONE_KEPT, OnCard.BACK, Withdraws.HERE),
    # What was recorded wrongly is taken back: no rows of the law's table
    (Kind.DEATH_ANNULLED, OnNik.FREED, OnKk.RESTORED, OnCard.VALID_AGAIN, Withdraws.NOBODY),
    (Kind.DOUBLE_UNDONE, OnNik.FREED, OnKk.RESTORED, OnCard.REPRINT, Withdraws.NOBODY),
    # 2b: a new KK number by marriage and for who leaves after a divorce; pecah and numpang KK
    (Kind.MARRIAGE, OnNik.SAME, OnKk.NEW_OR_JOINED, OnCard.REPRINT, Withdraws.HERE),
    (Kind.DIVORCE, OnNik.SAME, OnKk.NEW, OnCard.REPRINT, Withdraws.HERE),
    (Kind.SPLIT_CARD, OnNik.SAME, OnKk.NEW, OnCard.NOTHING, Withdraws.NOBODY),
    (Kind.JOIN_CARD, OnNik.SAME, OnKk.JOINED, OnCard.NOTHING, Withdraws.NOBODY),
]


@pytest.mark.parametrize(("kind", "nik", "kk", "card", "withdraws"), TABLE, ids=lambda value: str(value))
def test_the_table(kind: Kind, nik: OnNik, kk: OnKk, card: OnCard, withdraws: Withdraws) -> None:
    effect = EFFECTS[kind]

    assert (effect.nik, effect.kk, effect.card, effect.withdraws) == (nik, kk, card, withdraws)


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_names_its_law_and_since_when(kind: Kind) -> None:
    effect = EFFECTS[kind]

    assert effect.law
    assert date(2006, 1, 1) < date.fromisoformat(effect.since) < date(2026, 1, 1)


def test_a_nik_is_issued_to_newcomers_without_one_only() -> None:
    assert {k for k in Kind if EFFECTS[k].nik is OnNik.ISSUED} == {Kind.BIRTH, Kind.LATE_BIODATA}


@pytest.mark.parametrize(
    ("practice", "whole_family", "same_kecamatan", "kk"),
    [
        (MovePractice.WHOLE_FAMILY_KEEPS, True, True, OnKk.SAME),
        (MovePractice.WHOLE_FAMILY_KEEPS, True, False, OnKk.SAME),
        (MovePractice.WHOLE_FAMILY_KEEPS, False, True, OnKk.NEW),
        (MovePractice.WHOLE_FAMILY_KEEPS, False, False, OnKk.NEW),
        (MovePractice.NEW_BY_KECAMATAN, True, True, OnKk.SAME),
        (MovePractice.NEW_BY_KECAMATAN, True, False, OnKk.NEW),
        (MovePractice.NEW_BY_KECAMATAN, False, True, OnKk.NEW),
        (MovePractice.NEW_BY_KECAMATAN, False, False, OnKk.NEW),
    ],
)
def test_the_kk_number_on_a_move_inside_the_city(
    practice: MovePractice, whole_family: bool, same_kecamatan: bool, kk: OnKk
) -> None:
    row = kk_on_move_within(whole_family=whole_family, same_kecamatan=same_kecamatan, practice=practice)

    assert row.kk is kk


def test_where_the_sources_differ_the_table_says_so() -> None:
    asked = {True: OnKk.SAME, False: OnKk.NEW}
    whole = [row for rows in MOVES_WITHIN.values() for row in rows if row.whole_family]

    assert {row.sure for row in whole if row.same_kecamatan} == {True}
    assert {row.sure for row in whole if not row.same_kecamatan} == {False}
    assert {row.kk for row in whole if not row.same_kecamatan} == set(asked.values())
