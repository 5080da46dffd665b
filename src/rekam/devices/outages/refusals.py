"""The sentences of the log's refusals; gathered in devices.refusals."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "outage_site": lazy("Pilih paling sedikit satu tempat yang terganggu."),
    "outage_log_while": lazy(
        "Mulainya harus sudah lewat, selesainya sesudah mulai dan sudah lewat, paling lama setahun."
    ),
    "outage_share": lazy("Bagian kit yang berhenti ditulis dari 1 sampai 100 persen."),
    "outage_people": lazy("Jumlah orang yang pulang paling banyak 100.000."),
    "outage_why": lazy("Tulis alasannya, paling panjang 200 huruf."),
    "outage_act": lazy("Langkah ini tidak cocok dengan keadaan gangguan itu sekarang. Muat ulang."),
    "outage_as_it_is": lazy("Tidak ada yang berubah, jadi tidak ada yang dicatat."),
}

STATUS: dict[str, int] = {
    **dict.fromkeys(("outage_site", "outage_log_while", "outage_share", "outage_people", "outage_why"), 400),
    "outage_act": 409,
    "outage_as_it_is": 409,
}
