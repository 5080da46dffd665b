"""What the refusals about letters say, and their HTTP status where it is not 409."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "suket_not_recorded": _(
        "Orang ini tidak sedang menunggu kartu: belum direkam, atau kartunya sudah tercetak."
    ),
    "suket_double": _("Perekaman ini ganda. Pilih dahulu satu NIK; suket tidak diberikan untuk dua NIK."),
    "suket_print_instead": _("Blanko ada dan perekaman ini siap cetak. Cetak kartunya, jangan suket."),
    "suket_forbidden": _("Kantor ini tidak memberi suket."),
    "suket_open": _("Orang ini sudah memegang suket. Ganti yang hilang, atau perpanjang yang hampir habis."),
    "suket_not_open": _("Suket ini sudah dicabut."),
    "suket_expired": _("Suket ini sudah habis masa berlakunya. Perpanjang, jangan ganti."),
    "suket_still_valid": _("Suket ini masih berlaku lebih dari 30 hari."),
    "suket_extension_forbidden": _("Kantor ini tidak memperpanjang suket. Cetak kartunya."),
    "suket_checks_used_up": _("Terlalu banyak pemeriksaan dari tempat ini. Tunggu sepuluh menit."),
}

STATUS: dict[str, int] = {"suket_checks_used_up": 429}
