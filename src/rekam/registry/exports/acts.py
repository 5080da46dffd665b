"""What the actions of this part mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

_COLUMNS = {
    "nik": Field.NIK,
    "kk": Field.KK,
    "full_name": Field.NAME,
    "birth_place": Field.BIRTH,
    "birth_date": Field.BIRTH,
    "sex": Field.SEX,
    "marital_status": Field.MARITAL_STATUS,
    "address": Field.ADDRESS,
    "rt": Field.ADDRESS,
    "rw": Field.ADDRESS,
    "area_code": Field.ADDRESS,
    "ektp_status": Field.CARD_STATUS,
}
ACTS = {
    "registry.export.asked": Act(words=lazy("Ekspor diminta")),
    "registry.export.approved": Act(words=lazy("Ekspor disetujui")),
    "registry.export.refused": Act(words=lazy("Ekspor ditolak")),
    "registry.export.fetched": Act(
        words=lazy("Data Anda ada dalam berkas ekspor yang diambil petugas"),
        fields=tuple(dict.fromkeys(_COLUMNS.values())),
        columns=_COLUMNS,
    ),
    "registry.export.forgotten": Act(words=lazy("Isi berkas ekspor dihapus dari brankas")),
}
