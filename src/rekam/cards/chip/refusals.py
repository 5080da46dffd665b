"""What the refusals about a chip say, and their HTTP status where it is not 409."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "chip_malformed": _("Isi cip ini bukan susunan Rekam yang utuh. Anggap kartunya tidak terbukti."),
    "chip_version_unknown": _("Isi cip ini memakai susunan yang lebih baru. Perbarui Rekam di sini."),
    "chip_key_unknown": _("Isi cip ini ditandatangani oleh kunci yang tidak dikenal kantor ini."),
    "chip_signature_wrong": _("Tanda tangan isi cip ini tidak cocok: isinya telah diubah."),
    "chip_of_another_card": _("Isi cip ini milik keping lain. Pindai nomor seri keping yang di pencetak."),
    "chip_text_too_long": _("Biodata terlalu panjang untuk cip. Periksa unsur data di register."),
}

STATUS: dict[str, int] = {}
