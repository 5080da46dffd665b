"""Applications in a resident's account: whose they are, and who opens them."""

from uuid import uuid4

import pytest

from rekam.applications import services as applications
from rekam.applications.catalogue.rules import Document, Service
from rekam.applications.filing.numbers import code_of
from rekam.applications.filing.rules import Channel
from rekam.applications.holding import services
from rekam.applications.holding.queries import held_by
from rekam.kernel.database import NOTHING, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.models import Resident
from tests.applications.conftest import MONDAY, begun, sent

ME, OTHER = uuid4(), uuid4()
PAPERS = (Document.KK, Document.BIRTH_ACT, Document.PARENTS_KTP)


def keep(row, *, account=ME, code: str = "") -> None:  # type: ignore[no-untyped-def]
    services.keep(
        number=row.number,
        code=code or code_of(row.token),
        account=account,
        actor="warga-a",
        address=f"10.3.{uuid4().int % 256}.{uuid4().int % 256}",
        at=MONDAY,
    )


def test_number_and_code_put_an_application_into_one_account_and_out_of_another(office: None) -> None:
    row = begun()
    keep(row)
    assert [one.application for one in held_by(account=ME, resident=None)] == [row.uuid]
    keep(row, account=OTHER)
    assert held_by(account=ME, resident=None) == []
    with pytest.raises(RuleBroken) as refused:
        keep(row, code="AAAAA AAAAA")
    assert refused.value.code == "application_unknown"


def test_a_draft_begun_while_signed_in_lies_in_the_account_and_nobody_elses_does(office: None) -> None:
    mine = applications.begin(
        service=Service.KK, token=uuid4(), channel=Channel.ONLINE, holder=ME, at=MONDAY
    ).application
    begun()
    assert [one.application for one in held_by(account=ME, resident=None)] == [mine.uuid]


def test_who_was_seen_sees_what_was_filed_for_him_and_opens_what_he_filed(
    siti: Resident, ahmad: Resident
) -> None:
    row = sent(siti, Service.KIA, *PAPERS, subject=ahmad)
    with scope(NOTHING):  # an account of a resident has no areas
        [parent], [child] = (
            held_by(account=ME, resident=siti.uuid),
            held_by(account=OTHER, resident=ahmad.uuid),
        )
        assert held_by(account=ME, resident=None) == []
    assert (parent.may_open, child.may_open) == (True, False)
    told = {"actor": "warga-a", "at": MONDAY}
    assert services.open_held(row.uuid, account=ME, resident=siti.uuid, **told).pk == row.pk  # type: ignore[arg-type]
    for application, resident in ((row.uuid, ahmad.uuid), (uuid4(), siti.uuid)):
        with pytest.raises(RuleBroken) as refused:
            services.open_held(application, account=ME, resident=resident, **told)  # type: ignore[arg-type]
        assert refused.value.code == "not_found"
