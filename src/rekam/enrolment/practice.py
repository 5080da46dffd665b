"""The mark of practice: packets sealed to a key that opens nothing, which the server refuses. Pure.

The key is no secret: it is the hash of a sentence, so nobody can hold its private half. Whoever is recorded
in practice by mistake has lost nothing but time; no one, not even the office, can look at the samples.
"""

import hashlib

from rekam.enrolment.packet_header import Header
from rekam.kernel.errors import RuleBroken
from rekam.vault import sealing

SEAL = sealing.seal_key(hashlib.sha256(b"rekam practice seal key 1: nobody is recorded with this").digest())


def refuse_practice(header: Header) -> None:
    """Raises RuleBroken("packet_practice") for a packet of a laptop in practice mode, whoever signed it."""
    if header.server_kid == SEAL.kid:
        raise RuleBroken("packet_practice")
