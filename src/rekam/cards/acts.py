"""What this room's actions mean to the person they touch, and what they show (audit.rules.Act)."""

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
    "cards.ready.seen": Act(words=lazy("Petugas membuka daftar kartu yang siap diserahkan"), fields=QUEUE),
    "cards.card.seen": Act(words=lazy("Petugas membuka pesanan kartu Anda"), fields=FACE),
    "cards.card.drawn": Act(words=lazy("Gambar kartu Anda dibuka atau dicetak"), fields=FACE),
    "cards.counter.seen": Act(words=lazy("Petugas membuka halaman penyerahan kartu Anda"), fields=FACE),
    "cards.print.requested": Act(words=lazy("Kartu Anda dipesan"), fields=STEP),
    "cards.print.approved": Act(words=lazy("Pencetakan kartu Anda disetujui"), fields=STEP),
    "cards.print.refused": Act(words=lazy("Pencetakan kartu Anda ditolak"), fields=STEP),
    "cards.print.printing": Act(words=lazy("Kartu Anda mulai dicetak"), fields=FACE),
    "cards.print.printed": Act(words=lazy("Kartu Anda selesai dicetak"), fields=STEP),
    "cards.hand_over.not_matched": Act(
        words=lazy("Pencocokan di loket tidak berhasil"), fields=(Field.BIOMETRICS,)
    ),
    "cards.hand_over.exception_asked": Act(
        words=lazy("Petugas meminta penyerahan tanpa pencocokan sidik jari"), fields=STEP
    ),
    "cards.hand_over.exception_refused": Act(words=lazy("Penyerahan tanpa pencocokan ditolak"), fields=STEP),
    "cards.handed_over": Act(words=lazy("Kartu Anda diserahkan"), fields=STEP),
    "cards.blank.seen": Act(words=lazy("Petugas membuka riwayat satu keping blanko")),
    "cards.blank.spoiled": Act(words=lazy("Keping blanko dicatat rusak")),
    "cards.blank.returned": Act(words=lazy("Kartu dicatat kembali ke kantor")),
    "cards.blanks.received": Act(words=lazy("Kiriman blanko diterima")),
    "cards.blanks.transferred": Act(words=lazy("Blanko dikirim ke tempat lain")),
    "cards.blanks.destroyed": Act(words=lazy("Blanko dimusnahkan")),
}
