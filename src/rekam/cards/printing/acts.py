"""What the actions of printing in batches mean to the person they touch (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act
from rekam.cards.orders.acts import FACE, QUEUE

ACTS = {
    "cards.printer.registered": Act(words=lazy("Pencetak kartu didaftarkan")),
    "cards.printer.ribbon_changed": Act(words=lazy("Pita pencetak kartu diganti")),
    "cards.printer.cleaned": Act(words=lazy("Pencetak kartu dibersihkan")),
    "cards.printer.given_up": Act(words=lazy("Petugas tidak menunggu pencetak yang diam")),
    "cards.batch.started": Act(words=lazy("Satu kelompok kartu mulai dicetak")),
    "cards.batch.paused": Act(words=lazy("Pencetakan satu kelompok kartu dijeda")),
    "cards.batch.resumed": Act(words=lazy("Pencetakan satu kelompok kartu dilanjutkan")),
    "cards.batch.stopped": Act(words=lazy("Pencetakan satu kelompok kartu dihentikan")),
    "cards.batch.proposed": Act(
        words=lazy("Petugas membuka usulan kelompok cetak, Anda ada di dalamnya"), fields=QUEUE
    ),
    "cards.batch.card_seen": Act(words=lazy("Petugas memeriksa apakah kartu Anda tercetak"), fields=FACE),
}
