"""What the counter's actions mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

QUEUE = (Field.NAME, Field.BIRTH, Field.ADDRESS, Field.CARD_STATUS)


STEP = (Field.CARD_STATUS,)


FACE = (
    *(Field.NIK, Field.NAME, Field.BIRTH, Field.SEX, Field.ADDRESS, Field.MARITAL_STATUS, Field.OCCUPATION),
    *(Field.RELIGION, Field.BLOOD_GROUP, Field.PORTRAIT, Field.SIGNATURE, Field.CARD_STATUS),
)

ACTS = {
    "cards.ready.seen": Act(words=lazy("Petugas membuka daftar kartu yang siap diserahkan"), fields=QUEUE),
    "cards.counter.seen": Act(words=lazy("Petugas membuka halaman penyerahan kartu Anda"), fields=FACE),
    "cards.uncollected.seen": Act(
        words=lazy("Petugas membuka daftar kartu yang belum diambil"), fields=QUEUE
    ),
    "cards.receipt.seen": Act(
        words=lazy("Tanda terima penyerahan kartu Anda dibuka atau dicetak"),
        fields=(Field.NAME, Field.NIK, Field.CARD_STATUS),
    ),
    "cards.waiver.photo": Act(
        words=lazy("Petugas membuka foto pengecualian penyerahan Anda"), fields=(Field.PORTRAIT,)
    ),
    "cards.hand_over.not_matched": Act(
        words=lazy("Pencocokan di loket tidak berhasil"), fields=(Field.BIOMETRICS,)
    ),
    "cards.hand_over.exception_asked": Act(
        words=lazy("Petugas meminta penyerahan tanpa pencocokan sidik jari"), fields=STEP
    ),
    "cards.hand_over.exception_refused": Act(words=lazy("Penyerahan tanpa pencocokan ditolak"), fields=STEP),
    "cards.reminder.sent": Act(words=lazy("Anda diingatkan bahwa kartu Anda siap diambil"), fields=STEP),
    "cards.family.not_matched": Act(
        words=lazy("Pencocokan keluarga yang mengambil kartu tidak berhasil"), fields=(Field.BIOMETRICS,)
    ),
    "cards.family.collected": Act(
        words=lazy("Kartu diambil keluarga satu KK dengan surat"), fields=(Field.NAME, Field.CARD_STATUS)
    ),
    "cards.handed_over": Act(words=lazy("Kartu Anda diserahkan"), fields=STEP),
}
