"""What the data share gives out is opened in each of its forms, and by nobody else's key."""

import base64
from datetime import UTC, datetime
from random import Random

import pytest

from rekam.abis.mosip.opening import SPLITTER, PartnerKey, open_share
from rekam.abis.mosip.rules import Failed, Failure
from rekam.kernel.errors import RuleBroken
from rekam.simulation import mosip_papers

NOON = datetime(2026, 1, 5, 2, 11, tzinfo=UTC)
PRIVATE, CERTIFICATE = mosip_papers.partner(at=NOON)
OTHER, OTHERS_CERTIFICATE = mosip_papers.partner(at=NOON)
KEY = PartnerKey.read(private=PRIVATE, certificate=CERTIFICATE)
CONTENT = b"<BIR/>" * 40


def closed(*, before_1_2: bool = False, certificate: bytes = CERTIFICATE) -> bytes:
    return mosip_papers.close(CONTENT, certificate=certificate, random=Random(7), before_1_2=before_1_2)


def spelled(raw: bytes) -> bytes:
    return base64.b64encode(raw)


def raw(text: bytes) -> bytes:
    return base64.urlsafe_b64decode(text + b"=" * (-len(text) % 4))


def test_both_forms_are_opened() -> None:
    assert open_share(closed(), key=KEY) == CONTENT
    assert open_share(closed(before_1_2=True), key=KEY) == CONTENT
    assert open_share(spelled(KEY.thumbprint + raw(closed(before_1_2=True))), key=KEY) == CONTENT
    assert open_share(spelled(raw(closed())), key=KEY) == CONTENT


@pytest.mark.parametrize("before_1_2", [False, True])
def test_what_is_closed_to_another_or_altered_has_no_data(before_1_2: bool) -> None:
    good = raw(closed(before_1_2=before_1_2))
    split = good.index(SPLITTER)
    cuts = (0, 5, 40, split, split + len(SPLITTER), len(good) - 1)
    altered = [good[:at] for at in cuts] + [good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :] for at in cuts]
    others = closed(before_1_2=before_1_2, certificate=OTHERS_CERTIFICATE)
    for text in [others, b"", b"%%%", CONTENT, *map(spelled, altered)]:
        with pytest.raises(Failed) as refused:
            open_share(text, key=KEY)
        assert refused.value.failure is Failure.NO_DATA


def test_a_key_and_a_certificate_that_do_not_belong_together_are_refused() -> None:
    for private, certificate in ((PRIVATE, OTHERS_CERTIFICATE), (b"x", CERTIFICATE), (PRIVATE, b"")):
        with pytest.raises(RuleBroken) as refused:
            PartnerKey.read(private=private, certificate=certificate)
        assert refused.value.code == "mosip_partner_key"
    assert "PRIVATE" not in repr(KEY)
