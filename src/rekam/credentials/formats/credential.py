"""What a reader of any format hands on: a genuine credential whose status nobody has asked yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from rekam.kernel.errors import RuleBroken


@dataclass(frozen=True)
class StatusPlace:
    """Where a credential's status stands: an index in a list."""

    uri: str
    index: int


@dataclass(frozen=True, kw_only=True)
class Credential:
    """What was shown, by whom it was issued, and until when it counts.

    kind     vct, docType, or the type of a QR
    claims   only what the holder let see
    status   None where the issuer gave none
    holder   the key to which it is bound, None where the photograph alone binds it
    """

    kind: str
    issuer: str
    claims: Mapping[str, Any]
    expires: datetime
    status: StatusPlace | None
    holder: EllipticCurvePublicKey | None


def read_status(told: object) -> StatusPlace | None:
    """The status reference of a credential, the same in JSON and CBOR.

    Raises RuleBroken("credential_malformed"). Source: Token Status List draft-20 section 6.
    """
    if told is None:
        return None
    place = told.get("status_list") if isinstance(told, Mapping) else None
    if not isinstance(place, Mapping):
        raise RuleBroken("credential_malformed", where="status")
    index, uri = place.get("idx"), place.get("uri")
    if not isinstance(index, int) or isinstance(index, bool) or index < 0 or not isinstance(uri, str):
        raise RuleBroken("credential_malformed", where="status")
    return StatusPlace(uri, index)
