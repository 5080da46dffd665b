"""What the refusals of this part say, and their HTTP status where it is not 409."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "reconcile_file_missing": lazy("Berkasnya tidak ada. Periksa namanya."),
    "reconcile_too_large": lazy(
        "Berkas atau naskah ini lebih besar dari 1 MB. Kirim bagian yang diperiksa saja."
    ),
    "reconcile_too_many": lazy("Ada terlalu banyak angka di dalamnya. Bagi menjadi beberapa berkas."),
    "reconcile_empty": lazy("Tidak ada isinya. Tempel naskah, atau pilih berkas."),
    "reconcile_encoding": lazy('Berkas ini bukan teks. Simpan lagi sebagai "CSV UTF-8".'),
    "reconcile_column_missing": lazy("Kolom case, as_of, area_code, measure dan published harus ada."),
    "reconcile_row_malformed": lazy("Ada baris yang jumlah kolomnya lain, atau ukurannya bukan kata."),
    "reconcile_not_a_number": lazy("Ada isian yang bukan bilangan."),
    "reconcile_percent_for_count": lazy("Ukuran ini menghitung orang, tetapi yang tertulis persen."),
    "reconcile_separators_mixed": lazy(
        "Ada bilangan dengan titik dan koma yang dapat dibaca dua cara, seperti 1.234,567 orang."
    ),
    "reconcile_date_malformed": lazy(
        "Tanggal ditulis 2026, 2026-11, 2026-11-24, 24 November 2026 atau semester I 2026."
    ),
    "reconcile_area_malformed": lazy(
        "Kode wilayah ditulis 36, 36.73 atau 36.73.01, atau namanya, seperti Kota Serang; Indonesia 00."
    ),
    "reconcile_reference_malformed": lazy("Deret resmi ini tidak dapat dibaca."),
    "reconcile_nothing_found": lazy("Tidak ada angka perekaman yang ditemukan dalam naskah ini."),
}

STATUS: dict[str, int] = dict.fromkeys(SENTENCES, 400) | {"reconcile_too_large": 413}
