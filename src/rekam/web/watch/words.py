"""Checks in words: what is so, what to do about it, and the page where it is done."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.web.watch.rules import State

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a check counts, what to do when it is bad, and the permission and name of the page that helps."""

    what: Text
    remedy: Text
    permission: str = ""
    page: str = ""


STATES: Mapping[State, Text] = {
    State.WELL: lazy("tidak apa-apa"),
    State.LOOK: lazy("perlu dilihat"),
    State.ACT: lazy("tindak"),
}
# The sign beside a state: the states of ui/components/status.html.
SIGNS: Mapping[State, str] = {State.WELL: "good", State.LOOK: "wait", State.ACT: "bad"}
_WORKER = {"permission": "enrolment.operate", "page": "enrolment:operations"}
_QUEUE = lazy(
    "Lihat arah antrean. Bila bertambah: jalankan `rekam work` kedua di mesin lain, atau naikkan "
    "--concurrency."
)
_DISK = lazy(
    "Tambah cakram atau pindahkan isinya sebelum penuh; server berhenti menerima bila tidak ada tempat."
)
TOLD: Mapping[str, Told] = {
    "workers": Told(
        what=lazy("Pekerja yang hidup"),
        remedy=lazy("Jalankan lagi `rekam serve` atau `rekam work`. Yang menunggu tidak hilang."),
        **_WORKER,
    ),
    "queue_open": Told(what=lazy("Paket tertua yang belum dibuka"), remedy=_QUEUE, **_WORKER),
    "queue_extract": Told(what=lazy("Biometrik tertua yang belum dibaca"), remedy=_QUEUE, **_WORKER),
    "queue_search": Told(what=lazy("Penelusuran 1:N tertua yang menunggu"), remedy=_QUEUE, **_WORKER),
    "queue_people": Told(
        what=lazy("Kasus ajudikasi tertua"),
        remedy=lazy("Dua petugas menilai kasusnya, yang tertua dahulu."),
        permission="abis.adjudicate",
        page="abis:cases",
    ),
    "dead_letters": Told(
        what=lazy("Tahap yang tidak dicoba lagi"),
        remedy=lazy("Hilangkan sebabnya, lalu kirim lagi semua yang gagal karenanya."),
        **_WORKER,
    ),
    "stuck": Told(
        what=lazy("Rekaman yang tertahan di pekerja"),
        remedy=lazy("Lihat sebab tiap rekaman dan lakukan yang tertulis di sana."),
        **_WORKER,
    ),
    "late": Told(
        what=lazy("Rekaman yang terlalu lama di kantor"),
        remedy=lazy("Kantor memutuskan yang menunggu: perlu diperiksa, gagal daftar, ajudikasi."),
        permission="enrolment.see",
        page="enrolment:stuck",
    ),
    "jobs_failed": Told(
        what=lazy("Tugas pekerja yang gagal sehari terakhir"),
        remedy=lazy("Cari baris ERROR pekerja di log; yang menunggu ditemukan lagi dengan sendirinya."),
        **_WORKER,
    ),
    "messages": Told(
        what=lazy("Pesan yang seharusnya sudah terkirim"),
        remedy=lazy("Lihat jalan pesan: server surel atau gerbang SMS tidak menjawab."),
        permission="messages.see",
        page="sending:log",
    ),
    "stations": Told(
        what=lazy("Laptop yang 14 hari tidak melapor"),
        remedy=lazy(
            "Hubungi timnya: sambungkan ke jaringan supaya paketnya terkirim, atau matikan yang hilang."
        ),
        permission="devices.pair",
        page="devices:stations",
    ),
    "backup_base": Told(
        what=lazy("Umur cadangan utuh terakhir"),
        remedy=lazy("Buat cadangan sekarang, di cakram atau mesin lain; cari mengapa jadwalnya berhenti."),
    ),
    "backup_log": Told(
        what=lazy("Umur cadangan catatan basis data"),
        remedy=lazy("Lihat apakah tujuan cadangan terjangkau; yang belum tersalin hilang bersama mesinnya."),
    ),
    "standby": Told(
        what=lazy("Sejak mesin kedua mungkin tidak lengkap"),
        remedy=lazy(
            "Nyalakan mesin kedua dan jalurnya, lalu lihat `rekam standby status`. Kantor tetap melayani; "
            "laptop menyimpan paketnya sampai mesin kedua lengkap."
        ),
    ),
    "audit_alarm": Told(
        what=lazy("Alarm catatan akses"),
        remedy=lazy("Jangan mengubah apa pun di server. Bandingkan dengan salinan titik periksa di luar."),
        permission="audit.read",
        page="web:log",
    ),
    "checkpoint": Told(
        what=lazy("Umur titik periksa catatan akses"),
        remedy=lazy("Lihat pekerja; coba `rekam audit checkpoint` dan baca kodenya."),
    ),
    "audit_waiting": Told(
        what=lazy("Catatan akses tertua tanpa nomor"),
        remedy=lazy("Lihat pekerja: ia memberi nomor tiap detik."),
        **_WORKER,
    ),
    "medium_away": Told(
        what=lazy("Media penyimpanan yang tidak terjangkau"),
        remedy=lazy("Pasang lagi medianya; sebelum itu tidak ada paket yang diberi tanda terima."),
    ),
    "disk_data": Told(what=lazy("Tempat kosong: data"), remedy=_DISK),
    "disk_vault": Told(what=lazy("Tempat kosong: penyimpanan"), remedy=_DISK),
    "disk_copy": Told(what=lazy("Tempat kosong: salinan penyimpanan"), remedy=_DISK),
}
