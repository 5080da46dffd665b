"""What these actions mean to the person they touch: nothing of theirs is shown (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act

ACTS = {
    "outreach.event.planned": Act(words=lazy("Layanan di luar kantor direncanakan, tanpa daftar nama")),
    "outreach.event.booked": Act(words=lazy("Jumlah pendaftar sebuah layanan dicatat")),
}
