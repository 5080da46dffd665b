"""What the refusals of the office's steps say, and their HTTP status where it is not 409."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "application_reason_missing": _("Tulis alasannya dengan 10 huruf atau lebih; pemohon membacanya."),
    "application_paper_unjudged": _("Masih ada lembar yang belum diterima. Periksa semuanya dahulu."),
    "original_missing": _("Berkas asli belum lengkap. Centang setiap berkas yang sudah Anda lihat aslinya."),
    "pause_cause_unknown": _(
        "Jam hanya berhenti karena pusat atau blanko; menunggu pemohon dihitung sendiri."
    ),
    "clock_paused_already": _("Jam permohonan ini sudah berhenti."),
    "clock_not_paused": _("Jam permohonan ini sedang berjalan."),
    "application_entry_waits": _(
        "Perubahan register dari permohonan ini belum disetujui verifikator. Selesaikan dahulu entrinya."
    ),
    "application_card_waits": _("Kartunya belum tercetak. Pesan dan cetak dahulu di antrean cetak."),
    "application_card_not_handed": _(
        "Kartunya belum diserahkan. Serahkan di loket kartu, dengan jari pemegangnya dicocokkan."
    ),
    "application_door_unopened": _("Buka dahulu pintu luar domisili untuk orang ini, selagi ia di loket."),
    "application_door_nobody": _(
        "Tidak ada penduduk aktif dengan NIK, nama dan tanggal lahir itu bersama-sama. Minta pemohon "
        "membetulkannya, atau tolak dan arahkan ke Disdukcapil asalnya."
    ),
    "collector_letter_missing": _("Yang mengambilkan membawa surat kuasa. Lihat, lalu centang."),
    "collector_of_card": _("KTP-el diserahkan di loket kartu; di sana diperiksa siapa yang boleh mengambil."),
    "application_entry_stands": _("Entri permohonan ini masih menunggu atau sudah dijalankan."),
    "holidays_file_wrong": _("Daftar hari libur tidak dapat dibaca. Laporkan kepada administrator."),
}
STATUS: dict[str, int] = {"holidays_file_wrong": 503}
