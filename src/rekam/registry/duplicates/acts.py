"""What the actions of this part mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

_COMPARED = (Field.NIK, Field.KK, Field.NAME, Field.BIRTH, Field.SEX, Field.ADDRESS, Field.FAMILY)

ACTS = {
    "registry.pairs_listed": Act(
        words=lazy("Nama Anda muncul dalam daftar data yang mungkin ganda"),
        fields=(Field.NAME, Field.BIRTH),
    ),
    "registry.pair_seen": Act(
        words=lazy("Petugas membandingkan data Anda dengan baris lain yang mirip"),
        fields=(*_COMPARED, Field.CARD_STATUS),
    ),
    "registry.pair_judged": Act(
        words=lazy("Petugas memutus apakah data Anda ganda; data Anda tidak berubah"), fields=_COMPARED
    ),
    "registry.duplicates_searched": Act(words=lazy("Sistem membandingkan register dengan dirinya sendiri")),
}
