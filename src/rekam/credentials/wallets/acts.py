"""What this room's actions mean to the person they touch (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act

ACTS = {
    "credentials.wallet.added": Act(words=lazy("Sebuah telepon menerima KTP digital Anda")),
    "credentials.wallet.removed": Act(words=lazy("Sebuah telepon dikeluarkan dari daftar dompet Anda")),
    "credentials.wallet.locked": Act(words=lazy("Dompet di sebuah telepon terkunci karena lima PIN salah")),
}
