"""What the kits' actions mean in the log; none touches a resident (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act

ACTS = {
    "devices.kit.registered": Act(words=lazy("Kit perekaman didaftarkan")),
    "devices.kit.handed": Act(words=lazy("Kit perekaman diserahterimakan")),
    "devices.kit.joined": Act(words=lazy("Kit perekaman dihubungkan dengan laptopnya")),
    "devices.kit.retired": Act(words=lazy("Kit perekaman dikeluarkan dari daftar")),
    "devices.kit.reserved": Act(words=lazy("Kit perekaman dipesan untuk beberapa hari")),
    "devices.kit.freed": Act(words=lazy("Pesanan kit perekaman dibatalkan")),
    "devices.fault.reported": Act(words=lazy("Stasiun melaporkan alat bermasalah")),
    "devices.fault.closed": Act(words=lazy("Laporan alat bermasalah ditutup tanpa bagian")),
    "devices.part.registered": Act(words=lazy("Bagian kit didaftarkan")),
    "devices.part.put": Act(words=lazy("Bagian kit dipindahkan")),
    "devices.part.borrowed": Act(words=lazy("Bagian kit dipinjamkan")),
    "devices.part.returned": Act(words=lazy("Bagian kit dikembalikan")),
    "devices.part.fitted": Act(words=lazy("Bagian pinjaman dipasang di kit peminjam")),
    "devices.part.reported": Act(words=lazy("Bagian kit dilaporkan rusak")),
    "devices.part.reported_again": Act(words=lazy("Bagian kit yang rusak dilaporkan lagi")),
    "devices.part.sound": Act(words=lazy("Bagian kit ternyata tidak rusak")),
    "devices.part.local": Act(words=lazy("Bagian kit diperbaiki setempat")),
    "devices.part.sent": Act(words=lazy("Bagian kit dikirim ke Jakarta")),
    "devices.part.back": Act(words=lazy("Bagian kit kembali dari Jakarta")),
    "devices.part.mended": Act(words=lazy("Bagian kit selesai diperbaiki")),
    "devices.part.written_off": Act(words=lazy("Bagian kit dihapus dari daftar")),
}
