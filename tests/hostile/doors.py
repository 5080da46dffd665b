"""Where files come in: the functions behind the product's doors, and mutants without a defence."""

import json
from collections.abc import Callable
from pathlib import Path
from unittest import mock

from rekam.abis.engine.formats import cbeff, decode_record, face, finger
from rekam.abis.engine.formats.records import Record
from rekam.abis.mosip import rules
from rekam.applications.uploads import cleaning
from rekam.enrolment.images import clean_png
from rekam.kernel import json_within, pictures
from rekam.kernel.errors import RuleBroken
from rekam.outreach.sites import tables
from rekam.registry.entries import papers
from rekam.station.signature import clean_signature

HERE = Path(__file__).parent


def _table(data: bytes) -> bytes:
    return repr(tables.read_table(data, columns={"name": ("nama",)}, needed=["name"])).encode()


def _json(data: bytes) -> bytes:
    try:
        return repr(json_within.read_json(data))[:1_000].encode()
    except ValueError as error:
        raise RuleBroken("not_json") from error


def _record(data: bytes) -> bytes:
    """An ISO record around the picture, as MOSIP, OSIA, stations and institutions send it."""
    image = face.FaceImage(data_type=face.PNG, width=320, height=240, image=data)
    return decode_record(face.write(Record(representations=(image,)))).pixels.tobytes()


def _finger(data: bytes, compression: int) -> bytes:
    """The same of a finger, which comes as WSQ, too."""
    image = finger.FingerImage(
        position=1,
        scan_across=500,
        scan_down=500,
        image_across=500,
        image_down=500,
        compression=compression,
        width=320,
        height=240,
        image=data,
    )
    return decode_record(finger.write(Record(representations=(image,), told=1))).pixels.tobytes()


def _cbeff(data: bytes) -> bytes:
    return repr(cbeff.read(data)).encode()


def _mosip(data: bytes) -> bytes:
    try:
        return repr(rules.read(json_within.read_json(data)))[:1_000].encode()
    except (ValueError, rules.Failed) as error:
        raise RuleBroken("not_a_message") from error


DOORS: dict[str, dict[str, Callable[[bytes], bytes]]] = {
    "picture": {
        "application's sheet": lambda data: cleaning.cleaned(data)[0],
        "entry's paper": lambda data: papers.cleaned(data)[0],
        "officer's photograph": pictures.clean_photo,
        "packet's signature": clean_png,
        "signature pad": clean_signature,
        "image record": _record,
        "finger's record": lambda data: _finger(data, finger.PNG),
        "finger's WSQ": lambda data: _finger(data, finger.WSQ),
    },
    "table": {"office's table": _table},
    "json": {"OSIA's request": _json, "MOSIP's message": _mosip},
    "xml": {"MOSIP's share": _cbeff},
}

MUTANTS: dict[str, dict[str, object]] = {
    "": {},
    "limit off": {
        "rekam.kernel.pictures._CLEANER": HERE / "careless_image.py",
        "rekam.kernel.pictures.is_drawn_too_often": lambda _data: False,
    },
    "re-encoding off": {
        "rekam.applications.uploads.cleaning.made_again": lambda data, **_how: data,
        "rekam.registry.entries.papers.made_again": lambda data, **_how: data,
        "rekam.registry.entries.papers.drawn_again": lambda data: data,
    },
    "type by name": {
        "rekam.applications.uploads.cleaning.is_picture": lambda _data: True,
        "rekam.registry.entries.papers.is_picture": lambda _data: True,
    },
    "pieces uncounted": {"rekam.kernel.json_within.read_json": json.loads},
}


def knock(door: str, data: bytes, mutant: str) -> tuple[bytes, str, str]:
    """What is kept of a file; or the code of its refusal; or the name of the error it broke out by."""
    kind, name = door.split("/", 1)
    patches = [mock.patch(where, what) for where, what in MUTANTS[mutant].items()]
    for patch in patches:
        patch.start()
    try:
        return DOORS[kind][name](data), "", ""
    except RuleBroken as refused:
        return b"", refused.code, ""
    except BaseException as broke:  # noqa: BLE001 - whatever breaks out is the finding
        return b"", "", type(broke).__name__
