"""What the office issues, its holder shows and a reader reads."""

import hashlib
import json
import random
from datetime import timedelta

import cbor2
import pytest

from rekam.credentials import claims
from rekam.credentials.formats import (
    base64url,
    claim169,
    mdoc,
    mdoc_reading,
    sd_jwt,
)
from rekam.credentials.formats.credential import Credential
from rekam.credentials.formats.trust import Purpose
from rekam.kernel.errors import RuleBroken
from tests.credentials import plain_mdoc, world
from tests.credentials.world import HOLDER, KTP, NONCE, NOW, READER


def shown(*names: str) -> str:
    return sd_jwt.present(
        world.sd_jwt_of_ktp(), show=names, holder=HOLDER, audience=READER, nonce=NONCE, at=NOW
    )


def read(text: str) -> Credential:
    return sd_jwt.read_presented(
        text, trust=world.trust(), kinds=world.VCTS, audience=READER, nonce=NONCE, at=NOW
    )


def test_a_reader_sees_what_the_holder_chose_and_nothing_else() -> None:
    told = read(shown("nama", "age_over_17"))

    assert told.claims == {"nama": "SITI AMINAH", "age_over_17": True}
    assert (told.kind, told.issuer, told.status) == (KTP.vct, world.ISSUER, world.PLACE)
    assert told.expires == world.EXPIRES


def test_an_age_is_proven_without_birth_date_and_nik() -> None:
    text = shown("age_over_17")

    assert read(text).claims == {"age_over_17": True}
    open_text = "".join(
        base64url.decode(part.split(".")[1] if "." in part else part).decode() for part in text.split("~")
    )
    for secret in ("3673014302990001", "1999", "SITI"):
        assert secret not in open_text


def test_decoys_are_digests_like_the_others() -> None:
    payload = json.loads(base64url.decode(world.sd_jwt_of_ktp().split(".")[1]))

    assert len(payload["_sd"]) == len(world.FACTS) + 3
    assert payload["_sd"] == sorted(payload["_sd"])
    assert {len(digest) for digest in payload["_sd"]} == {43}


def test_a_wallet_takes_what_was_issued_and_refuses_what_was_shown() -> None:
    issued = world.sd_jwt_of_ktp()
    told = sd_jwt.read_issued(issued, trust=world.trust(), kinds=world.VCTS, at=NOW)

    assert told.claims["nik"] == "3673014302990001"
    with pytest.raises(RuleBroken):
        sd_jwt.read_issued(shown("nama"), trust=world.trust(), kinds=world.VCTS, at=NOW)
    with pytest.raises(RuleBroken):
        sd_jwt.present(shown("nama"), show=[], holder=HOLDER, audience=READER, nonce=NONCE, at=NOW)


@pytest.mark.parametrize("name", ["nama_ibu", "", "_sd"])
def test_nobody_shows_what_the_credential_does_not_have(name: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        shown(name)
    assert refused.value.code == "claim_not_held"

    with pytest.raises(RuleBroken) as refused:
        mdoc.present(
            mdoc.Held(KTP.doctype, world.mdoc_of_ktp()),
            show=[name],
            holder=HOLDER,
            transcript=world.TRANSCRIPT,
        )
    assert refused.value.code == "claim_not_held"


def test_an_mdoc_shows_what_the_holder_chose() -> None:
    answer = mdoc.present(
        mdoc.Held(KTP.doctype, world.mdoc_of_ktp()),
        show=["nama", "tanggal_lahir"],
        holder=HOLDER,
        transcript=world.TRANSCRIPT,
    )
    (told,) = mdoc_reading.read_presented(
        answer, trust=world.trust(), kinds=world.DOCTYPES, transcript=world.TRANSCRIPT, at=NOW
    )

    assert told.claims == {"nama": "SITI AMINAH", "tanggal_lahir": "1999-02-03"}
    assert (told.issuer, told.status, told.expires) == (world.ISSUER, world.PLACE, world.EXPIRES)


def test_the_fast_writer_of_mdocs_writes_what_the_simple_one_does() -> None:
    """Digests, security object and elements as cbor2 makes them of plain maps, one after the other."""
    told = cbor2.loads(world.mdoc_of_ktp())
    items = told["nameSpaces"][KTP.doctype]
    values = claims.for_mdoc(KTP, world.FACTS)[KTP.doctype]
    for number, (item, (name, value)) in enumerate(zip(items, values.items(), strict=True)):
        inner = cbor2.loads(item.value)
        simple = {
            "digestID": number,
            "random": inner["random"],
            "elementIdentifier": name,
            "elementValue": value,
        }
        assert cbor2.CBORTag(24, cbor2.dumps(simple)) == item

    _, _, payload, _ = told["issuerAuth"]
    digests = {at: hashlib.sha256(cbor2.dumps(item)).digest() for at, item in enumerate(items)}
    window = {name: plain_mdoc.day(world.ISSUED) for name in ("signed", "validFrom")}
    simple = plain_mdoc.security(
        valueDigests={KTP.doctype: digests},
        validityInfo={**window, "validUntil": plain_mdoc.day(world.EXPIRES)},
    )
    assert payload == cbor2.dumps(cbor2.CBORTag(24, cbor2.dumps(simple)))


@pytest.mark.parametrize("nonce", [None, b"reader"])
def test_a_live_code_counts_for_thirty_seconds(nonce: bytes | None) -> None:
    letters = claim169.to_qr(claim169.wrap(world.cwt_of_ktp(), holder=HOLDER, at=NOW, nonce=nonce))
    for seconds in (-30, 0, 30):
        scanned = claim169.read(
            letters, trust=world.trust(), at=NOW + timedelta(seconds=seconds), nonce=nonce
        )
        assert scanned.live
        assert claims.from_qr(scanned.credential.claims)["nama"] == "SITI AMINAH"


def test_a_printed_code_says_that_only_the_photograph_binds_it() -> None:
    letters = claim169.to_qr(world.cwt_of_ktp(bound=False))
    scanned = claim169.read(letters, trust=world.trust(), at=NOW)

    assert not scanned.live
    assert scanned.credential.holder is None


def test_a_code_can_be_closed_to_all_but_one() -> None:
    key = bytes(range(32))
    letters = claim169.to_qr(world.cwt_of_ktp(bound=False), key=key, entropy=world.entropy())

    assert claim169.read(letters, trust=world.trust(), at=NOW, key=key).credential.issuer == world.ISSUER


def test_a_live_ktp_with_a_face_fits_easily() -> None:
    """A face of 855 bytes that nothing can compress further: QR version 28-L holds 2,223 letters."""
    face = b"\0\0\0\x20ftypavif" + random.Random(1).randbytes(843)
    identity = claims.for_qr(KTP, {**world.FACTS, "foto": face})
    issued = claim169.issue(
        identity,
        issuer=world.ISSUER,
        holder=HOLDER.public,
        issued=NOW,
        expires=world.EXPIRES,
        status=world.PLACE,
        signer=world.signer(Purpose.QR),
    )

    assert len(claim169.to_qr(claim169.wrap(issued, holder=HOLDER, at=NOW, nonce=bytes(8)))) <= 2_150


def test_too_much_for_a_code_is_refused_by_who_makes_it() -> None:
    with pytest.raises(RuleBroken) as refused:
        claim169.to_qr(random.Random(1).randbytes(3_000))
    assert refused.value.code == "qr_too_long"
