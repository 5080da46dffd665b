"""What this room's actions mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act
from rekam.devices.kits.acts import ACTS as KITS
from rekam.devices.outages.acts import ACTS as OUTAGES

ACTS = (
    KITS
    | OUTAGES
    | {
        "devices.station.registered": Act(words=lazy("Stasiun perekaman didaftarkan")),
        "devices.station.switched_off": Act(words=lazy("Stasiun perekaman dimatikan")),
        "devices.pairing.invited": Act(words=lazy("Kode untuk memasangkan laptop dibuat")),
        "devices.pairing.asked": Act(words=lazy("Laptop meminta dipasangkan")),
        "devices.pairing.confirmed": Act(words=lazy("Laptop dipasangkan setelah angkanya dibandingkan")),
        "devices.pairing.refused": Act(words=lazy("Laptop yang meminta dipasangkan ditolak")),
        "devices.update.published": Act(words=lazy("Versi baru program laptop diberikan")),
        "devices.update.withdrawn": Act(words=lazy("Versi program laptop tidak diberikan lagi")),
    }
)
