"""What the actions of this room mean to the person asked about, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field
from rekam.verification.asking.rules import Field as Siak

COLUMNS = {
    Siak.NAMA_LGKP: Field.NAME,
    Siak.TMPT_LHR: Field.BIRTH,
    Siak.TGL_LHR: Field.BIRTH,
    Siak.JENIS_KLMIN: Field.SEX,
    Siak.NO_KK: Field.KK,
    **dict.fromkeys(
        (Siak.ALAMAT, Siak.NO_RT, Siak.NO_RW, Siak.NO_PROP, Siak.NO_KAB, Siak.NO_KEC, Siak.NO_KEL),
        Field.ADDRESS,
    ),
    **dict.fromkeys((Siak.NAMA_LGKP_IBU, Siak.NAMA_LGKP_AYAH, Siak.STAT_HBKEL), Field.FAMILY),
    Siak.STAT_KWN: Field.MARITAL_STATUS,
    Siak.AGAMA: Field.RELIGION,
    Siak.GOL_DRH: Field.BLOOD_GROUP,
    Siak.JENIS_PKRJN: Field.OCCUPATION,
    Siak.EKTP_STATUS: Field.CARD_STATUS,
    Siak.PNYDNG_CCT: Field.DISABILITY,
}

BODIES = {str(Siak.WAJAH): Field.PORTRAIT, str(Siak.SIDIK_JARI): Field.BIOMETRICS}

ACTS = {
    "verification.compared": Act(
        words=lazy("Sebuah lembaga membandingkan wajah atau sidik jari Anda dengan rekaman Anda"),
        fields=tuple(BODIES.values()),
        columns=BODIES,
    ),
    "verification.asked": Act(
        words=lazy("Sebuah lembaga menanyakan apakah data yang dipegangnya tentang Anda benar"),
        fields=tuple(dict.fromkeys(COLUMNS.values())),
        columns={str(name): field for name, field in COLUMNS.items()},
    ),
    "verification.partner_draft": Act(words=lazy("Perjanjian dengan sebuah lembaga dimasukkan")),
    "verification.partner_active": Act(words=lazy("Sebuah lembaga dibolehkan bertanya")),
    "verification.partner_warned": Act(words=lazy("Sebuah lembaga diberi peringatan")),
    "verification.partner_stopped": Act(words=lazy("Sebuah lembaga dihentikan otomatis")),
    "verification.partner_suspended": Act(words=lazy("Sebuah lembaga ditangguhkan")),
    "verification.partner_ended": Act(words=lazy("Perjanjian dengan sebuah lembaga berakhir")),
    "verification.key_added": Act(words=lazy("Kunci sebuah lembaga ditambahkan")),
    "verification.key_revoked": Act(words=lazy("Kunci sebuah lembaga dicabut")),
    "verification.report_made": Act(words=lazy("Laporan pemakaian sebuah lembaga dibuat")),
    "verification.report_confirmed": Act(
        words=lazy("Laporan pemakaian sebuah lembaga dibenarkan lembaganya")
    ),
}
