"""What showing the card to an institution means in the own history."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act

ACTS = {
    "verification.presence_used": Act(
        words=lazy("Anda menunjukkan KTP digital agar sebuah lembaga boleh memeriksa data Anda")
    ),
}
