"""What the actions of this part mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

ACTS = {
    "registry.export.asked": Act(words=lazy("Petugas meminta daftar penduduk dikeluarkan")),
    "registry.export.approved": Act(words=lazy("Pengeluaran daftar penduduk disetujui petugas kedua")),
    "registry.export.refused": Act(words=lazy("Pengeluaran daftar penduduk ditolak")),
    "registry.export.fetched": Act(
        words=lazy("Daftar penduduk dikeluarkan dari kantor, Anda ada di dalamnya"),
        fields=(Field.NIK, Field.KK, Field.NAME, Field.BIRTH, Field.SEX, Field.ADDRESS, Field.CARD_STATUS),
    ),
    "registry.export.forgotten": Act(words=lazy("Salinan daftar yang dikeluarkan dihapus dari server")),
}
