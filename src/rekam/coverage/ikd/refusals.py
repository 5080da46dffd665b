"""What the refusals of the IKD figures say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "ikd_file_too_large": lazy("Berkas IKD lebih dari 20 MiB. Bagi dahulu menurut bulan."),
    "ikd_file_not_utf8": lazy(
        "Berkas IKD bukan teks UTF-8: baris {line}, bita ke-{byte}. Buka di lembar kerja, lalu simpan lagi "
        'sebagai "CSV UTF-8".'
    ),
    "ikd_file_unreadable": lazy(
        "Berkas IKD bukan tabel CSV yang utuh: sekitar baris {line} ada tanda kutip yang tidak ditutup."
    ),
    "ikd_columns_missing": lazy("Kolom berkas IKD tidak lengkap: {columns}."),
}
STATUS: dict[str, int] = {}
