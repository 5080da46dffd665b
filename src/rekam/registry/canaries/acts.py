"""What the actions of this part mean, and what they show (audit.rules.Act). A canary is nobody."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act

ACTS = {
    "registry.canary.made": Act(words=lazy("Nomor umpan dibuat")),
    "registry.canary.retired": Act(words=lazy("Nomor umpan ditarik")),
    "registry.canary.asked_for": Act(words=lazy("Seorang petugas mencari nomor umpan")),
    "registry.alarm.closed": Act(words=lazy("Peringatan nomor umpan diperiksa dan ditutup")),
}
