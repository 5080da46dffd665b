"""What the actions of this part mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

ACTS = {
    "registry.export.asked": Act(words=lazy("Ekspor diminta")),
    "registry.export.approved": Act(words=lazy("Ekspor disetujui")),
    "registry.export.refused": Act(words=lazy("Ekspor ditolak")),
    "registry.export.fetched": Act(
        words=lazy("Data Anda ada dalam berkas ekspor yang diambil petugas"),
        fields=(Field.NIK, Field.KK, Field.NAME, Field.BIRTH, Field.SEX, Field.ADDRESS, Field.CARD_STATUS),
    ),
    "registry.export.forgotten": Act(words=lazy("Isi berkas ekspor dihapus dari brankas")),
}
