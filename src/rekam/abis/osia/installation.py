"""What an installation says of OSIA: whose tokens are taken, and where answers may be sent."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from rekam.abis.osia.tokens import Issuer
from rekam.abis.places import Place
from rekam.abis.setting_files import content_of, first_line
from rekam.kernel.errors import RuleBroken

AUDIENCE = "rekam-abis"


@dataclass(frozen=True)
class Installation:
    """issuer None = the door is shut; no callbacks = nobody may give one; token "" = none is shown."""

    issuer: Issuer | None
    callbacks: tuple[Place, ...]
    token: str


def installation_of(environment: Mapping[str, str]) -> Installation:
    """What the variables describe (docs/reference/settings.md).

    Raises RuleBroken("osia_key" | "osia_address" | "mosip_file").
    """
    return _read(
        environment.get("REKAM_OSIA_KEY_FILE", ""),
        environment.get("REKAM_OSIA_AUDIENCE", AUDIENCE),
        environment.get("REKAM_OSIA_ISSUER", ""),
        environment.get("REKAM_OSIA_CALLBACKS", ""),
        environment.get("REKAM_OSIA_CALLBACKS_TOKEN_FILE", ""),
    )


@lru_cache(maxsize=4)
def _read(key: str, audience: str, name: str, callbacks: str, token: str) -> Installation:
    """Read once: a new key is taken at the next start."""
    issuer = Issuer.read(content_of(key), audience=audience, name=name) if key else None
    places = tuple(_place(address) for address in callbacks.replace(",", " ").split())
    return Installation(issuer=issuer, callbacks=places, token=first_line(token))


def _place(address: str) -> Place:
    found = Place.find(address)
    if found is None:
        raise RuleBroken("osia_address")
    return found
