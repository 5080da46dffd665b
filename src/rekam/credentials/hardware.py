"""The hardware module of this office, where it has one: keys at work are made in it and stay there.

REKAM_HARDWARE_MODULE names the maker's library, REKAM_HARDWARE_TOKEN the token, REKAM_HARDWARE_PIN_FILE the
file of its PIN. Read from the environment, since keys are made at a start before any settings.
"""

import os
import secrets
from pathlib import Path
from threading import Lock
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec

from rekam.credentials.pkcs11 import Pkcs11Signer
from rekam.credentials.signing import kid_of
from rekam.kernel.errors import RuleBroken

_turn = Lock()  # a session is for one thread at a time
_open: dict[int, Any] = {}  # by process: what was opened before a fork does not count after it


def is_there() -> bool:
    """Whether new keys are made in hardware here."""
    return bool(os.environ.get("REKAM_HARDWARE_MODULE"))


class HardwareSigner:
    """Signs with a key of the token; what is public of it is known while the token is away.

    label  of the key pair in the token
    """

    def __init__(
        self, *, label: str, public: ec.EllipticCurvePublicKey, chain: tuple[bytes, ...] = ()
    ) -> None:
        self.label = label
        self.public = public
        self.kid = kid_of(public)
        self.chain = chain

    def sign(self, message: bytes) -> bytes:
        """The 64 bytes r || s of ES256 over the message; a session that was lost is opened once more.

        Raises RuleBroken("signing_key_unreadable") where token or key cannot be had, or is another one.
        """
        from pkcs11 import PKCS11Error

        with _turn:
            for _ in range(2):
                try:
                    signer = Pkcs11Signer(_session(), label=self.label)
                    if signer.kid != self.kid:
                        break
                    return signer.sign(message)
                except (PKCS11Error, RuleBroken):
                    close()
        raise RuleBroken("signing_key_unreadable")


def make(purpose: str) -> tuple[str, ec.EllipticCurvePublicKey]:
    """Make a key pair in the token; its label, and its public half.

    Raises RuleBroken("signing_key_unreadable").
    """
    from pkcs11 import Attribute, KeyType, PKCS11Error
    from pkcs11.util.ec import encode_named_curve_parameters

    label = f"rekam {purpose} {secrets.token_hex(4)}"
    curve = {Attribute.EC_PARAMS: encode_named_curve_parameters("secp256r1")}
    with _turn:
        try:
            session = _session()
            parameters = session.create_domain_parameters(KeyType.EC, curve, local=True)
            parameters.generate_keypair(store=True, label=label)
            return label, Pkcs11Signer(session, label=label).public
        except PKCS11Error as error:
            raise RuleBroken("signing_key_unreadable") from error


def close() -> None:
    """Give the session back; the next signature opens another."""
    session = _open.pop(os.getpid(), None)
    if session is not None:
        session.close()


def _session() -> Any:
    import pkcs11

    here = os.getpid()
    if here not in _open:
        try:
            pin = Path(os.environ["REKAM_HARDWARE_PIN_FILE"]).read_text().splitlines()[0]
            library = pkcs11.lib(os.environ["REKAM_HARDWARE_MODULE"])
        except (KeyError, IndexError, OSError, RuntimeError) as error:
            raise RuleBroken("signing_key_unreadable") from error
        if _open:  # this process was forked from one that had the token open
            library.reinitialize()
            _open.clear()
        token = library.get_token(token_label=os.environ.get("REKAM_HARDWARE_TOKEN", "rekam"))
        _open[here] = token.open(rw=True, user_pin=pin)
    return _open[here]
