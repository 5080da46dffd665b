"""Whatever a reader must refuse is refused, each by its own code; and the honest twin of each is not."""

import pytest

from rekam.credentials.formats.credential import Credential
from rekam.kernel.errors import RuleBroken
from tests.credentials import hostile_qr, hostile_status, plain_mdoc, plain_sd_jwt
from tests.credentials.case import Case
from tests.credentials.hostile import CASES


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_hostile_case_is_refused(case: Case) -> None:
    with pytest.raises(RuleBroken) as refused:
        case.shown()

    assert refused.value.code == case.code


def test_no_case_stands_twice() -> None:
    names = [case.name for case in CASES]

    assert len(names) == len(set(names))


def test_the_builders_make_what_is_accepted_when_nothing_is_wrong() -> None:
    presented = plain_sd_jwt.read(plain_sd_jwt.shown())  # the suite's minimal-cnf-jwk, which must pass
    assert isinstance(presented, Credential)
    assert presented.claims == {"age_over_17": True}

    documents = plain_mdoc.read(plain_mdoc.response())
    assert isinstance(documents, list)
    assert documents[0].claims == {"age_over_17": True}

    for shown, how in ((hostile_qr.live(), {}), (hostile_qr.printed(), hostile_qr.PRINT)):
        scanned = hostile_qr.read(hostile_qr.letters(shown), **how)
        assert scanned.credential.claims == hostile_qr.IDENTITY  # type: ignore[attr-defined]
    secret = hostile_qr.letters(hostile_qr.encrypted(hostile_qr.live()))
    assert hostile_qr.read(secret, **hostile_qr.KEY).live  # type: ignore[attr-defined]

    assert hostile_status.read(hostile_status.token()).told.entries == 512  # type: ignore[attr-defined]
    assert hostile_status.read_cwt(hostile_status.cwt()).told.entries == 512  # type: ignore[attr-defined]
