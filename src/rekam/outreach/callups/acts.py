"""What the call-ups' actions mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

LISTED = (Field.NAME, Field.BIRTH, Field.ADDRESS)
ACTS = {
    "outreach.calls.drawn": Act(words=lazy("Pekan panggilan tiap RT diundi")),
    "outreach.calls.lists_asked": Act(words=lazy("Daftar panggilan satu putaran diminta dibuat")),
    "outreach.calls.round_ended": Act(words=lazy("Satu putaran panggilan diakhiri lebih awal")),
    "outreach.calls.deadline_noted": Act(words=lazy("Hari penonaktifan NIK dicatat")),
    "outreach.calls.deadline_withdrawn": Act(words=lazy("Hari penonaktifan NIK dicabut")),
    "outreach.calls.listed": Act(
        words=lazy("Anda masuk daftar panggilan perekaman"), fields=(Field.CARD_STATUS,)
    ),
    "outreach.calls.seen": Act(
        words=lazy("Petugas membuka daftar panggilan perekaman, Anda ada di dalamnya"), fields=LISTED
    ),
    "outreach.calls.printed": Act(
        words=lazy("Daftar panggilan perekaman dengan nama Anda dicetak untuk penerimanya"), fields=LISTED
    ),
    "outreach.calls.lettered": Act(
        words=lazy("Surat panggilan perekaman untuk keluarga Anda dicetak"),
        fields=(Field.NAME, Field.ADDRESS),
    ),
    "outreach.calls.opened": Act(
        words=lazy("Penerima daftar panggilan membukanya dengan kode, Anda ada di dalamnya"), fields=LISTED
    ),
    "outreach.calls.answered": Act(
        words=lazy("Seseorang menjawab panggilan perekaman Anda"), fields=(Field.CARD_STATUS,)
    ),
    "outreach.calls.sent": Act(words=lazy("Tautan sebuah daftar panggilan dikirim kepada penerimanya")),
    "outreach.calls.cases_seen": Act(
        words=lazy("Petugas membuka kasus dari jawaban panggilan tentang Anda"), fields=LISTED
    ),
    "outreach.calls.case_entered": Act(
        words=lazy("Jawaban panggilan tentang Anda dicatat sebagai peristiwa dan menunggu verifikator")
    ),
    "outreach.calls.case_ended": Act(
        words=lazy("Jawaban panggilan tentang Anda diperiksa; tidak ada yang diubah")
    ),
}
