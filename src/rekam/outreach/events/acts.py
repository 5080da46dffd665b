"""What these actions mean to the person they touch: nothing of theirs is shown (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act

ACTS = {
    "outreach.event.changed": Act(words=lazy("Jam, alat atau hari sebuah layanan di luar kantor diubah")),
    "outreach.event.booked": Act(words=lazy("Jumlah pendaftar sebuah layanan dicatat")),
}
