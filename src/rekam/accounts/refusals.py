"""What the refusals of this room say, and their HTTP status where it is not 409."""

from django.utils.translation import gettext_lazy as _

from rekam.accounts.caps import refusals as caps
from rekam.accounts.residents import refusals as residents

SENTENCES = {**caps.SENTENCES, **residents.SENTENCES} | {
    "station_key_none": _("Petugas ini tidak punya kunci stasiun yang berlaku."),
    "sign_in_locked": _("Terlalu banyak percobaan. Coba lagi {minutes} menit lagi."),
    "sign_in_over": _("Waktu untuk langkah kedua sudah habis. Masuk lagi dari awal."),
    "code_wrong": _("Kodenya tidak cocok atau sudah dipakai. Tunggu kode berikutnya, lalu ketik kode itu."),
    "code_generator_known": _(
        "Akun ini sudah memakai kode dari telepon. Hapus dahulu bila teleponnya diganti."
    ),
    "passkey_refused": _("Kunci sandi ini tidak diterima. Coba lagi, atau masuk dengan kata sandi."),
    "too_many_passkeys": _("Paling banyak sepuluh kunci sandi untuk satu akun. Hapus satu dahulu."),
    "second_factor_needed": _(
        "Peran Anda wajib memakai faktor kedua, jadi yang terakhir tidak dapat dihapus."
    ),
    "password_refused": _("Kata sandi ini tidak memenuhi aturan: {why}"),
    "own_account": _("Akun Anda sendiri diurus oleh administrator lain."),
    "four_eyes": _(
        "Entri ini Anda buat sendiri, dengan akun ini atau akun Anda yang lain; petugas lain yang memutus "
        "(empat mata)."
    ),
    "employee_number_taken": _("Nomor pegawai ini sudah dipakai akun lain yang hidup."),
    "username_taken": _("Nama pengguna ini sudah dipakai. Pilih yang lain."),
    "role_not_at_office": _("Peran ini tidak ada di kantor setingkat itu. Pilih peran atau kantor lain."),
    "area_outside_office": _("Wilayah petugas harus di dalam wilayah kantornya."),
    "office_area_level": _("Kode wilayah tidak cocok dengan tingkat kantor."),
    "office_beyond": _(
        "Wilayah itu di luar wilayah server ini, {area}. Bila {area} keliru, tulis REKAM_OFFICE_AREA yang "
        "benar di skrip pembuka, jalankan ulang, lalu kembali ke halaman ini."
    ),
    "no_second_factor": _("Akun ini tidak mempunyai faktor kedua."),
    "reset_asked": _("Penghapusan faktor kedua akun ini sudah diminta dan menunggu orang lain."),
    "deputy_is_absent": _("Petugas tidak dapat mewakili dirinya sendiri."),
    "deputy_forbidden": _(
        "Peran ini tidak boleh mewakili peran itu. Yang mengentri dan yang menyetujui harus berbeda orang."
    ),
    "deputy_out_of_area": _("Wakil dengan peran lain hanya boleh di wilayahnya sendiri."),
    "deputy_days": _("Masa wakil dimulai sebelum berakhir, belum lewat, dan paling lama {most} hari."),
    "deputy_known": _("Wakil ini sudah ditetapkan pada hari-hari itu."),
    "set_up_code_wrong": _("Kodenya tidak cocok. Lihat kode terakhir di terminal server."),
    "set_up_done": _("Administrator pertama sudah ada. Masuk dengan akunnya."),
}
STATUS = {**caps.STATUS, **residents.STATUS} | {
    "four_eyes": 403,
    "sign_in_locked": 429,
    "sign_in_over": 403,
    "code_wrong": 403,
    "passkey_refused": 403,
    "password_refused": 400,
    "set_up_code_wrong": 403,
    "set_up_done": 404,
}
