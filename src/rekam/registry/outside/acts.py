"""What the actions of this part mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

_ASKED = (Field.NIK, Field.NAME, Field.BIRTH)

ACTS = {
    "registry.outside.asked": Act(words=lazy("Petugas mencari penduduk dari daerah lain")),
    "registry.outside.refused": Act(
        words=lazy("Layanan di luar daerah Anda ditolak"), fields=(*_ASKED, Field.CARD_STATUS)
    ),
    "registry.outside.served": Act(
        words=lazy("Anda dilayani kantor di luar daerah Anda"), fields=(*_ASKED, Field.CARD_STATUS)
    ),
    "registry.outside.seen": Act(
        words=lazy("Kantor di luar daerah Anda membuka data Anda untuk layanan itu"),
        fields=(
            *(*_ASKED, Field.SEX, Field.ADDRESS, Field.MARITAL_STATUS, Field.OCCUPATION),
            *(Field.RELIGION, Field.BLOOD_GROUP),
        ),
    ),
    "registry.outside.listed": Act(
        words=lazy("Kantor asal Anda melihat bahwa Anda dilayani di daerah lain"),
        fields=(Field.CARD_STATUS,),
    ),
}
