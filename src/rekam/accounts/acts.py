"""What this room's actions mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act

ACTS = {
    "accounts.limit_raised": Act(words=lazy("Batas harian seorang petugas dinaikkan")),
    "accounts.limit_reached": Act(words=lazy("Batas harian seorang petugas tercapai")),
    "accounts.opened": Act(words=lazy("Akun petugas dibuka atau diubah")),
    "accounts.station_login": Act(words=lazy("Petugas masuk di stasiun perekaman")),
    "accounts.sign_in_refused": Act(words=lazy("Percobaan masuk ditolak")),
}
