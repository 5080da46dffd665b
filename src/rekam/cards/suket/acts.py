"""What the actions on letters mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

LISTED = (Field.NAME, Field.ADDRESS, Field.CARD_STATUS)
PAPER = (
    *(Field.NIK, Field.NAME, Field.BIRTH, Field.SEX, Field.ADDRESS, Field.MARITAL_STATUS, Field.OCCUPATION),
    *(Field.RELIGION, Field.BLOOD_GROUP, Field.PORTRAIT, Field.CARD_STATUS),
)

ACTS = {
    "cards.sukets.seen": Act(words=lazy("Petugas membuka daftar suket, Anda ada di dalamnya"), fields=LISTED),
    "cards.suket.seen": Act(words=lazy("Petugas membuka halaman suket Anda"), fields=(*LISTED, Field.BIRTH)),
    "cards.suket.drawn": Act(words=lazy("Suket Anda dibuka atau dicetak"), fields=PAPER),
    "cards.suket.issued": Act(words=lazy("Suket Anda diterbitkan"), fields=(Field.CARD_STATUS,)),
    "cards.suket.withdrawn": Act(words=lazy("Suket Anda tidak berlaku lagi"), fields=(Field.CARD_STATUS,)),
    "cards.suket.checked": Act(
        words=lazy("Seseorang yang memegang suket Anda memeriksa berlakunya"),
        fields=(Field.NAME, Field.BIRTH),
    ),
}
