"""What the refusals of travel times say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "link_minutes": lazy("Lama perjalanan: 1 sampai 1440 menit, dengan angka."),
    "link_mode": lazy("Cara: jalan, kapal atau kaki."),
    "link_between_two": lazy("Pilih dua tempat yang berbeda."),
    "season_malformed": lazy("Bulan ditulis 1 sampai 12."),
    "boat_known": lazy("Kapal pada jam itu sudah ada di jadwal."),
    "roads_group_missing": lazy("Pasang dahulu kelompok pilihan `roads` (paket osmium)."),
    "roads_file_unreadable": lazy("Berkas ini bukan .osm.pbf yang utuh."),
}
STATUS: dict[str, int] = dict.fromkeys(
    ("link_minutes", "link_mode", "link_between_two", "season_malformed"), 400
)
