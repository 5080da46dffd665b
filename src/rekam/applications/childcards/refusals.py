"""What the refusals about child cards say, and their HTTP status where it is not 409."""

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "child_stock_change_wrong": _("Tulis jumlah blanko KIA, 1 sampai {most}; yang berkurang dengan minus."),
    "child_stock_empty": _("Blanko KIA di kantor ini tidak cukup. Catat yang datang, atau hentikan jamnya."),
    "child_stock_note_missing": _("Tulis dari mana atau mengapa, dengan 10 huruf atau angka lebih."),
    "child_photo_missing": _(
        "Anak ini sudah 5 tahun: kartunya perlu foto anak (JPEG atau PNG) yang sudah diterima pemeriksa."
    ),
    "child_card_waits": _("KIA-nya belum tercetak. Cetak dahulu, lalu nyatakan siap."),
}
STATUS: dict[str, int] = {"child_stock_change_wrong": 400, "child_stock_note_missing": 400}
