"""What the refusals of comparisons say, and their HTTP status where it is not 409."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "comparisons_away": lazy("Mesin pembanding belum terpasang di sini. Laporkan kepada kantor."),
    "comparisons_busy": lazy("Terlalu banyak gambar sedang dibandingkan. Ulangi beberapa detik lagi."),
    "comparisons_tried": lazy("Sudah {most} gambar dikirim dalam jam ini. Lanjutkan jam berikutnya."),
    "field_not_compared": lazy("Kolom {field} tidak dapat dibandingkan di sini."),
    "sample_crowded": lazy("Ada lebih dari satu wajah di gambar. Ambil gambar satu orang saja."),
    "sample_empty": lazy("Tidak ada wajah atau sidik jari yang ditemukan di gambar. Ambil gambar baru."),
    "sample_poor": lazy("Mutu gambar terlalu rendah untuk dibandingkan. Ambil gambar baru."),
    "sample_too_large": lazy("Satu gambar paling besar {most} kB."),
    "sample_unreadable": lazy("Gambar bukan JPEG, PNG atau rekaman ISO/IEC 19794 yang sesuai, atau rusak."),
    "samples_number": lazy("Kirim paling banyak {most} gambar untuk kolom ini."),
}
STATUS: dict[str, int] = {
    **dict.fromkeys(("comparisons_away", "comparisons_busy"), 503),
    "comparisons_tried": 429,
    "sample_too_large": 413,
    **dict.fromkeys(("field_not_compared", "samples_number"), 400),
    **dict.fromkeys(("sample_crowded", "sample_empty", "sample_poor", "sample_unreadable"), 400),
}
