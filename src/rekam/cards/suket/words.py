"""The words that pages and letters show for standings, reasons and codes."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rekam.cards.suket.rules import Standing, Withdrawal
from rekam.enrolment.rules import SuketCode

STANDINGS: dict[Standing, tuple[str, Promise]] = {
    Standing.VALID: ("good", _("berlaku")),
    Standing.EXPIRED: ("bad", _("habis masa berlakunya")),
    Standing.WITHDRAWN: ("bad", _("dicabut")),
}

WITHDRAWN_FOR: dict[Withdrawal, Promise] = {
    Withdrawal.CARD: _("kartu diserahkan"),
    Withdrawal.DOUBLE: _("perekaman ternyata ganda"),
    Withdrawal.EXTENDED: _("diperpanjang dengan suket baru"),
    Withdrawal.LOST: _("hilang, diganti suket baru"),
    Withdrawal.MISTAKE: _("salah diterbitkan"),
}

# What the code means to its holder, one sentence each.
CODES: dict[SuketCode, Promise] = {
    SuketCode.PRO: _("Perekaman sedang dikerjakan di dinas."),
    SuketCode.SFE: _("Perekaman sudah dikirim dan menunggu pusat."),
    SuketCode.PRR: _("Perekaman tunggal dan siap cetak; kartu menunggu blanko."),
    SuketCode.DUP: _("Perekaman ganda; datang ke dinas untuk memilih satu NIK."),
    SuketCode.EFAC: _("Perekaman tidak terbaca di pusat; datang untuk direkam ulang."),
}
