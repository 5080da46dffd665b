"""What this part's actions mean to the person they touch."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

ACTS = {
    "coverage.call_up_seen": Act(
        words=lazy("Petugas membuka daftar panggilan perekaman, Anda ada di dalamnya"),
        fields=(Field.NAME, Field.BIRTH, Field.ADDRESS, Field.CARD_STATUS),
    ),
}
