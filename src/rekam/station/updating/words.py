"""What the station says when a new version is not taken: what happened and what to do."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

_OFFICE = _("Jangan pasang stik ini. Laporkan ke kantor dengan kode ini.")
_ANOTHER = _("Minta berkas versi yang lain ke kantor. Versi sekarang tetap dipakai.")
_FINISH = _("Selesaikan atau batalkan dulu, lalu pasang lagi.")

SENTENCES: dict[str, tuple[Words, Words]] = {
    "update_not_set_up": (_("Laptop ini belum disiapkan untuk pembaruan."), _("Minta kantor menyiapkannya.")),
    "update_set_up_already": (_("Laptop ini sudah disiapkan."), _("Pakai pembaruan biasa.")),
    "update_pointer_damaged": (_("Penunjuk versi rusak."), _("Laporkan ke kantor; rekaman tetap ada.")),
    "update_trust_malformed": (_("Daftar kunci pembaruan rusak."), _("Laporkan ke kantor dengan kode ini.")),
    "update_not_found": (_("Tidak ada berkas versi di stik."), _("Periksa stiknya, atau minta ke kantor.")),
    "update_unreadable": (_("Berkas versi tidak bisa dibaca."), _("Cabut dan pasang lagi stiknya.")),
    "update_malformed": (_("Ini bukan berkas versi Rekam."), _OFFICE),
    "update_signature_wrong": (_("Tanda tangan berkas versi tidak sah."), _OFFICE),
    "update_signers_few": (_("Penanda tangan berkas versi kurang."), _OFFICE),
    "update_rotation_wrong": (_("Daftar kunci baru di berkas tidak sah."), _OFFICE),
    "update_payload_wrong": (_("Isi berkas versi rusak atau terpotong."), _("Salin lagi dari kantor.")),
    "update_tree_damaged": (_("Versi yang sudah dibuka rusak."), _("Periksa lagi versi di stik.")),
    "update_expired": (_("Masa pasang berkas ini sudah lewat."), _ANOTHER),
    "update_older": (_("Versi ini lebih lama daripada yang pernah dipakai di sini."), _ANOTHER),
    "update_gap": (_("Ada versi di antaranya yang harus dipasang dulu."), _ANOTHER),
    "update_failed_here": (_("Versi ini sudah dicoba di sini dan gagal."), _ANOTHER),
    "update_other_platform": (_("Versi ini untuk jenis laptop lain."), _ANOTHER),
    "update_other_python": (_("Versi ini untuk Python yang lain."), _ANOTHER),
    "update_other_base": (_("Versi ini untuk laptop yang disiapkan lain."), _ANOTHER),
    "update_store_step": (
        _("Sesudah versi ini tidak ada jalan kembali tanpa kehilangan rekaman."),
        _ANOTHER,
    ),
    "update_no_room": (
        _("Ruang di laptop kurang untuk versi baru."),
        _("Kirim atau salin paket, lalu kosongkan ruang."),
    ),
    "update_power_low": (_("Baterai kurang dari 30%."), _("Pasang kabel listrik, lalu pasang lagi.")),
    "update_power_unknown": (
        _("Isi baterai tidak terbaca."),
        _("Pasang kabel listrik, lalu pasang lagi."),
    ),
    "update_capture_open": (_("Ada perekaman yang belum selesai."), _FINISH),
    "update_person_open": (_("Ada orang atau kartu yang sudah dimulai."), _FINISH),
    "update_capture_running": (
        _("Ada halaman yang sedang menyimpan."),
        _("Tunggu sebentar, lalu coba lagi."),
    ),
    "update_restarting": (
        _("Laptop sedang berganti versi."),
        _("Tunggu sebentar, lalu buka lagi. Yang baru diambil belum tersimpan; ambil lagi."),
    ),
    "update_busy": (_("Satu versi sedang diperiksa."), _("Tunggu sampai selesai.")),
    "update_missing": (_("Tidak ada versi yang siap dipasang."), _("Periksa versi di stik dulu.")),
    "update_on_trial": (_("Versi sekarang masih dicoba."), _("Tunggu satu menit, lalu coba lagi.")),
    "update_no_step_back": (_("Tidak ada versi sebelumnya untuk dipakai lagi."), _ANOTHER),
    "update_rehearsal_failed": (_("Versi baru tidak bisa bekerja di laptop ini."), _ANOTHER),
    "station_runs_already": (_("Stasiun ini sudah berjalan."), _("Pakai jendela yang sudah terbuka.")),
}
