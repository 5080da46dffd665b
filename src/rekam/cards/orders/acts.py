"""What an order's actions mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

QUEUE = (Field.NAME, Field.BIRTH, Field.ADDRESS, Field.CARD_STATUS)


STEP = (Field.CARD_STATUS,)


FACE = (
    *(Field.NIK, Field.NAME, Field.BIRTH, Field.SEX, Field.ADDRESS, Field.MARITAL_STATUS, Field.OCCUPATION),
    *(Field.RELIGION, Field.BLOOD_GROUP, Field.PORTRAIT, Field.SIGNATURE, Field.CARD_STATUS),
)

ACTS = {
    "cards.queue.seen": Act(
        words=lazy("Petugas membuka antrean cetak kartu, Anda ada di dalamnya"), fields=QUEUE
    ),
    "cards.card.seen": Act(words=lazy("Petugas membuka pesanan kartu Anda"), fields=FACE),
    "cards.card.drawn": Act(words=lazy("Gambar kartu Anda dibuka atau dicetak"), fields=FACE),
    "cards.print.requested": Act(words=lazy("Kartu Anda dipesan"), fields=STEP),
    "cards.print.approved": Act(words=lazy("Pencetakan kartu Anda disetujui"), fields=STEP),
    "cards.print.refused": Act(words=lazy("Pencetakan kartu Anda ditolak"), fields=STEP),
    "cards.print.printing": Act(words=lazy("Kartu Anda mulai dicetak"), fields=FACE),
    "cards.print.printed": Act(words=lazy("Kartu Anda selesai dicetak"), fields=STEP),
}
