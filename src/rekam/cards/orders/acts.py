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
    "cards.reprint.seen": Act(words=lazy("Petugas membuka halaman cetak ulang kartu Anda"), fields=QUEUE),
    "cards.reprint.scan_seen": Act(
        words=lazy("Petugas membuka surat yang Anda serahkan untuk cetak ulang"),
        fields=(Field.NAME, Field.NIK),
    ),
    "cards.photograph.seen": Act(
        words=lazy("Petugas membuka foto kartu Anda yang lama dan yang baru"),
        fields=(Field.PORTRAIT,),
    ),
    "cards.reprint.attached": Act(words=lazy("Berkas cetak ulang kartu Anda disimpan"), fields=STEP),
    "cards.reprint.found": Act(words=lazy("Kartu Anda yang hilang dicatat ditemukan"), fields=STEP),
    "cards.reprint.taken_in": Act(words=lazy("Kartu lama Anda ditarik"), fields=STEP),
    "cards.print.requested": Act(words=lazy("Kartu Anda dipesan"), fields=STEP),
    "cards.print.country_named": Act(words=lazy("Kewarganegaraan untuk kartu Anda dicatat"), fields=FACE),
    "cards.print.approved": Act(words=lazy("Pencetakan kartu Anda disetujui"), fields=STEP),
    "cards.print.refused": Act(words=lazy("Pencetakan kartu Anda ditolak"), fields=STEP),
    "cards.print.printing": Act(words=lazy("Kartu Anda mulai dicetak"), fields=FACE),
    "cards.print.printed": Act(words=lazy("Kartu Anda selesai dicetak"), fields=STEP),
}
