"""Reads of the list of stations, and of the makers whose devices are trusted."""

import os
from pathlib import Path

from cryptography import x509

from rekam.devices.models import Station
from rekam.kernel.database import Statement
from rekam.kernel.errors import RuleBroken
from rekam.kernel.places import data_folder
from rekam.vault import sealing


def find_station(kid: str) -> Station | None:
    """The active station with this key id in the current scope, or None."""
    return Station.objects.filter(kid=kid, is_active=True).first()


def station_that_signed(kid: str, *, body: bytes, signature: str, domain: str) -> Station:
    """The active station of the scope that signed these bytes; `signature` in hexadecimal digits.

    Raises RuleBroken("station_unknown" | "station_signature_wrong").
    """
    station = find_station(kid)
    if station is None:
        raise RuleBroken("station_unknown")
    try:
        signed = bytes.fromhex(signature)
    except ValueError:
        signed = b""
    public = bytes(station.public_key)
    if not sealing.signature_holds(body, signature=signed, public=public, domain=domain):
        raise RuleBroken("station_signature_wrong")
    return station


def find_registered(kid: str) -> Station | None:
    """The station with this key id in the current scope, or None; it may be switched off (`is_active`)."""
    return Station.objects.filter(kid=kid).first()


def registered(kid: str) -> Statement:
    """What `find_registered` asks, for who sends it with others: area, whether active, public key."""
    return "SELECT area_code, is_active, public_key FROM devices_station WHERE kid = %s", [kid]


def trust_anchors() -> list[x509.Certificate]:
    """Certificates of the makers whose devices this server trusts (PEM files in REKAM_DEVICE_ANCHORS)."""
    folder = Path(os.environ.get("REKAM_DEVICE_ANCHORS") or data_folder() / "device-anchors")
    return [
        certificate
        for path in sorted(folder.glob("*.pem"))
        for certificate in x509.load_pem_x509_certificates(path.read_bytes())
    ]


def station_keys() -> dict[str, bytes]:
    """Public Ed25519 keys of all stations of the scope by kid, switched-off ones too: for packets that
    the door took while they were on."""
    return {kid: bytes(key) for kid, key in Station.objects.values_list("kid", "public_key")}
