"""The fields of the events' forms: which belong to a kind, and what each asks for."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from rekam.registry.entries import building, words
from rekam.registry.entries.effects import UNDOES, Kind
from rekam.registry.entries.rules import Block
from rekam.ui.forms import ThreePartDateField

# As SIAK writes them.
RELIGIONS = ("Islam", "Kristen", "Katolik", "Hindu", "Buddha", "Khonghucu", "Kepercayaan")
MARITAL = ("Belum Kawin", "Kawin", "Cerai Hidup", "Cerai Mati")
BLOOD = ("-", "A", "B", "AB", "O")

_ELEMENTS = (
    *("full_name", "sex", "religion", "marital_status", "occupation", "head_relation"),
    *("mother_name", "father_name", "nationality", "permit_until", "disability"),
)
_NEWCOMER = ("full_name", "sex", "birth_place", "birth_date", "religion", "blood_group", "head_relation")
_PARENTS = ("mother_name", "father_name")
_NATION = ("nationality", "permit_until")
_ADDRESS = ("area_code", "address", "rt", "rw")

FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.BIRTH: ("on", *_NEWCOMER, *_PARENTS, "document", "note"),
    Kind.LATE_BIODATA: (
        *("on", *_NEWCOMER, "marital_status", "occupation"),
        *(*_PARENTS, *_NATION, *_ADDRESS, "document", "note"),
    ),
    Kind.MOVE_IN: (
        *("on", "nik", "skpwni", "origin", *_NEWCOMER, "marital_status", "occupation", *_PARENTS),
        *(*_NATION, "recorded_on", *_ADDRESS, "document", "note"),
    ),
    Kind.DEATH: ("on", "document", "left_head", "note"),
    Kind.MOVE_WITHIN: ("on", "members", *_ADDRESS, "kk", "new_head", "left_head", "document", "note"),
    Kind.MOVE_OUT: ("on", "members", "skpwni", "destination", "left_head", "note"),
    Kind.MARRIAGE: (
        *("on", "document", "spouse_nik", "head", "kk", "left_head", "other_left_head_nik", "note"),
    ),
    Kind.DIVORCE: ("on", "document", "spouse", "leaver", "children", "left_head", "note"),
    Kind.CHANGE: ("on", *_ELEMENTS, "document", "note"),
    Kind.CORRECTION: ("on", "birth_place", "birth_date", "blood_group", *_ELEMENTS, "document", "note"),
    Kind.SPLIT_CARD: ("on", "members", "new_head", "left_head", "document", "note"),
    Kind.JOIN_CARD: ("on", "members", "kk", "left_head", "document", "note"),
    Kind.DEACTIVATION: ("on", "reason", "document", "note"),
    **dict.fromkeys((Kind.REACTIVATION, *UNDOES), ("on", "document", "note")),
    Kind.DOUBLE_NIK: ("on", "keep_nik", "basis", "left_head", "document", "note"),
    Kind.AREA_CHANGE: ("on", "from_code", "to_code", "name", "rts", "document", "note"),
}


BUILDERS: Mapping[str, building.Builder] = {
    "on": lambda place: ThreePartDateField(label=words.DAYS.get(place.kind, words.DAY)),
    "document": building.document,
    "note": building.text(_("Catatan")),
    "full_name": building.name,
    "sex": building.chosen(_("Jenis kelamin"), words.SEXES),
    "birth_place": building.text(_("Tempat lahir"), longest=60, needed=True),
    "birth_date": building.day(_("Tanggal lahir")),
    "blood_group": building.one_of(_("Golongan darah"), BLOOD, needed=False),
    "religion": building.one_of(_("Agama"), RELIGIONS),
    "marital_status": building.one_of(_("Status kawin"), MARITAL),
    "occupation": building.text(_("Pekerjaan"), longest=60, needed=True),
    "head_relation": building.relation,
    "mother_name": building.text(_("Nama ibu")),
    "father_name": building.text(_("Nama ayah")),
    "nationality": building.one_of(_("Kewarganegaraan"), ("WNI", "WNA")),
    "permit_until": building.day(_("ITAP berlaku sampai"), needed=False),
    "disability": building.text(_("Disabilitas"), longest=30),
    "nik": building.text("NIK", longest=20, needed=True, hint=_("16 angka, seperti pada SKPWNI.")),
    "skpwni": building.text(_("Nomor SKPWNI"), longest=60, needed=True),
    "origin": building.text(_("Daerah asal"), longest=100, needed=True),
    "destination": building.text(_("Daerah tujuan"), longest=100, needed=True),
    "recorded_on": building.day(_("Sudah direkam di daerah asal pada"), needed=False),
    "area_code": building.village,
    "address": building.address(_("Alamat"), longest=120),
    "rt": building.address("RT", longest=3),
    "rw": building.address("RW", longest=3),
    "members": building.members,
    "children": building.children,
    "kk": building.text(_("Nomor KK yang dituju"), longest=20, hint=_("Kosong bila tidak masuk KK lain.")),
    "new_head": building.new_head,
    "left_head": building.left_head,
    "spouse_nik": building.text(
        _("NIK pasangan"), longest=20, hint=_("Kosong bila pasangan tercatat di luar wilayah.")
    ),
    "other_left_head_nik": building.text(
        _("NIK kepala keluarga baru di KK pasangan"),
        longest=20,
        hint=_("Hanya bila pasangan meninggalkan KK yang ia kepalai."),
    ),
    "head": building.marriage_head,
    "spouse": building.member(_("Mantan pasangan"), others=True),
    "leaver": building.member(_("Yang meninggalkan KK")),
    "reason": building.chosen(_("Alasan"), {k: w for k, w in words.BLOCKS.items() if k != Block.DOUBLE}),
    "keep_nik": building.text(
        _("NIK yang dipertahankan"),
        longest=20,
        needed=True,
        hint=_("Dipilih oleh orangnya; NIK lain dihapus."),
    ),
    "basis": building.chosen(_("Dasar"), words.BASES),
    "from_code": building.text(_("Kode lama"), longest=13, needed=True),
    "to_code": building.text(_("Kode baru"), longest=13, needed=True),
    "name": building.text(_("Nama wilayah baru"), longest=100),
    "rts": building.text(_("Hanya RT/RW"), hint=_("Misalnya 003/001 004/001; kosong = seluruhnya.")),
}
