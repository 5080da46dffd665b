"""What the actions of home-visit days mean to the person they touch (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

ACTS = {
    "outreach.home_day.asked": Act(words=lazy("Rute satu hari kunjungan rumah disusun")),
    "outreach.home_day.announced": Act(words=lazy("Satu hari kunjungan rumah diumumkan")),
    "outreach.home_day.seen": Act(
        words=lazy("Kunjungan ke rumah Anda dilihat di rute tim"), fields=(Field.NAME, Field.ADDRESS)
    ),
    "outreach.home_day.printed": Act(
        words=lazy("Nama dan alamat Anda dicetak di lembar rute tim"), fields=(Field.NAME, Field.ADDRESS)
    ),
    "outreach.home_visit.gone": Act(
        words=lazy("Kunjungan ke rumah Anda melaporkan meninggal atau pindah"), fields=(Field.NAME,)
    ),
    "outreach.home_visit.corrected": Act(words=lazy("Hasil kunjungan ke rumah Anda dibetulkan")),
    "outreach.home_visit.followed": Act(words=lazy("Laporan meninggal atau pindah ditindaklanjuti")),
}
