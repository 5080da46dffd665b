"""What other implementations make of Rekam's credentials, without a network between them."""

from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from rekam.credentials.formats import claim169, keys, mdoc, sd_jwt, status_list
from rekam.credentials.formats.trust import Purpose
from tests.conformance.judging import Row, judge
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


def rows(judges: Path) -> list[Row]:
    """What the judges of formats say."""
    told = written()
    return [
        row for script in ("formats.py", "formats.mjs") for row in judge(script, told=told, folder=judges)
    ]
