"""What these actions mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

ACTS = {
    "outreach.sites.made": Act(words=lazy("Daftar tempat dibuat dari tabel wilayah")),
    "outreach.site.kept": Act(words=lazy("Data sebuah tempat disimpan")),
    "outreach.site.ended": Act(words=lazy("Sebuah tempat diakhiri")),
    "outreach.places.closed": Act(words=lazy("Sejenis tempat ditutup untuk beberapa hari")),
    "outreach.places.opened": Act(words=lazy("Penutupan sejenis tempat dicabut")),
    "outreach.figures.proposed": Act(words=lazy("Angka rencana jemput bola diusulkan")),
    "outreach.figures.decided": Act(words=lazy("Angka rencana jemput bola diputus")),
    "outreach.team.kept": Act(words=lazy("Data sebuah tim disimpan")),
    "outreach.team.ended": Act(words=lazy("Sebuah tim diakhiri")),
    "outreach.team.away": Act(words=lazy("Hari tim tidak keluar dicatat")),
    "outreach.team.back": Act(words=lazy("Hari tim tidak keluar dicabut")),
    "outreach.link.kept": Act(words=lazy("Lama perjalanan dicatat")),
    "outreach.link.dropped": Act(words=lazy("Lama perjalanan dicabut")),
    "outreach.links.read": Act(words=lazy("Tabel lama perjalanan diambil dari berkas")),
    "outreach.boat.kept": Act(words=lazy("Jadwal kapal dicatat")),
    "outreach.boat.dropped": Act(words=lazy("Jadwal kapal dicabut")),
    "outreach.list.read": Act(
        words=lazy("Nama Anda di daftar sekolah atau lembaga dicocokkan dengan register"),
        fields=(Field.NIK, Field.NAME, Field.BIRTH),
    ),
    "outreach.list.taken": Act(words=lazy("Daftar nama sebuah tempat dipakai")),
    "outreach.list.dropped": Act(words=lazy("Daftar nama sebuah tempat dihapus")),
    "outreach.list.chosen": Act(
        words=lazy("Nama di daftar sekolah atau lembaga dinyatakan nama Anda"),
        fields=(Field.NAME, Field.BIRTH),
    ),
    "outreach.home_visit.asked": Act(
        words=lazy("Kunjungan perekaman ke rumah Anda diminta"), fields=(Field.NAME, Field.ADDRESS)
    ),
    "outreach.home_visit.planned": Act(words=lazy("Kunjungan perekaman ke rumah Anda direncanakan")),
    "outreach.home_visit.done": Act(words=lazy("Kunjungan perekaman ke rumah Anda selesai")),
    "outreach.home_visit.waiting": Act(words=lazy("Kunjungan perekaman ke rumah Anda menunggu hari lain")),
    "outreach.home_visit.ended": Act(words=lazy("Kunjungan perekaman ke rumah Anda tidak jadi")),
    "outreach.list.seen": Act(
        words=lazy("Nama Anda dilihat di daftar sekolah atau lembaga Anda"), fields=(Field.NAME,)
    ),
    "outreach.candidates.seen": Act(
        words=lazy("Data Anda dilihat untuk dicocokkan dengan nama di daftar sekolah atau lembaga"),
        fields=(Field.NAME, Field.BIRTH, Field.ADDRESS),
    ),
    "outreach.home_visits.seen": Act(
        words=lazy("Permintaan kunjungan ke rumah Anda dilihat"), fields=(Field.NAME, Field.ADDRESS)
    ),
}
