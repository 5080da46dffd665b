"""What other implementations make of Rekam's credentials.

    python -m tests.conformance.formats JUDGES_PYTHON

JUDGES_PYTHON is the Python of an environment with openvc-core, sd-jwt and claim169, no dependencies of
ours. Prints the rows of docs/reference/conformance.md; ends with 1 where a judge refuses.
"""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from rekam.credentials.formats import claim169, keys, mdoc, sd_jwt, status_list
from rekam.credentials.formats.trust import Purpose
from tests.credentials import world
from tests.credentials.world import HOLDER, KTP, NONCE, NOW, PLACE, READER, signer

SHOWN = ("nama", "age_over_17")


def written() -> dict[str, object]:
    """One of each, with what a reader needs to know."""
    point = signer(Purpose.QR).public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return {
        "now": NOW.isoformat(),
        "audience": READER,
        "nonce": NONCE,
        "vct": KTP.vct,
        "doctype": KTP.doctype,
        "root": world.root().public_bytes(Encoding.DER).hex(),
        "transcript": world.TRANSCRIPT.hex(),
        "sd_jwt": sd_jwt.present(
            world.sd_jwt_of_ktp(), show=SHOWN, holder=HOLDER, audience=READER, nonce=NONCE, at=NOW
        ),
        "sd_jwt_key": keys.to_jwk(signer(Purpose.SD_JWT).public),
        "mdoc": mdoc.present(
            mdoc.Held(KTP.doctype, world.mdoc_of_ktp()),
            show=SHOWN,
            holder=HOLDER,
            transcript=world.TRANSCRIPT,
        ).hex(),
        "qr": claim169.to_qr(world.cwt_of_ktp(bound=False)),
        "qr_key": point.hex(),
        "status": status_list.sign_jwt(
            status_list.blank(entries=status_list.LEAST_ENTRIES).changed({PLACE.index: 2}),
            uri=PLACE.uri,
            issued=NOW,
            ttl=timedelta(hours=12),
            expires=NOW + timedelta(days=1),
            signer=signer(Purpose.STATUS),
        ),
        "status_key": keys.to_jwk(signer(Purpose.STATUS).public),
        "status_uri": PLACE.uri,
    }


def main() -> int:
    script = Path(__file__).with_name("judge_formats.py")
    done = subprocess.run(
        [sys.argv[1], str(script)],
        input=json.dumps(written()),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    rows = json.loads(done.stdout)
    for row in rows:
        print(f"| {' | '.join(row)} |")
    return int(any(row[2] != "reads it" for row in rows))


if __name__ == "__main__":
    sys.exit(main())
