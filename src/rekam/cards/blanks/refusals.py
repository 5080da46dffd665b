"""What the refusals of the ledger say, and their HTTP status where it is not 409."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "serial_malformed": _("Nomor seri cip terdiri dari 8, 14 atau 20 angka heksadesimal (0–9, A–F)."),
    "serial_twice": _("Nomor seri ini tertulis dua kali dalam daftar."),
    "lot_empty": _("Daftar nomor seri masih kosong. Tempelkan daftar atau pilih berkas CSV."),
    "lot_too_long": _("Daftar paling banyak 10.000 baris dan 1 MB. Bagilah menurut surat jalan."),
    "lot_not_text": _("Berkas ini bukan teks CSV (UTF-8). Simpan ulang dari lembar kerja sebagai CSV."),
    "delivery_known": _("Surat jalan ini sudah dicatat di tempat ini. Tidak ada yang ditambahkan."),
    "blank_already_received": _(
        "Paling sedikit satu nomor seri dalam daftar sudah tercatat. Tidak ada keping yang ditambahkan."
    ),
    "blank_unknown": _("Keping dengan nomor seri ini tidak ada di buku tempat Anda."),
    "blank_used": _("Keping ini sudah pernah dipakai. Ambil keping lain dan laporkan keping ini."),
    "blank_step_not_allowed": _(
        "Keadaan keping tidak mengizinkan langkah ini. Buka riwayat keping untuk melihat di mana ia sekarang."
    ),
    "blank_carried": _("Keping ini tercatat dibawa tim lapangan. Catat dulu kembalinya."),
    "carrier_missing": _("Sebutkan kunjungan atau tim yang membawa."),
    "site_not_yours": _("Tempat ini di luar wilayah Anda."),
    "site_is_the_same": _("Keping ini sudah berada di tempat tujuan."),
    "minutes_missing": _("Pemusnahan perlu nomor berita acara."),
}

STATUS: dict[str, int] = {
    "site_not_yours": 404,
    "blank_unknown": 404,
    "serial_malformed": 400,
    "lot_empty": 400,
    "lot_too_long": 400,
    "lot_not_text": 400,
}
