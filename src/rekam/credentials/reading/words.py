"""What the reader's page says of each fact, in the order in which it is shown."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.credentials import claims
from rekam.credentials.issuing.ways import ASSURANCE, Way
from rekam.credentials.refusals import SENTENCES
from rekam.credentials.words import VERDICTS

FACTS: dict[str, str | Promise] = {
    "nama": lazy("Nama"),
    "age_over_17": lazy("Sudah 17 tahun"),
    "nik": lazy("NIK"),
    "nomor_kk": lazy("Nomor KK"),
    "kepala_keluarga": lazy("Kepala keluarga"),
    "tempat_lahir": lazy("Tempat lahir"),
    "tanggal_lahir": lazy("Tanggal lahir"),
    "jenis_kelamin": lazy("Jenis kelamin"),
    "golongan_darah": lazy("Golongan darah"),
    "alamat": lazy("Alamat"),
    "rt": lazy("RT"),
    "rw": lazy("RW"),
    "kelurahan_desa": lazy("Kelurahan/desa"),
    "kecamatan": lazy("Kecamatan"),
    "kabupaten_kota": lazy("Kabupaten/kota"),
    "provinsi": lazy("Provinsi"),
    "agama": lazy("Agama"),
    "status_perkawinan": lazy("Status perkawinan"),
    "pekerjaan": lazy("Pekerjaan"),
    "kewarganegaraan": lazy("Kewarganegaraan"),
    "nomor_akta_lahir": lazy("Nomor akta lahir"),
    "berlaku_hingga": lazy("Dokumen berlaku hingga"),
    "foto": lazy("Foto"),
    "anggota": lazy("Anggota keluarga"),
    "cara_terbit": lazy("Pemilik dikenali saat diterbitkan"),
}
WAYS: dict[str, str | Promise] = {
    ASSURANCE[Way.OFFICE]: lazy("bertatap muka di kantor"),
    ASSURANCE[Way.VILLAGE]: lazy("bertatap muka di desa atau kelurahan"),
    ASSURANCE[Way.ACCOUNT]: lazy("dari akun yang pernah dihubungkan di loket"),
    ASSURANCE[Way.REMOTE]: lazy("dari jarak jauh, lewat panggilan video"),
}
KINDS: dict[str, str | Promise] = {
    "ktp": lazy("KTP digital"),
    "kia": lazy("KIA digital"),
    "kk": lazy("KK digital"),
    "umur": lazy("Bukti umur"),
}
SAID: dict[str, str | Promise] = {
    "yes": lazy("ya"),
    "no": lazy("tidak"),
    "male": lazy("laki-laki"),
    "female": lazy("perempuan"),
    "result": lazy("Hasil"),
    "unreadable": lazy("Gambar ini tidak memuat kode QR yang dapat dibaca."),
    "camera_refused": lazy("Kamera tidak boleh atau tidak dapat dipakai. Izinkan kamera, atau pilih gambar."),
    "no_trust": lazy(
        "Daftar penerbit belum ada di telepon ini. Sambungkan ke internet, lalu perbarui daftar."
    ),
    "bound_live": lazy(
        "Kode hidup: telepon pemiliknya sendiri yang menandatanganinya, tidak lebih dari 30 detik yang lalu. "
        "Cocokkan wajahnya dengan foto."
    ),
    "bound_nonce": lazy(
        "Kode hidup untuk pembaca ini: telepon pemiliknya menjawab angka yang baru Anda tunjukkan. "
        "Cocokkan wajahnya dengan foto."
    ),
    "bound_photo": lazy(
        "Kode cetak: hanya foto ini yang mengikatnya pada orangnya. Salinannya terlihat sama, "
        "jadi cocokkan wajahnya dengan foto; bila berbeda, jangan diterima."
    ),
    "bound_nothing": lazy(
        "Kode cetak tanpa foto: kode ini tidak membuktikan bahwa yang membawanya adalah orangnya. "
        "Mintalah kode hidup dari teleponnya."
    ),
    "known_at": lazy("Menurut kantor penerbit pada"),
    "known_never": lazy("Kantor penerbit belum ditanya."),
    "list_at": lazy("Daftar penerbit bertanggal"),
    "statuses_at": lazy("Daftar status bertanggal"),
    "statuses_none": lazy("Daftar status belum ada."),
    "statuses_old": lazy("sudah lewat masanya"),
    "hours_ago": lazy("jam yang lalu"),
    "fetching": lazy("Mengambil daftar…"),
    "fetch_failed": lazy("Tidak tersambung. Dipakai daftar yang sudah ada di telepon ini."),
}


def told() -> dict[str, object]:
    """All that the page's script says, in the language of the request."""
    return {
        "codes": {code: str(text) for code, text in {**SENTENCES, **VERDICTS}.items()},
        "facts": [
            {"key": one.qr, "form": one.form.value, "label": str(FACTS[name])}
            for name, one in _elements().items()
        ],
        "kinds": {code: str(text) for code, text in KINDS.items()},
        "ways": {code: str(text) for code, text in WAYS.items()},
        "said": {name: str(text) for name, text in SAID.items()},
    }


def _elements() -> dict[str, claims.Element]:
    """The elements that fit into a QR code, in the order of FACTS."""
    known = {one.name: one for kind in claims.TYPES.values() for one in kind.elements if one.qr is not None}
    return {name: known[name] for name in FACTS if name in known}
