"""What the refusals of follow-ups say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "personal_number_in_text": lazy(
        "Ada 16 angka berurutan, seperti NIK atau nomor KK. Tulis tentang wilayah dan jumlah, bukan orang."
    ),
    "text_missing": lazy("Isinya belum ditulis."),
    "text_too_long": lazy("Isinya paling panjang {most} huruf."),
    "follow_up_area_level": lazy("Catatan dan permintaan ditujukan kepada dinas kabupaten/kota."),
    "due_date_past": lazy("Tenggat paling cepat besok."),
    "follow_up_closed": lazy("Permintaan ini sudah ditutup."),
    "follow_up_unanswered": lazy("Permintaan yang belum dijawab tidak dapat ditutup. Jawab dahulu."),
}
STATUS: dict[str, int] = {
    "personal_number_in_text": 400,
    "text_missing": 400,
    "text_too_long": 400,
    "follow_up_area_level": 400,
    "due_date_past": 400,
}
