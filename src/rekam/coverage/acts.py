"""What this room's actions mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

ACTS = {
    "coverage.target_set": Act(words=lazy("Target capaian sebuah wilayah ditetapkan")),
    "coverage.target_withdrawn": Act(words=lazy("Target capaian sebuah wilayah ditarik")),
    "coverage.list_seen": Act(
        words=lazy("Petugas membuka daftar warga yang belum direkam, Anda ada di dalamnya"),
        fields=(Field.NAME, Field.BIRTH, Field.SEX, Field.ADDRESS, Field.CARD_STATUS),
    ),
    "coverage.card_list_seen": Act(
        words=lazy("Petugas membuka daftar orang menurut keadaan kartunya, Anda ada di dalamnya"),
        fields=(Field.NAME, Field.BIRTH, Field.SEX, Field.ADDRESS, Field.CARD_STATUS),
    ),
    "coverage.overdue_list_seen": Act(
        words=lazy("Petugas membuka daftar orang yang NIK-nya dapat dinonaktifkan, Anda ada di dalamnya"),
        fields=(Field.NAME, Field.BIRTH, Field.ADDRESS, Field.CARD_STATUS),
    ),
    "coverage.doubt_list_seen": Act(
        words=lazy("Petugas memeriksa data yang diragukan, data Anda ada di dalamnya"),
        fields=(Field.NAME, Field.BIRTH, Field.ADDRESS, Field.CARD_STATUS),
    ),
    "coverage.ikd_taken": Act(words=lazy("Angka aktivasi IKD dicatat")),
    "coverage.ikd_session_taken": Act(words=lazy("Hari sosialisasi IKD dicatat")),
    "coverage.indicators_downloaded": Act(words=lazy("Lembar sepuluh indikator diunduh")),
    "coverage.indicator_noted": Act(words=lazy("Satu dari sepuluh indikator dicatat")),
    "coverage.open_data_asked": Act(words=lazy("Terbitan data terbuka diminta; hanya jumlah, tanpa nama")),
    "coverage.open_data_published": Act(words=lazy("Data terbuka terbit; hanya jumlah, tanpa nama")),
    "coverage.open_data_refused": Act(words=lazy("Permintaan terbitan data terbuka ditutup")),
    "coverage.reason_noted": Act(
        words=lazy("Petugas mencatat mengapa Anda belum direkam, menurut keterangan di lapangan"),
        fields=(Field.CARD_STATUS,),
    ),
    "coverage.recounted": Act(words=lazy("Semua penduduk dihitung ulang, dan hitungannya cocok")),
    "coverage.recount_wrong": Act(words=lazy("Semua penduduk dihitung ulang, dan hitungannya tidak cocok")),
    "coverage.traits_set": Act(words=lazy("Daftar wilayah terpencil, perbatasan, pesisir dan pulau diganti")),
    "coverage.base_taken": Act(words=lazy("Hitungan akhir semester disimpan sebagai basis")),
}
