"""What the refusals of exploring say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "explore_malformed": lazy("Pilihan jelajah data tidak dikenal. Pilih lagi dari daftar."),
    "explore_too_fine": lazy(
        "Di luar dinas setempat, angka yang dipecah hanya dibuka untuk seluruh kota menurut kecamatan."
    ),
}
STATUS: dict[str, int] = {"explore_malformed": 400}
