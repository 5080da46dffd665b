"""How lists write the values of a column, and the word the register keeps for it (pure).

Number codes are SIAK's as public programs that read its tables spell them out (TMWNI: 1 LAKI-LAKI ...);
STAT_HIDUP beyond 1 (alive) is an assumption. A mapping file can say otherwise for one file.
"""

from collections.abc import Mapping

from rekam.registry.rules import Status

_BLOOD = ("A", "B", "AB", "O", "A+", "A-", "B+", "B-", "AB+", "AB-", "O+", "O-", "-")
_FAITHS = ("Islam", "Kristen", "Katolik", "Hindu", "Buddha", "Khonghucu", "Kepercayaan")
_MARITAL = ("Belum Kawin", "Kawin", "Cerai Hidup", "Cerai Mati")
_RELATIONS = (
    *("Kepala Keluarga", "Suami", "Istri", "Anak", "Menantu", "Cucu", "Orang Tua", "Mertua"),
    *("Famili Lain", "Pembantu", "Lainnya"),
)
_DISABILITIES = ("fisik", "netra", "rungu/wicara", "mental/jiwa", "fisik dan mental", "lainnya")
_WORK = (
    *("Belum/Tidak Bekerja", "Mengurus Rumah Tangga", "Pelajar/Mahasiswa", "Pensiunan"),
    *("Pegawai Negeri Sipil", "Tentara Nasional Indonesia", "Kepolisian RI", "Perdagangan"),
    *("Petani/Pekebun", "Peternak", "Nelayan/Perikanan", "Industri", "Konstruksi", "Transportasi"),
    *("Karyawan Swasta", "Karyawan BUMN", "Karyawan BUMD", "Karyawan Honorer", "Buruh Harian Lepas"),
    *("Buruh Tani/Perkebunan", "Buruh Nelayan/Perikanan", "Buruh Peternakan", "Pembantu Rumah Tangga"),
    *("Tukang Cukur", "Tukang Listrik", "Tukang Batu", "Tukang Kayu", "Tukang Sol Sepatu"),
    *("Tukang Las/Pandai Besi", "Tukang Jahit", "Tukang Gigi", "Penata Rias", "Penata Busana"),
    *("Penata Rambut", "Mekanik", "Seniman", "Tabib", "Paraji", "Perancang Busana", "Penerjemah"),
    *("Imam Masjid", "Pendeta", "Pastor", "Wartawan", "Ustadz/Mubaligh", "Juru Masak"),
    *("Promotor Acara", "Anggota DPR-RI", "Anggota DPD", "Anggota BPK", "Presiden", "Wakil Presiden"),
    *("Anggota Mahkamah Konstitusi", "Anggota Kabinet/Kementerian", "Duta Besar", "Gubernur"),
    *("Wakil Gubernur", "Bupati", "Wakil Bupati", "Walikota", "Wakil Walikota"),
    *("Anggota DPRD Provinsi", "Anggota DPRD Kabupaten/Kota", "Dosen", "Guru", "Pilot", "Pengacara"),
    *("Notaris", "Arsitek", "Akuntan", "Konsultan", "Dokter", "Bidan", "Perawat", "Apoteker"),
    *("Psikiater/Psikolog", "Penyiar Televisi", "Penyiar Radio", "Pelaut", "Peneliti", "Sopir"),
    *("Pialang", "Paranormal", "Pedagang", "Perangkat Desa", "Kepala Desa", "Biarawati"),
    *("Wiraswasta", "Lainnya"),
)


def _coded(words: tuple[str, ...]) -> dict[str, str]:
    numbered = {str(number): word for number, word in enumerate(words, 1)}
    return numbered | {word.upper(): word for word in words}


# field of the register -> what a list may say, in capitals -> what is kept
WORDS: Mapping[str, Mapping[str, str]] = {
    "sex": {
        **dict.fromkeys(("1", "L", "LK", "LAKI-LAKI", "LAKI LAKI", "LAKI - LAKI", "PRIA", "M"), "L"),
        **dict.fromkeys(("2", "P", "PR", "PEREMPUAN", "WANITA", "F"), "P"),
    },
    "blood_group": _coded(_BLOOD) | dict.fromkeys(("TIDAK TAHU", "0", ""), "-"),
    "religion": {
        **_coded(_FAITHS),
        "KATHOLIK": "Katolik",
        "BUDHA": "Buddha",
        "HINDHU": "Hindu",
        "KONGHUCU": "Khonghucu",
        "KONG HUCHU": "Khonghucu",
        "KEPERCAYAAN TERHADAP TUHAN YME": "Kepercayaan",
    },
    "marital_status": {
        **_coded(_MARITAL),
        "KAWIN TERCATAT": "Kawin",
        "KAWIN BELUM TERCATAT": "Kawin",
        "BK": "Belum Kawin",
    },
    "head_relation": _coded(_RELATIONS)
    | {"ORANGTUA": "Orang Tua", "KEPALA KELUARGA (KK)": "Kepala Keluarga"},
    "disability": {
        **_coded(_DISABILITIES),
        **{f"CACAT {word.upper()}": word for word in _DISABILITIES},
        **dict.fromkeys(("", "0", "7", "-", "TIDAK ADA", "TIDAK CACAT"), ""),
    },
    "occupation": _coded(_WORK)
    | {word.upper(): word for word in ("Aparatur Sipil Negara", "Polisi/TNI")}
    | {"PNS": "Pegawai Negeri Sipil", "PEGAWAI NEGERI SIPIL (PNS)": "Pegawai Negeri Sipil"},
    "nationality": {"": "WNI", "WNI": "WNI", "WNA": "WNA", "1": "WNI", "2": "WNA"},
    "status": {
        **dict.fromkeys(("", "1", "HIDUP", "AKTIF", "ADA", "H"), Status.ACTIVE.value),
        **dict.fromkeys(("0", "2", "MATI", "MENINGGAL", "WAFAT"), Status.DEAD.value),
        **dict.fromkeys(("PINDAH", "KELUAR"), Status.MOVED.value),
        **dict.fromkeys(("TIDAK AKTIF", "NONAKTIF", "GANDA"), Status.INACTIVE.value),
    },
}
EVER_MARRIED = ("Kawin", "Cerai Hidup", "Cerai Mati")
