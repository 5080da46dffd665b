"""What this room's actions mean; none of them knows a person (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act

ACTS = {
    "messages.stopped": Act(words=lazy("Sebuah alamat tidak mau menerima pesan lagi")),
    "messages.resumed": Act(words=lazy("Sebuah alamat mau menerima pesan lagi")),
}
