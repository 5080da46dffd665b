"""What this room's actions mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

ACTS = {
    "registry.canary.made": Act(words=lazy("Kunci pancingan dibuat")),
    "registry.canary.retired": Act(words=lazy("Kunci pancingan dipensiunkan")),
    "registry.canary.asked_for": Act(words=lazy("Kunci pancingan dicari; alarm berbunyi")),
    "registry.alarm.closed": Act(words=lazy("Hasil pemeriksaan alarm dicatat")),
    "registry.export.asked": Act(words=lazy("Ekspor diminta")),
    "registry.export.approved": Act(words=lazy("Ekspor disetujui")),
    "registry.export.refused": Act(words=lazy("Ekspor ditolak")),
    "registry.export.fetched": Act(
        words=lazy("Data Anda ada dalam berkas ekspor yang diambil petugas"),
        fields=(Field.NIK, Field.KK, Field.NAME, Field.BIRTH, Field.SEX, Field.ADDRESS, Field.CARD_STATUS),
    ),
    "registry.export.forgotten": Act(words=lazy("Isi berkas ekspor dihapus dari brankas")),
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
    "registry.ektp_status": Act(
        words=lazy("Status KTP-el Anda di register diperbarui"), fields=(Field.CARD_STATUS,)
    ),
}
