"""Begin a question, hand over its request once, take one answer, and forget what was shown."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from rekam.audit.services import record
from rekam.credentials import key_files, trust_list
from rekam.credentials.formats import base64url, status_list
from rekam.credentials.formats.status_list import StatusToken
from rekam.credentials.formats.trust import Trust
from rekam.credentials.issuing import keys, publishing
from rekam.credentials.presenting import answers, holders, reader_key, requests, rules
from rekam.credentials.presenting.models import Question
from rekam.credentials.presenting.rules import State, Template
from rekam.credentials.presenting.secrecy import REFERENCE_BYTES
from rekam.credentials.verdict import Standing, Verdict
from rekam.kernel.errors import RuleBroken

LIST_PATH = "/ikd/status/"
WALLET = "a wallet"  # whoever answers is not known, and is not to be


@dataclass(frozen=True)
class Asked:
    """A question as it is shown to its holder; the reference is not kept.

    link   what the QR code holds
    """

    question: UUID
    reference: str
    link: str


@dataclass(frozen=True)
class Taken:
    """The verdict, and where the wallet's browser goes on, where the question began on the same phone."""

    standing: Standing
    code: str
    return_to: str


@transaction.atomic
def ask(*, template: Template, purpose: str, same_phone: bool = False, actor: str, at: datetime) -> Asked:
    """Begin a question. What earlier ones were shown is forgotten on the way.

    Raises RuleBroken("signing_key_missing" | "signing_root_away").
    """
    forget(at=at)
    reference = base64url.encode(secrets.token_bytes(REFERENCE_BYTES))
    client = reader_key.client_id(reader_key.signer(at=at))
    row = Question.objects.create(
        reference=requests.secrets_of(reference).digest,
        template=template.value,
        purpose=purpose,
        asked_by=actor,
        asked_at=at,
        same_phone=same_phone,
    )
    record("credentials.question_asked", actor=actor, at=at, case=str(row.uuid), template=template.value)
    address = quote(requests.request_address(reference), safe="")
    link = f"openid4vp://?client_id={quote(client, safe='')}&request_uri={address}"
    return Asked(row.uuid, reference, link)


@transaction.atomic
def hand_over(reference: str, *, at: datetime) -> str:
    """The signed request, once.

    Raises RuleBroken("request_unknown" | "request_fetched_twice" | "request_over").
    """
    row = _get(reference)
    rules.check_may_fetch(state_of(row, at=at))
    row.fetched_at = at
    row.save(update_fields=["fetched_at"])
    return requests.signed(row, reference, at=at)


@transaction.atomic
def take(reference: str, *, response: str, at: datetime) -> Taken:
    """The wallet's answer: judged, and its verdict kept; the values sealed for a minute.

    A refused document is an answer too: the officer reads "invalid" with its code.
    Raises RuleBroken("request_unknown" | "request_over" | "request_not_fetched" | "request_answered" |
    "answer_unreadable" | "answer_state_wrong"): then the question waits on.
    """
    row = _get(reference)
    rules.check_may_answer(state_of(row, at=at))
    session, wanted, trust = (
        requests.session(reference, at=at),
        rules.ASKED[Template(row.template)],
        _trust(at=at),
    )
    tokens = answers.opened(response, session=session)
    verdict = answers.judged(
        tokens,
        wanted=wanted,
        session=session,
        trust=trust,
        list_of=lambda uri: _list(uri, trust=trust, at=at),
        at=at,
    )
    row.answered_at, row.known_at = at, verdict.known_at
    row.standing, row.code = verdict.standing.value, verdict.code
    _keep_shown(row, verdict, reference=reference)
    code = base64url.encode(secrets.token_bytes(REFERENCE_BYTES)) if row.same_phone else ""
    row.return_code = requests.secrets_of(code).digest if code else ""
    row.save()
    record(
        "credentials.question_answered",
        actor=WALLET,
        at=at,
        case=str(row.uuid),
        standing=row.standing,
        code=row.code,
    )
    back = f"{keys.ring().issuer}/tunjukkan/kembali/?response_code={code}" if code else ""
    return Taken(verdict.standing, verdict.code, back)


@transaction.atomic
def decline(reference: str, *, at: datetime) -> None:
    """The holder does not want to. Raises RuleBroken as `take`."""
    row = _get(reference)
    rules.check_may_answer(state_of(row, at=at))
    row.answered_at, row.declined = at, True
    row.save(update_fields=["answered_at", "declined"])
    record("credentials.question_declined", actor=WALLET, at=at, case=str(row.uuid))


def forget(*, at: datetime) -> int:
    """Take away what was shown, once its time is over; of how many questions."""
    return shown_before(at=at).update(sealed=None, holder="")


def shown_before(*, at: datetime) -> QuerySet[Question]:
    """Questions whose time is over and of which something shown still lies there."""
    values = Q(sealed__isnull=False, answered_at__lte=at - rules.SHOWN)
    holder = ~Q(holder="") & Q(answered_at__lte=at - rules.COMPARED)
    return Question.objects.filter(values | holder)


def state_of(row: Question, *, at: datetime) -> State:
    """Where a question stands."""
    return rules.state(
        asked_at=row.asked_at,
        fetched_at=row.fetched_at,
        answered_at=row.answered_at,
        declined=row.declined,
        at=at,
    )


def _keep_shown(row: Question, verdict: Verdict, *, reference: str) -> None:
    """For an officer the values, sealed; for who only compares, a digest and no value at all."""
    template = Template(row.template)
    told = answers.values(verdict, wanted=rules.ASKED[template])
    if template is Template.HOLDER:
        row.holder = holders.digest(row.uuid, nik=told["nik"]) if told else ""
        return
    row.sealed = requests.secrets_of(reference).seal(told) if told else None


def _get(reference: str) -> Question:
    digest = requests.secrets_of(reference).digest
    row = Question.objects.select_for_update().filter(reference=digest).first()
    if row is None:
        raise RuleBroken("request_unknown")
    return row


def _trust(*, at: datetime) -> Trust:
    """What this office believes: its own list of keys, under its own root."""
    return trust_list.read(keys.trusted(), root=key_files.root(keys.folder()), at=at)


def _list(uri: str, *, trust: Trust, at: datetime) -> StatusToken | None:
    """The whole status list of that address, as any other reader has it.

    The place in it is not looked up among the copies, which would say who was asked.
    """
    start = keys.ring().issuer + LIST_PATH
    number = uri.removeprefix(start)
    if not uri.startswith(start) or not number.isdecimal() or len(number) > 9:
        return None
    try:
        data = publishing.token(int(number), as_cwt=True, at=at)
    except RuleBroken as broken:
        if broken.code != "not_found":
            raise
        return None
    return status_list.read_cwt(data, uri=uri, trust=trust, at=at)
