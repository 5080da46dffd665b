"""What the actions of this part mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

# What an entry may change or show beside what it was before.
_BIODATA = (
    *(Field.NIK, Field.KK, Field.NAME, Field.BIRTH, Field.SEX, Field.ADDRESS, Field.MARITAL_STATUS),
    *(Field.OCCUPATION, Field.RELIGION, Field.BLOOD_GROUP, Field.FAMILY, Field.CARD_STATUS),
)

ACTS = {
    "registry.entries_seen": Act(
        words=lazy("Petugas membuka daftar entri, dengan nama Anda"), fields=(Field.NAME,)
    ),
    "registry.entry.form_seen": Act(
        words=lazy("Petugas membuka formulir perubahan data Anda"), fields=_BIODATA
    ),
    "registry.entry.seen": Act(words=lazy("Petugas membuka entri tentang data Anda"), fields=_BIODATA),
    "registry.paper_seen": Act(words=lazy("Petugas membuka berkas dari entri Anda"), fields=_BIODATA),
    "registry.entry.proposed": Act(
        words=lazy("Petugas mengajukan perubahan data Anda; belum berlaku"), fields=_BIODATA
    ),
    "registry.entry.approved": Act(
        words=lazy("Perubahan data Anda disetujui petugas kedua dan berlaku"), fields=_BIODATA
    ),
    "registry.entry.refused": Act(
        words=lazy("Perubahan data Anda ditolak petugas kedua; data tidak berubah"), fields=_BIODATA
    ),
    "registry.entry.withdrawn": Act(
        words=lazy("Petugas menarik perubahan data Anda; data tidak berubah"), fields=_BIODATA
    ),
    "registry.family_seen": Act(
        words=lazy("Petugas membuka kartu keluarga Anda"),
        fields=(Field.NIK, Field.KK, Field.NAME, Field.BIRTH, Field.SEX, Field.ADDRESS, Field.FAMILY),
    ),
}
