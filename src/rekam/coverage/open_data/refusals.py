"""What the refusals of publishing say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "open_data_published": lazy(
        "Data hari dan basis ini sudah diterbitkan dengan isi lain, dan tidak diganti: dua versi dapat "
        "membuka angka yang disembunyikan."
    ),
}
STATUS: dict[str, int] = {}
