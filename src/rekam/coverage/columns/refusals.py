"""What the refusals of the recount say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "columns_out_of_order": lazy("Berkas kolom hitungan tidak berurut. Hitung ulang membuatnya lagi."),
    "columns_unreadable": lazy("Berkas kolom hitungan rusak atau diubah. Hitung ulang membuatnya lagi."),
    "counters_not_made": lazy("Penghitung belum dibuat; pekerja membuatnya dalam semenit."),
}
STATUS: dict[str, int] = {}
