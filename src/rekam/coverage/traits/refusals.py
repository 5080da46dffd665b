"""What the refusals about traits say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "traits_unreadable": lazy(
        "Daftar sifat wilayah berkolom area_code (kelurahan) dan trait (remote, border, coast, island). "
        "Betulkan barisnya, lalu ulangi."
    ),
    "traits_not_utf8": lazy(
        "Daftar sifat wilayah bukan teks UTF-8: baris {line}, bita ke-{byte}. Buka di lembar kerja, lalu "
        'simpan lagi sebagai "CSV UTF-8".'
    ),
}
STATUS: dict[str, int] = {"traits_unreadable": 400}
