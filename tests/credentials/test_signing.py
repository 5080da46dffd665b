"""Five keys, each for one thing; a new one is known before it signs, an old one as long as what it signed."""

from datetime import datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from rekam.credentials import certificates, signing
from rekam.credentials.formats import keys
from rekam.credentials.formats.trust import Purpose, Trust
from rekam.kernel.errors import RuleBroken
from tests.credentials import world
from tests.credentials.world import ISSUER, NOW

DAY = timedelta(days=1)


def slot(name: str, *, from_day: int, purpose: Purpose = Purpose.SD_JWT) -> signing.Slot:
    """Known for 7 days, signing for 90 more, believed for 120 after that."""
    start = NOW + from_day * DAY
    return signing.Slot(
        purpose=purpose,
        signer=world.plain(name),
        published=start,
        signs=start + 7 * DAY,
        rests=start + 97 * DAY,
        ends=start + 217 * DAY,
    )


RING = signing.KeyRing(ISSUER, (slot("first", from_day=0), slot("second", from_day=83)))
FIRST, SECOND = world.plain("first").kid, world.plain("second").kid


@pytest.mark.parametrize(
    ("day", "signs", "known"),
    [
        (7, FIRST, {FIRST}),
        (85, FIRST, {FIRST, SECOND}),
        (90, SECOND, {FIRST, SECOND}),
        (96, SECOND, {FIRST, SECOND}),
        (170, SECOND, {FIRST, SECOND}),
        (179, SECOND, {FIRST, SECOND}),
    ],
)
def test_keys_take_turns_with_overlap(day: int, signs: str, known: set[str]) -> None:
    at = NOW + day * DAY

    assert RING.signer(Purpose.SD_JWT, at=at).kid == signs
    assert {one["kid"] for one in RING.key_set(Purpose.SD_JWT, at=at)["keys"]} == known


@pytest.mark.parametrize("at", [NOW, NOW + 300 * DAY])
def test_outside_its_turn_no_key_signs(at: datetime) -> None:
    with pytest.raises(RuleBroken) as refused:
        RING.signer(Purpose.SD_JWT, at=at)
    assert refused.value.code == "signing_key_missing"


def test_an_old_key_is_believed_as_long_as_what_it_signed() -> None:
    trust = Trust(tuple(RING.trusted(at=NOW + 120 * DAY)))

    trust.key_of(purpose=Purpose.SD_JWT, kid=FIRST, issuer=ISSUER, at=NOW + 216 * DAY)
    with pytest.raises(RuleBroken):
        trust.key_of(purpose=Purpose.SD_JWT, kid=FIRST, issuer=ISSUER, at=NOW + 217 * DAY)


def test_one_key_cannot_serve_two_purposes() -> None:
    with pytest.raises(RuleBroken) as refused:
        signing.KeyRing(ISSUER, (slot("x", from_day=0), slot("x", from_day=0, purpose=Purpose.QR)))
    assert refused.value.code == "signing_key_shared"


def test_times_out_of_order_are_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError, match="order"):
        signing.Slot(purpose=Purpose.QR, signer=world.HOLDER, published=NOW, signs=NOW, rests=NOW, ends=NOW)


def test_a_key_file_signs() -> None:
    private = world.private("file")
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    signer = signing.FileSigner.from_pem(pem)

    assert keys.is_signed(b"told", signature=signer.sign(b"told"), key=private.public_key())
    assert len(signer.kid) == 11


@pytest.mark.parametrize(
    "pem",
    [
        b"rubbish",
        ec.derive_private_key(7, ec.SECP384R1()).private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        ),
    ],
    ids=["rubbish", "P-384"],
)
def test_another_file_is_no_key(pem: bytes) -> None:
    with pytest.raises(RuleBroken) as refused:
        signing.FileSigner.from_pem(pem)
    assert refused.value.code == "signing_key_unreadable"


@pytest.mark.parametrize(
    ("purpose", "days"), [(Purpose.ROOT, 1), (Purpose.QR, 1), (Purpose.STATUS, 1), (Purpose.DOCUMENT, 9_999)]
)
def test_the_root_certifies_two_purposes_and_nothing_beyond_its_time(purpose: Purpose, days: int) -> None:
    with pytest.raises(ValueError, match="root"):
        certificates.certify(
            world.HOLDER.public,
            purpose=purpose,
            name="x",
            issuer=ISSUER,
            root=world.root(),
            by=world.private("root"),
            since=NOW,
            until=NOW + days * DAY,
        )


def test_a_root_that_made_no_certificate_is_none_for_it() -> None:
    """The name alone does not make a root: its key must have signed."""
    twin = certificates.make_root(
        world.private("strange root"),
        name="IACA root",
        issuer=ISSUER,
        since=NOW - DAY,
        until=NOW + DAY,
    )
    with pytest.raises(RuleBroken) as refused:
        Trust((), (twin,)).leaf_of(world.signer(Purpose.DOCUMENT).chain[0], purpose=Purpose.DOCUMENT, at=NOW)
    assert refused.value.code == "issuer_untrusted"


def test_a_reader_remembers_certificates_but_not_without_end() -> None:
    trust = Trust((), (world.root(),))
    for number in range(3):
        chain = world.signer(Purpose.SD_JWT, name=f"n{number}").chain[0]
        trust.leaf_of(chain, purpose=Purpose.SD_JWT, at=NOW)
        trust.leaf_of(chain, purpose=Purpose.SD_JWT, at=NOW)

    assert len(trust._leaves) == 3
