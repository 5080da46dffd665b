"""What the actions of this part mean, and what they show (audit.rules.Act). A canary is nobody."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act

ACTS = {
    "registry.canary.made": Act(words=lazy("Kunci pancingan dibuat")),
    "registry.canary.retired": Act(words=lazy("Kunci pancingan dipensiunkan")),
    "registry.canary.asked_for": Act(words=lazy("Kunci pancingan dicari; alarm berbunyi")),
    "registry.alarm.closed": Act(words=lazy("Hasil pemeriksaan alarm dicatat")),
}
