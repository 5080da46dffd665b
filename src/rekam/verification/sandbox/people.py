"""The invented people of the sandbox (pure). Their NIKs carry area 99.99.99, which is nowhere."""

from collections.abc import Mapping
from dataclasses import dataclass

from rekam.verification.asking.rules import Code, Field


@dataclass(frozen=True, kw_only=True)
class Invented:
    """Somebody who does not exist.

    code  why the NIK is not confirmed; None = a living person in use
    note  what one tries with it
    """

    values: Mapping[Field, str]
    code: Code | None
    note: str


def _person(name: str, born: str, sex: str, *, mother: str, note: str, code: Code | None = None) -> Invented:
    values = dict.fromkeys(Field, "")
    values |= {
        Field.NAMA_LGKP: name,
        Field.TMPT_LHR: "KOTA CONTOH",
        Field.TGL_LHR: born,
        Field.JENIS_KLMIN: sex,
        Field.NO_KK: "9999990101990001",
        Field.ALAMAT: "JALAN CONTOH 1",
        Field.NO_RT: "001",
        Field.NO_RW: "002",
        Field.NAMA_LGKP_IBU: mother,
        Field.STAT_KWN: "KAWIN",
        Field.AGAMA: "ISLAM",
        Field.GOL_DRH: "O",
        Field.JENIS_PKRJN: "KARYAWAN SWASTA",
        Field.EKTP_STATUS: "S",
    }
    return Invented(values=values, code=code, note=note)


PEOPLE: Mapping[str, Invented] = {
    "9999994101900001": _person(
        "CONTOH SATU", "1990-01-01", "P", mother="IBU CONTOH", note="everything can be confirmed"
    ),
    "9999990202850002": _person(
        "MUHAMMAD CONTOH DUA", "1985-02-02", "L", mother="IBU DUA", note="a name that is written in many ways"
    ),
    "9999990303500003": _person(
        "CONTOH TIGA", "1950-03-03", "L", mother="IBU TIGA", note="dead", code=Code.DEAD
    ),
    "9999994404700004": _person(
        "CONTOH EMPAT", "1970-04-04", "P", mother="IBU EMPAT", note="a double record", code=Code.DOUBLE
    ),
    "9999990505950005": _person(
        "CONTOH LIMA", "1995-05-05", "L", mother="IBU LIMA", note="out of use", code=Code.INACTIVE
    ),
}

# What a first question looks like; docs/examples/bank/question.json is the same.
EXAMPLE: Mapping[str, object] = {
    "reference": "coba-1",
    "nik": "9999994101900001",
    "values": {Field.NAMA_LGKP: "Contoh Satu", Field.TGL_LHR: "1990-01-01"},
}

# How a shell writes a first comparison from a picture; docs/how-to/compare-a-face.md has the same line.
COMPARE = r"""printf '{"nik": "%s", "field": "WAJAH", "reference": "coba-2", "samples": ["%s"]}' \
  9999994101900001 "$(base64 < contoh-satu.jpg | tr -d '\n')" > comparison.json"""
