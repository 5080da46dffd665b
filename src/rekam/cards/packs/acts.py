"""What a pack's actions mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

STEP = (Field.CARD_STATUS,)
TAKEN = (Field.NAME, Field.BIRTH, Field.ADDRESS, Field.CARD_STATUS)

ACTS = {
    "cards.pack.prepared": Act(
        words=lazy("Kartu Anda disiapkan untuk dibagikan di dekat rumah"), fields=STEP
    ),
    "cards.pack.given": Act(
        words=lazy("Kartu Anda dan dua sidik jari pembanding dibawa petugas ke tempat pembagian"),
        fields=(*TAKEN, Field.BIOMETRICS),
    ),
    "cards.pack.seen": Act(
        words=lazy("Petugas membuka daftar kartu yang dibawa, Anda ada di dalamnya"), fields=TAKEN
    ),
    "cards.pack.choice.seen": Act(
        words=lazy("Petugas memilih kartu untuk dibagikan di dekat rumah"), fields=TAKEN
    ),
    "cards.pack.told": Act(words=lazy("Stasiun melaporkan penyerahan kartu"), fields=STEP),
    "cards.pack.brought_back": Act(words=lazy("Kartu yang dibawa diterima kembali di brankas"), fields=STEP),
    "cards.pack.closed": Act(words=lazy("Kartu yang dibawa dihitung kembali"), fields=STEP),
    "cards.pack.missing": Act(words=lazy("Kartu Anda hilang dalam perjalanan"), fields=STEP),
    "cards.pack.cases.seen": Act(
        words=lazy("Petugas membuka penyerahan kartu Anda yang perlu diputus"), fields=TAKEN
    ),
    "cards.pack.case_answered": Act(words=lazy("Penyerahan kartu Anda di lapangan diputus"), fields=STEP),
}
