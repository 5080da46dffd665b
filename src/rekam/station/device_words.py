"""How a scanner stands, in words an operator understands, with what to do next."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from rekam.devices.kits.rules import PartKind
from rekam.station.naming import Words
from rekam.station.scanners import NEVER_SEEN, OLD_FIRMWARE, READY, Standing
from rekam.station.wording import told_code
from rekam.ui.parts import Device, State

KINDS: Mapping[str, Words] = {
    "Finger": _("Pemindai jari"),
    "Iris": _("Pemindai iris"),
    "Face": _("Kamera"),
    "": _("Alat tak dikenal"),
}
PARTS: Mapping[PartKind, Words] = {
    PartKind.LAPTOP: _("Laptop kit"),
    PartKind.CAMERA: KINDS["Face"],
    PartKind.FINGER: KINDS["Finger"],
    PartKind.IRIS: KINDS["Iris"],
    PartKind.SIGNATURE: _("Papan tanda tangan"),
    PartKind.PRINTER: _("Pencetak kartu"),
}
# A code without a word of its own is "bermasalah"; its sentence says more.
STATES: Mapping[str, tuple[State, Words]] = {
    READY: (State.GOOD, _("siap")),
    OLD_FIRMWARE: (State.WAIT, _("siap, firmware lama")),
    NEVER_SEEN: (State.NONE, _("belum terlihat")),
    "device_busy": (State.WAIT, _("sibuk")),
    "device_not_ready": (State.WAIT, _("belum siap")),
    "device_unreachable": (State.BAD, _("terputus")),
    "device_not_found": (State.BAD, _("terputus")),
    "device_died": (State.BAD, _("terputus")),
    "device_timeout": (State.BAD, _("lambat atau macet")),
    "device_not_registered": (State.BAD, _("belum terdaftar")),
    "device_untrusted": (State.BAD, _("sertifikat salah")),
    "device_signature_wrong": (State.BAD, _("tanda tangan salah")),
    "device_certificate_expired": (State.BAD, _("sertifikat lewat")),
    "device_certificate_early": (State.BAD, _("jam laptop salah")),
    "device_answer_stale": (State.BAD, _("jam tidak cocok")),
    "device_tampered": (State.BAD, _("pernah dibongkar")),
    "device_version_unknown": (State.BAD, _("versi tak dikenal")),
    "device_wrong_purpose": (State.BAD, _("bukan alat perekaman")),
    "device_wrong_env": (State.BAD, _("lingkungan lain")),
}
_TROUBLE = (State.BAD, _("bermasalah"))


def device_part(one: Standing) -> Device:
    """A scanner for the list at the side: state, word, and advice unless it is ready."""
    state, word = STATES.get(one.code, _TROUBLE)
    advice = "" if state in (State.GOOD, State.NONE) else _advice(one.code)
    return Device(name=str(KINDS[one.kind]), state=state, word=str(word), advice=advice)


def device_row(one: Standing) -> dict[str, object]:
    """A scanner for the page of all scanners, with what it tells of itself."""
    state, word = STATES.get(one.code, _TROUBLE)
    return {
        "name": KINDS[one.kind],
        "state": state,
        "word": word,
        "told": told_code(one.code) if one.code != READY else None,
        "model": one.name,
        "port": one.port,
        "device": one.device,
    }


def _advice(code: str) -> str:
    told = told_code(code)
    return f"{told.what} {told.advice}"
