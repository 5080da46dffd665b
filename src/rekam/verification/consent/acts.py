"""What a resident's yes or no means in the own history."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act

ACTS = {
    "verification.consent_given": Act(words=lazy("Anda menyetujui sebuah lembaga memeriksa data Anda")),
    "verification.consent_refused": Act(words=lazy("Anda menolak sebuah lembaga memeriksa data Anda")),
}
