"""What the refusals of importing borders say."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "boundaries_unreadable": lazy(
        "Berkas batas wilayah tidak terbaca. Pakai GeoJSON, TopoJSON, atau shapefile "
        "(.shp, .shx, .dbf, .prj) dalam satu zip."
    ),
    "boundaries_empty": lazy("Tidak ada bidang wilayah di dalam berkas ini, hanya garis atau titik."),
    "boundaries_not_wgs84": lazy(
        "Koordinat berkas ini bukan derajat WGS 84. Ubah dahulu, misalnya dengan `ogr2ogr -t_srs EPSG:4326`."
    ),
    "boundaries_without_codes": lazy(
        "Tidak ada kolom yang berisi kode wilayah Kemendagri (kode BPS tidak dipakai). "
        "Sebut kolomnya dengan --codes."
    ),
    "boundaries_of_two_levels": lazy(
        "Berkas ini memuat dua tingkat wilayah sekaligus. Pisahkan menjadi satu berkas tiap tingkat."
    ),
    "boundaries_not_one_shapefile": lazy("Zip harus berisi tepat satu shapefile."),
    "boundaries_too_large": lazy("Berkas batas wilayah lebih dari 512 MiB. Sederhanakan atau bagi dahulu."),
}
STATUS: dict[str, int] = {}
