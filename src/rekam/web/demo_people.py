"""The people of the demo, with employee numbers in the form of a NIP that nobody has."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.accounts.rules import Kind, Role
from rekam.web.role_names import ROLE_NAMES

KASEMEN = "36.73.02"
SAWAH_LUHUR = "36.73.02.1008"
OFFICE = "Disdukcapil Kota Serang"


@dataclass(frozen=True)
class Persona:
    """Somebody whom a visitor of the demo can be."""

    username: str
    name: str
    role: Role
    areas: tuple[str, ...]
    office: str
    does: Promise
    kind: Kind = Kind.OFFICER
    employee_number: str = ""

    @property
    def role_name(self) -> Promise:
        """The role in the words of the office."""
        return ROLE_NAMES[self.role]


PEOPLE = (
    Persona(
        "yayan",
        "Yayan S.",
        Role.OPERATOR,
        (KASEMEN,),
        OFFICE,
        lazy("merekam orang di Kasemen"),
        employee_number="198807142011011001",
    ),
    Persona(
        "vera",
        "Vera A.",
        Role.VERIFIKATOR,
        ("36.73",),
        OFFICE,
        lazy("menyetujui yang dientri orang lain"),
        employee_number="198503212009012002",
    ),
    Persona(
        "bakri",
        "Bakri M.",
        Role.BACK_OFFICE,
        ("36.73",),
        OFFICE,
        lazy("antrean, ajudikasi, cetak, blanko"),
        employee_number="197911052005011003",
    ),
    Persona(
        "hj-euis",
        "Hj. Euis R.",
        Role.HEAD,
        ("36.73",),
        OFFICE,
        lazy("siapa belum rekam, di mana"),
        employee_number="197002281995032001",
    ),
    Persona(
        "adi",
        "Adi N.",
        Role.ADMINISTRATOR,
        ("36.73",),
        OFFICE,
        lazy("akun petugas, bukan data penduduk"),
        employee_number="199104172015031002",
    ),
    Persona(
        "nina",
        "Nina P.",
        Role.PROVINCE,
        ("36",),
        "DP3AKKB Provinsi Banten",
        lazy("membina, tidak merekam"),
        employee_number="198212092008012004",
    ),
    Persona(
        "lurah",
        "Saefudin",
        Role.LURAH,
        (SAWAH_LUHUR,),
        "Kelurahan Sawah Luhur",
        lazy("memanggil warganya sendiri"),
        employee_number="197606152003121001",
    ),
    Persona(
        "kepsek",
        "Dra. Tati",
        Role.SCHOOL_HEAD,
        (SAWAH_LUHUR,),
        "SMK contoh",
        lazy("murid yang akan genap 17 tahun"),
        employee_number="196909231994032002",
    ),
    Persona(
        "aji",
        "Aji W.",
        Role.AUDITOR,
        ("36.73",),
        OFFICE,
        lazy("membaca siapa membuka apa, tanpa nama"),
        employee_number="198401302010011005",
    ),
    Persona(
        "warga", "Warga contoh", Role.RESIDENT, (), "", lazy("mengajukan, melacak, mengambil"), Kind.RESIDENT
    ),
    Persona("bank", "Bank contoh", Role.BANK, (), "", lazy("bertanya: benarkah kartu ini?"), Kind.PARTNER),
)
