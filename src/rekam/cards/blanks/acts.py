"""What the ledger's actions mean to the person they touch (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act

ACTS = {
    "cards.blank.seen": Act(words=lazy("Petugas membuka riwayat satu keping blanko")),
    "cards.blank.spoiled": Act(words=lazy("Keping blanko dicatat rusak")),
    "cards.blank.returned": Act(words=lazy("Kartu dicatat kembali ke kantor")),
    "cards.blanks.received": Act(words=lazy("Kiriman blanko diterima")),
    "cards.blanks.transferred": Act(words=lazy("Blanko dikirim ke tempat lain")),
    "cards.blanks.checked_out": Act(words=lazy("Blanko atau kartu dibawa tim lapangan")),
    "cards.blanks.checked_in": Act(words=lazy("Blanko atau kartu dibawa kembali oleh tim lapangan")),
    "cards.blanks.destroyed": Act(words=lazy("Blanko dimusnahkan")),
}
