"""What this room's actions mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

ACTS = {
    "web.desk.case_seen": Act(
        words=lazy("Verifikator membuka kasus yang menyangkut Anda"),
        fields=(
            *(Field.NIK, Field.KK, Field.NAME, Field.BIRTH, Field.SEX, Field.ADDRESS, Field.MARITAL_STATUS),
            *(Field.OCCUPATION, Field.RELIGION, Field.BLOOD_GROUP, Field.PORTRAIT, Field.CARD_STATUS),
        ),
    ),
    "web.desk.seen": Act(
        words=lazy("Verifikator membuka daftar kasus yang menunggu, dengan nama Anda"),
        fields=(Field.NAME,),
    ),
    "accounts.signed_in": Act(words=lazy("Masuk dengan akun")),
    "web.access_refused": Act(words=lazy("Seorang petugas mencoba membuka data Anda dan ditolak sistem")),
    "web.history_seen": Act(
        words=lazy("Anda melihat riwayat akses Anda sendiri"), fields=(Field.CARD_STATUS,)
    ),
    "web.history_given": Act(
        words=lazy("Riwayat akses Anda dicetak atas permintaan Anda"),
        fields=(Field.NAME, Field.NIK, Field.CARD_STATUS),
    ),
    "web.let_go": Act(words=lazy("Sistem menghapus apa yang masa simpannya habis")),
    "web.log_seen": Act(words=lazy("Pemeriksa membaca catatan akses, tanpa nama")),
}
