"""What the refusals of the province's page say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "scenario_without_people": lazy(
        "Skenario ini hanya berisi jumlah, tanpa orang; halaman ini menghitung orang. "
        "Buka demo tanpa skenario."
    ),
    "counters_in_use": lazy(
        "Basis data ini sudah berisi penduduk atau hitungan; jumlah tanpa orang ditolak."
    ),
}
STATUS: dict[str, int] = {}
