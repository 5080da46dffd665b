"""What the doctor says for each finding: what it is, and what to do."""

from django.utils.translation import gettext_lazy as _

from rekam.station.doctor.findings import Finding, Level
from rekam.station.naming import Words
from rekam.station.wording import SENTENCES as TOLD

CHECKS: dict[str, Words] = {
    "version": _("Versi"),
    "folder": _("Folder data"),
    "disk": _("Cakram"),
    "medium": _("Media kedua"),
    "key": _("Kunci stasiun"),
    "trust": _("Kunci server"),
    "outbox": _("Kotak keluar"),
    "visit": _("Simpanan kunjungan"),
    "list": _("Daftar kunjungan"),
    "server": _("Server"),
    "clock": _("Jam"),
    "devices": _("Alat"),
    "fingers": _("Pembaca jari"),
}
LEVELS: dict[Level, Words] = {
    Level.GOOD: _("baik"),
    Level.UNSEEN: _("belum tahu"),
    Level.WATCH: _("perhatikan"),
    Level.WRONG: _("salah"),
}

_OFFICE = _("Laporkan ke kantor dengan kode ini.")
_PAIR = _("Pasangkan laptop ini dengan kantor, di halaman stasiun.")
_COUNTS = _(
    "%(queued)d menunggu, %(sent)d terkirim, %(accepted)d diterima, %(refused)d ditolak; tertua "
    "%(oldest_hours)d jam."
)
# Codes that pages tell too have their sentence in `rekam.station.wording`.
SENTENCES: dict[str, tuple[Words, Words]] = {
    "version": ("%(rekam)s, Python %(python)s, %(system)s", ""),
    "extractor_sound": ("%(extractor)s", ""),
    "folder_sound": (_("Ada, tertutup bagi pengguna lain."), ""),
    "folder_missing": (_("Tidak ada."), _("Jalankan `rekam station` sekali, atau beri --data.")),
    "folder_not_writable": (_("Tidak bisa ditulis."), _("Jalankan sebagai pengguna pemilik folder ini.")),
    "folder_open": (_("Pengguna lain bisa membacanya (%(mode)s)."), _("Ubah haknya menjadi 700.")),
    "disk_enough": (_("%(megabytes)d MB kosong."), ""),
    "disk_little": (_("Tinggal %(megabytes)d MB."), _("Kosongkan ruang; jangan hapus folder data Rekam.")),
    "second_media": (_("%(media)d terpasang; paket disalin ke sana."), ""),
    "no_second_medium": (_("Tidak ada; paket hanya ada di laptop ini."), ""),
    "second_medium_away": (
        _("Folder media kedua tidak ada; %(media)d media lain terpasang."),
        _("Pasang media itu, atau betulkan REKAM_STATION_SECOND."),
    ),
    "station_key_sound": (_("Ada: %(kid)s."), ""),
    "station_key_missing": (_("Belum ada."), _("Jalankan `rekam station` sekali, lalu daftarkan di kantor.")),
    "station_key_damaged": (_("Rusak."), _("Jangan dihapus. Laporkan ke kantor.")),
    "station_key_open": (_("Pengguna lain bisa membacanya: %(kid)s."), _("Ubah hak berkasnya menjadi 600.")),
    "station_not_provisioned": (_("Laptop ini belum terdaftar di kantor."), _PAIR),
    "trust_sound": (_("Server dikenal: %(kids)s."), ""),
    "trust_malformed": (_("trust.json rusak."), _PAIR),
    "outbox_none": (_("Masih kosong."), ""),
    "outbox_sound": (_COUNTS, ""),
    "outbox_refused": (_COUNTS, _("Buka kotak keluar dan baca sebab penolakannya.")),
    "outbox_waits_long": (_COUNTS, _("Bawa laptop ke jaringan, atau salin ke stik.")),
    "visit_shut": (_("Tersandi bagi %(officers)d petugas; diperiksa dengan --officer."), ""),
    "visit_sound": (_("Utuh; %(officers)d petugas dapat membukanya."), ""),
    "keyring_damaged": (_("Kunci para petugas rusak."), _("Tarik daftar kunjungan lagi; kotak keluar aman.")),
    "store_key_wrong": (_("Tidak terbuka dengan kuncinya."), _OFFICE),
    "store_unreadable": (_("Tidak bisa dibaca."), _("Periksa hak berkas dan cakramnya.")),
    "list_not_looked_at": (_("Tersandi; diperiksa dengan --officer."), ""),
    "list_sound": (_("Terbaca sampai %(until)s."), ""),
    "server_not_set": (_("Alamatnya belum diatur."), _PAIR),
    "server_answers": (_("Menjawab."), ""),
    "server_certificate_wrong": (
        _("Sertifikatnya tidak cocok."),
        _("Betulkan tanggal laptop; bila tetap, jangan kirim dan laporkan ke kantor."),
    ),
    "captive_portal": (
        _("Yang menjawab halaman masuk Wi-Fi, bukan server (%(status)d)."),
        _("Buka peramban, masuk ke Wi-Fi itu, lalu coba lagi."),
    ),
    "clock_sound": (_("Selisih %(seconds)d detik dari server."), ""),
    "clock_wrong": (_("Selisih %(seconds)d detik dari server."), _("Betulkan tanggal dan jam laptop.")),
    "clock_not_compared": (_("Tidak bisa dibandingkan tanpa server."), ""),
    "device": ("%(kind)s (%(name)s): %(word)s.", "%(advice)s"),
}


def told(finding: Finding) -> tuple[str, str]:
    """What was found and what to do ("" = nothing)."""
    what, todo = SENTENCES.get(finding.code) or TOLD.get(finding.code) or (finding.code, _OFFICE)
    return str(what) % dict(finding.facts), str(todo) % dict(finding.facts)
