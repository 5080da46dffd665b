"""The KK number on a move inside the kabupaten or kota: two practices, one table (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from rekam.registry.entries.effects import OnKk


class MovePractice(StrEnum):
    """Which of two practices an office follows for the KK number on a move inside the kabupaten or kota."""

    WHOLE_FAMILY_KEEPS = "whole_family_keeps"
    NEW_BY_KECAMATAN = "new_by_kecamatan"


@dataclass(frozen=True, kw_only=True)
class MoveRow:
    """One row of the table of KK numbers on a move inside the kabupaten or kota."""

    whole_family: bool
    same_kecamatan: bool
    kk: OnKk
    source: str
    sure: bool


_SE = "practice of SE 470/13287"
_LOCAL = "practice published by villages: the number changes with the kecamatan"
# Sources disagree, so the office says which practice is its own (REKAM_KK_ON_MOVE).
MOVES_WITHIN: Mapping[MovePractice, tuple[MoveRow, ...]] = {
    MovePractice.WHOLE_FAMILY_KEEPS: (
        MoveRow(whole_family=True, same_kecamatan=True, kk=OnKk.SAME, source=_SE, sure=True),
        MoveRow(whole_family=True, same_kecamatan=False, kk=OnKk.SAME, source=_SE, sure=False),
        MoveRow(whole_family=False, same_kecamatan=True, kk=OnKk.NEW, source=_SE, sure=False),
        MoveRow(whole_family=False, same_kecamatan=False, kk=OnKk.NEW, source=_SE, sure=False),
    ),
    MovePractice.NEW_BY_KECAMATAN: (
        MoveRow(whole_family=True, same_kecamatan=True, kk=OnKk.SAME, source=_LOCAL, sure=True),
        MoveRow(whole_family=True, same_kecamatan=False, kk=OnKk.NEW, source=_LOCAL, sure=False),
        MoveRow(whole_family=False, same_kecamatan=True, kk=OnKk.NEW, source=_LOCAL, sure=False),
        MoveRow(whole_family=False, same_kecamatan=False, kk=OnKk.NEW, source=_LOCAL, sure=False),
    ),
}


def kk_on_move_within(*, whole_family: bool, same_kecamatan: bool, practice: MovePractice) -> MoveRow:
    """The row that says whether the KK number stays on a move inside the kabupaten or kota.

    practice   which of the two published practices the office follows (setting REKAM_KK_ON_MOVE)
    Source: Perpres 96/2018 names the move, no article on its KK number was found. In force from 2018-10-18.
    """
    asked = (whole_family, same_kecamatan)
    return next(row for row in MOVES_WITHIN[practice] if (row.whole_family, row.same_kecamatan) == asked)
