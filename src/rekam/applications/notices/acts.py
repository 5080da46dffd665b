"""What the actions of notices mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

LETTER = (Field.NAME, Field.BIRTH, Field.ADDRESS, Field.FAMILY, Field.CARD_STATUS)

ACTS = {
    "applications.wished": Act(words=lazy("Seseorang dengan tanda terima Anda minta dikabari")),
    "applications.letters_printed": Act(
        words=lazy("Surat pemberitahuan untuk Anda atau keluarga Anda dicetak"), fields=LETTER
    ),
    "applications.letters_drawn": Act(
        words=lazy("Petugas membuka surat pemberitahuan untuk Anda atau keluarga Anda"), fields=LETTER
    ),
    "applications.breach_written": Act(words=lazy("Pemberitahuan kebocoran data disusun")),
    "applications.breach_sent": Act(words=lazy("Pemberitahuan kebocoran data disetujui untuk dikirim")),
    "applications.breach_told": Act(words=lazy("Anda diberi tahu bahwa data pribadi Anda bocor")),
}
