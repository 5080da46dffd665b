"""What the actions on complaints mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

# In the complainant's own words, and in what came with them.
TOLD = (Field.NAME, Field.ADDRESS, Field.FAMILY, Field.CARD_STATUS)

ACTS = {
    "complaints.filed": Act(words=lazy("Pengaduan diterima"), fields=TOLD),
    "complaints.given": Act(words=lazy("Pengaduan tentang Anda mendapat penangan"), fields=TOLD),
    "complaints.named": Act(words=lazy("Ditetapkan petugas mana yang diadukan"), fields=TOLD),
    "complaints.linked": Act(
        words=lazy("Pengaduan dikaitkan dengan data Anda; petugas memakai NIK atau nomor permohonan"),
        fields=(Field.NIK,),
    ),
    "complaints.asked": Act(words=lazy("Petugas bertanya tentang pengaduan"), fields=TOLD),
    "complaints.replied": Act(words=lazy("Pengadu menambahkan keterangan"), fields=TOLD),
    "complaints.answered": Act(words=lazy("Pengaduan dijawab"), fields=TOLD),
    "complaints.reopened": Act(words=lazy("Pengaduan diminta ditinjau lagi"), fields=TOLD),
    "complaints.warned": Act(words=lazy("Batas waktu pengaduan hampir lewat"), fields=TOLD),
    "complaints.raised": Act(words=lazy("Pengaduan naik ke atasan karena lewat batas"), fields=TOLD),
    "complaints.looked_up": Act(words=lazy("Pengaduan dibuka dengan nomor dan kodenya"), fields=TOLD),
    "complaints.complaint_seen": Act(words=lazy("Petugas membuka pengaduan"), fields=TOLD),
    "complaints.sheet_seen": Act(words=lazy("Petugas membuka lampiran pengaduan"), fields=TOLD),
    "complaints.forms_printed": Act(words=lazy("Formulir pengaduan dicetak")),
}
