"""What the actions of this part mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

_ROW = (
    *(Field.NIK, Field.KK, Field.NAME, Field.BIRTH, Field.SEX, Field.ADDRESS, Field.MARITAL_STATUS),
    *(Field.OCCUPATION, Field.RELIGION, Field.BLOOD_GROUP, Field.FAMILY, Field.CARD_STATUS),
)

ACTS = {
    "registry.import.received": Act(words=lazy("Daftar penduduk dikirim untuk diimpor; belum berlaku")),
    "registry.import.seen": Act(
        words=lazy("Petugas memeriksa contoh baris dari daftar yang diimpor, Anda ada di dalamnya"),
        fields=_ROW,
    ),
    "registry.import.rejects_taken": Act(
        words=lazy("Petugas mengunduh baris yang ditolak dari daftar yang diimpor"), fields=_ROW
    ),
    "registry.import.approved": Act(words=lazy("Impor daftar penduduk disetujui petugas kedua")),
    "registry.import.refused": Act(words=lazy("Impor daftar penduduk ditolak; data tidak berubah")),
    "registry.import.applied": Act(
        words=lazy("Data penduduk disamakan dengan daftar yang diimpor"), fields=_ROW
    ),
}
