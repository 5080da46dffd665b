"""The checks in the page's language: a name, and what to do about what they find."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.coverage.quality.rules import Check


@dataclass(frozen=True)
class Words:
    """A check's name and what to do."""

    name: str | Promise
    todo: str | Promise


WORDS: Mapping[Check, Words] = {
    Check.TOO_OLD: Words(
        lazy("Berusia 120 tahun atau lebih, masih aktif"),
        lazy("Cocokkan dengan akta kematian dan keterangan lurah; catat kematiannya bila benar."),
    ),
    Check.BORN_LATER: Words(
        lazy("Tanggal lahir belum tiba"), lazy("Betulkan tanggal lahir menurut akta kelahiran.")
    ),
    Check.RECORDED_TOO_YOUNG: Words(
        lazy("Direkam sebelum 16 tahun, belum kawin"),
        lazy("Periksa tanggal lahir dan tanggal rekam; salah satunya keliru."),
    ),
    Check.LADDER_ORDER: Words(
        lazy("Urutan tanggal rekam, siap cetak, cetak dan serah tidak mungkin"),
        lazy("Bandingkan dengan status di SIAK dan buku serah terima."),
    ),
    Check.MARRIED_CHILD: Words(
        lazy("Berstatus pernah kawin sebelum 15 tahun"),
        lazy("Periksa buku nikah; anak ini terhitung wajib KTP karena status itu."),
    ),
    Check.TWO_HEADS: Words(
        lazy("Dua kepala keluarga dalam satu KK"), lazy("Pisahkan KK, atau betulkan hubungan keluarga.")
    ),
    Check.NO_HEAD: Words(lazy("KK tanpa kepala keluarga"), lazy("Terbitkan KK dengan kepala keluarga baru.")),
    Check.NIK_DIFFERS: Words(
        lazy("NIK tidak sesuai tanggal lahir atau jenis kelamin"),
        lazy(
            "NIK tetap berlaku dan tidak diganti; betulkan tanggal atau jenis kelamin bila itu yang keliru."
        ),
    ),
    Check.FIRST_OF_JULY: Words(
        lazy("Lahir 1 Juli"),
        lazy("Tanggal ini diisi bila hanya tahun lahir yang diketahui; tanyakan tanggalnya saat perekaman."),
    ),
}
