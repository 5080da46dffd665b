"""Institutions of the demo: a bank with a month of questions, and a contract that waits for approval."""

import random
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from rekam.config.demo_applications import work_day

DAYS = 22
MOST_A_DAY = 18
NOBODYS = "3673020000000000"


def contract_some(*, resident: UUID | None, at: datetime) -> None:
    """Two contracts and the bank's questions; runs in the scope of the whole office.

    resident   of whom the bank asks besides, so that there is a line in the demo resident's own history
    """
    from rekam.verification.asking.rules import Code, Field
    from rekam.verification.partners.rules import Grant, Kind, Terms
    from rekam.verification.partners.services import add_certificate, add_key, approve_partner, draft_partner

    day, until = at.date(), at.date() + timedelta(days=500)
    terms = Terms(
        name="Bank Contoh Serang",
        kind=Kind.BANK,
        contract_number="PKS/CONTOH/1",
        contract_from=day - timedelta(days=400),
        contract_until=until,
        purpose="membuka rekening dan memberi kredit",
        law="UU 24/2013 Pasal 79; UU 10/1998",
        fields=(Field.NAMA_LGKP, Field.TMPT_LHR, Field.TGL_LHR, Field.JENIS_KLMIN, Field.NAMA_LGKP_IBU),
        codes=(Code.DEAD,),
        monthly_quota=5_000,
    )
    grant = Grant(
        giver="Dirjen Dukcapil (contoh)", number="HA/CONTOH/1", begins=terms.contract_from, until=until
    )
    begun = work_day(at, back=DAYS + 10)
    bank = draft_partner(terms=terms, area_code="36.73", actor="bakri", at=begun)
    approve_partner(partner=bank.uuid, grant=grant, actor="hj-euis", at=begun + timedelta(hours=1))
    years = {"begins": day - timedelta(days=30), "until": day + timedelta(days=335)}
    add_key(partner=bank.uuid, jwk=_public_key(), actor="bakri", at=begun, **years)
    add_certificate(partner=bank.uuid, thumbprint=secrets.token_hex(32), actor="bakri", at=begun, **years)
    _ask(bank.uuid, resident=resident, at=at)
    waiting = Terms(
        name="Satpas SIM Contoh",
        kind=Kind.POLICE,
        contract_number="PKS/CONTOH/2",
        contract_from=day,
        contract_until=until,
        purpose="menerbitkan SIM",
        law="UU 24/2013 Pasal 79; UU 22/2009",
        fields=(Field.NAMA_LGKP, Field.TGL_LHR, Field.ALAMAT),
        codes=tuple(Code),
        needs_consent=False,
    )
    draft_partner(terms=waiting, area_code="36.73", actor="bakri", at=at)


def _public_key() -> dict[str, object]:
    """The public half of a key whose other half nobody keeps."""
    from cryptography.hazmat.primitives.asymmetric import ec

    point = ec.generate_private_key(ec.SECP256R1()).public_key().public_numbers()
    x, y = (urlsafe_b64encode(one.to_bytes(32)).rstrip(b"=").decode() for one in (point.x, point.y))
    return {"kty": "EC", "crv": "P-256", "x": x, "y": y, "kid": "contoh-1", "alg": "ES256"}


def _ask(bank: UUID, *, resident: UUID | None, at: datetime) -> None:
    """A month of questions: most right, some with a slip, a few about nobody."""
    from rekam.registry.queries import get_resident, residents
    from rekam.verification.asking.rules import Consent, Field, Question
    from rekam.verification.asking.services import ask
    from rekam.verification.partners.queries import get_partner

    partner, chance = get_partner(bank), random.Random(8)  # noqa: S311
    people = list(residents(area_code="36.73").order_by("pk")[:400])
    if resident is not None:
        people.insert(0, get_resident(resident))
    number = 0
    for back in range(DAYS, 0, -1):
        opens = work_day(at, back=back)
        for slot in range(chance.randint(4, MOST_A_DAY)):
            person = people[number % len(people)]
            number += 1
            values: Mapping[Field, str] = {
                Field.NAMA_LGKP: person.full_name if chance.random() < 0.95 else "Nama Lain",
                Field.TGL_LHR: _day(person.birth_date, slip=chance.random() < 0.05),
                Field.NAMA_LGKP_IBU: person.mother_name,
            }
            question = Question(
                nik=person.nik if chance.random() < 0.97 else NOBODYS,
                values=values,
                reference=f"REK-{number:05d}",
                consent=Consent(number=f"SETUJU-{number:05d}", given_on=opens.date()),
            )
            ask(partner, question, now=opens + timedelta(minutes=13 * slot))


def _day(born: date, *, slip: bool) -> str:
    return (born + timedelta(days=1) if slip else born).isoformat()
