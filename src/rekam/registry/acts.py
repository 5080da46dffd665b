"""What this room's actions mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

ACTS = {
    "registry.searched": Act(
        words=lazy("Nama Anda muncul dalam hasil pencarian petugas"),
        fields=(Field.NIK, Field.NAME, Field.BIRTH, Field.ADDRESS, Field.CARD_STATUS),
    ),
    "registry.resident_seen": Act(
        words=lazy("Petugas membuka data kependudukan Anda"),
        fields=(
            *(Field.NIK, Field.KK, Field.NAME, Field.BIRTH, Field.SEX, Field.ADDRESS),
            *(Field.MARITAL_STATUS, Field.OCCUPATION, Field.CARD_STATUS),
        ),
    ),
    "registry.polling_day_set": Act(words=lazy("Hari pemungutan suara dicatat")),
    "registry.polling_day_withdrawn": Act(words=lazy("Hari pemungutan suara ditarik")),
    "registry.card_reported": Act(
        words=lazy("Kartu Anda dilaporkan hilang, atau laporannya ditarik"), fields=(Field.CARD_STATUS,)
    ),
    "registry.ektp_status": Act(
        words=lazy("Status KTP-el Anda di register diperbarui"), fields=(Field.CARD_STATUS,)
    ),
}
