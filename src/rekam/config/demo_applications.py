"""Applications of the demo: some dozens, in every state, by residents who do not exist."""

import hashlib
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from rekam.applications.catalogue.rules import Document, Service
    from rekam.applications.filing.models import Application
    from rekam.applications.filing.steps import Step
    from rekam.registry.models import Resident

SEED = 20260102
CHECKER, APPROVER, KASEMEN = "yayan", "vera", "36.73.02"
LURAHS = "36.73.02.1008"
MANY = 60
POLICE = "SURAT KETERANGAN TANDA LAPOR KEHILANGAN\nNomor SKTLK/1/XI/2026 (contoh)\n\nSatu KTP elektronik"


@dataclass(frozen=True)
class Way:
    """How far an application has come: its steps, hours of the clock between them, and how often."""

    steps: tuple[str, ...]
    share: int


WAYS = (
    Way((), 2),
    Way(("sent", "withdrawn"), 2),
    Way(("sent", "asked", "lapsed"), 1),
    Way(("sent",), 14),
    Way(("sent", "asked"), 5),
    Way(("sent", "paused"), 3),
    Way(("sent", "checked"), 6),
    Way(("sent", "checked", "approved"), 6),
    Way(("sent", "rejected"), 3),
    Way(("sent", "checked", "approved", "originals"), 4),
    Way(("sent", "checked", "approved", "originals", "ready"), 5),
    Way(("sent", "checked", "approved", "originals", "ready", "collected"), 14),
)


def apply_some(*, at: datetime) -> None:
    """Fill the office's queue; runs in the scope of the whole office."""
    from rekam.config.demo_others import apply_others

    chance = random.Random(SEED)  # noqa: S311 - a demo's variety, no secret
    people = [*_grown(LURAHS, many=8), *_grown(KASEMEN, many=MANY - 8)]
    paper = _paper()
    for place, person in enumerate(people):
        way = chance.choices(WAYS, weights=[one.share for one in WAYS])[0]
        if place < len(WAYS):  # at least one of each
            way = WAYS[place]
        back = len(way.steps) + chance.choice((0, 1, 1, 2, 3, 6, 9))
        _apply(person, way=way, number=place, sent_at=work_day(at, back=back), paper=paper, chance=chance)
    apply_others(at=work_day(at, back=2), paper=paper)


def _grown(area_code: str, *, many: int) -> "Sequence[Resident]":
    from rekam.registry.queries import residents

    grown = residents(area_code=area_code).filter(
        status="active", blocked_for="", ever_married=True, nationality="WNI", handed_on__isnull=False
    )
    return list(grown.exclude(ektp_status="DUPLICATE_RECORD").order_by("-pk")[:many])


def _apply(
    person: "Resident",
    *,
    way: Way,
    number: int,
    sent_at: datetime,
    paper: str,
    chance: random.Random,
) -> None:
    from rekam.applications.filing.steps import Step
    from rekam.applications.products.services import issue

    row = _begun(person, number=number, on_paper="ready" in way.steps, at=sent_at)
    scans(row, paper=paper, judged="checked" in way.steps, at=sent_at)
    moment = sent_at
    for name in way.steps:
        step(row, Step(name), at=moment)
        if name == Step.READY:
            issue(row, actor=CHECKER, at=moment)
        moment = min(_later(moment, chance=chance), datetime.now(UTC))


def _begun(person: "Resident", *, number: int, on_paper: bool, at: datetime) -> "Application":
    """A draft; what is ready already is a paper, since a card would need an order that was printed."""
    from rekam.applications import services
    from rekam.applications.catalogue.rules import Service
    from rekam.applications.filing.rules import Authority, Channel

    offered = [one for one in _services() if not on_paper or one[0] is Service.KK]
    service, facts = offered[number % len(offered)]
    token = token_of(str(number))
    channel = (Channel.ONLINE, Channel.ONLINE, Channel.COUNTER)[number % 3]
    if person.area_code == LURAHS and number % 2:
        channel = Channel.VILLAGE
    row = services.begin(
        service=service,
        token=token,
        channel=channel,
        filed_by="lurah" if channel is Channel.VILLAGE else "",
        consented=channel is Channel.VILLAGE,
        area_code=person.area_code,
        at=at,
    ).application
    row.applicant = row.subject = person.uuid
    row.authority, row.facts, row.is_filled = Authority.OWN, facts, True
    row.save()
    return row


def token_of(what: str) -> UUID:
    return UUID(bytes=hashlib.sha256(f"{SEED} {what}".encode()).digest()[:16])


def _services() -> "list[tuple[Service, dict[str, object]]]":
    from rekam.applications.catalogue.rules import Service

    return [
        (Service.KTP_LOST, {"police_number": "SKTLK/1/XI/2026", "police_on": "2026-11-02"}),
        (Service.KK, {"reason": "changed"}),
        (Service.KTP_DAMAGED, {"damage": "terkelupas"}),
        (Service.KTP_CHANGE, {"changed": "pekerjaan", "document": "SK/3/CONTOH"}),
        (Service.KK, {"reason": "lost"}),
    ]


def scans(
    row: "Application", *, paper: str, judged: bool, at: datetime, more: "Sequence[Document]" = ()
) -> None:
    from rekam.applications.catalogue.rules import get_offer
    from rekam.applications.uploads.models import Scan
    from rekam.applications.uploads.rules import Verdict

    offer = get_offer(row.service, on=at.date())
    needed: list[Document] = [one.document for one in offer.requires if one.always] or [
        offer.requires[0].document
    ]
    for document in (*needed, *more):
        Scan.objects.create(
            application=row,
            area_code=row.area_code,
            document=document,
            address=paper,
            kind="jpeg",
            size=40_000,
            sent_digest=hashlib.sha256(f"{row.number} {document}".encode()).hexdigest(),
            sent_at=at,
            verdict=Verdict.ACCEPTED if judged else Verdict.WAITING,
            verdict_by=CHECKER if judged else "",
            verdict_at=at if judged else None,
        )


def step(row: "Application", step: "Step", *, at: datetime) -> None:
    """As the services would, but at an hour gone by."""
    from rekam.applications.clock.rules import Cause
    from rekam.applications.filing.steps import Step
    from rekam.applications.filing.writing import take_step

    told = {
        Step.ASKED: "Foto KK terpotong di bagian kanan; kirim lagi seluruh halamannya.",
        Step.REJECTED: "Surat kehilangan atas nama orang lain.",
        Step.PAUSED: "Blanko habis; kiriman berikut dari pusat.",
    }
    actor = {Step.SENT: "public", Step.APPROVED: APPROVER}.get(step, CHECKER)
    if step is Step.CHECKED:
        row.checked_by = CHECKER
    cause = Cause.BLANKS if step is Step.PAUSED else None
    take_step(row, step=step, actor=actor, at=at, why=told.get(step, ""), cause=cause)


def work_day(at: datetime, *, back: int) -> datetime:
    """Ten in the morning, so many working days ago."""
    day = at.replace(hour=3, minute=7, second=0, microsecond=0)
    while back:
        day -= timedelta(days=1)
        back -= day.weekday() < 5
    return day


def _later(moment: datetime, *, chance: random.Random) -> datetime:
    """Some hours on, or the next working day."""
    if chance.random() < 0.4:
        return moment + timedelta(hours=2)
    moment += timedelta(days=1)
    while moment.weekday() >= 5:
        moment += timedelta(days=1)
    return moment


def _paper() -> str:
    """One scanned letter that nobody wrote, for all of them."""
    from rekam.applications.uploads.cleaning import cleaned
    from rekam.config.demo_entries import paper
    from rekam.vault.services import keep

    data, _kind = cleaned(paper(POLICE))
    return keep(data, kind="document")
