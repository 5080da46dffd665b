"""What an office asks to be shown, as a DCQL query, and how long each step counts (pure).

Source: OpenID for Verifiable Presentations 1.0, sections 6 (DCQL) and 5.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from rekam.credentials.claims import KIA, KTP, CredentialType
from rekam.kernel.errors import RuleBroken

LIFE = timedelta(minutes=5)  # of a question, from being asked to being answered
SHOWN = timedelta(seconds=60)  # so long what was shown may be read
COMPARED = timedelta(minutes=10)  # so long it may be asked whose document it was
SD_JWT, MDOC = "dc+sd-jwt", "mso_mdoc"


class Template(StrEnum):
    """The questions that a service may ask; each asks no more than it needs.

    HOLDER is asked for institutions, which never read the answer: they hear whether it is who they mean.
    """

    AGE = "age"
    IDENTITY = "identity"
    CHILD = "child"
    HOLDER = "holder"


class State(StrEnum):
    """Where a question stands."""

    WAITING = "waiting"
    FETCHED = "fetched"
    ANSWERED = "answered"
    DECLINED = "declined"
    OVER = "over"


@dataclass(frozen=True)
class Wanted:
    """Which elements of which document."""

    kind: CredentialType
    elements: tuple[str, ...]


ASKED: Mapping[Template, Wanted] = {
    Template.AGE: Wanted(KTP, ("age_over_17",)),
    Template.IDENTITY: Wanted(
        KTP, ("nik", "nama", "tempat_lahir", "tanggal_lahir", "jenis_kelamin", "alamat", "foto")
    ),
    Template.CHILD: Wanted(KIA, ("nama", "tanggal_lahir", "kepala_keluarga", "foto")),
    Template.HOLDER: Wanted(KTP, ("nik",)),
}


def query(template: Template) -> dict[str, object]:
    """The DCQL query: the same elements from either form of the document, whichever the wallet has."""
    wanted = ASKED[template]
    kind = wanted.kind
    return {
        "credentials": [
            {
                "id": SD_JWT_ID,
                "format": SD_JWT,
                "meta": {"vct_values": [kind.vct]},
                "claims": [{"path": [name]} for name in wanted.elements],
            },
            {
                "id": MDOC_ID,
                "format": MDOC,
                "meta": {"doctype_value": kind.doctype},
                "claims": [{"path": [kind.doctype, name]} for name in wanted.elements],
            },
        ],
        "credential_sets": [{"options": [[SD_JWT_ID], [MDOC_ID]]}],
    }


SD_JWT_ID, MDOC_ID = "sd_jwt", "mdoc"


def state(
    *,
    asked_at: datetime,
    fetched_at: datetime | None,
    answered_at: datetime | None,
    declined: bool,
    at: datetime,
) -> State:
    """Where a question stands at that moment."""
    if answered_at is not None:
        return State.DECLINED if declined else State.ANSWERED
    if at >= asked_at + LIFE:
        return State.OVER
    return State.WAITING if fetched_at is None else State.FETCHED


def check_may_fetch(now: State) -> None:
    """The signed request is handed over once: a second reader of the QR code gets nothing.

    Raises RuleBroken("request_fetched_twice" | "request_over").
    """
    if now is State.OVER:
        raise RuleBroken("request_over")
    if now is not State.WAITING:
        raise RuleBroken("request_fetched_twice")


def check_may_answer(now: State) -> None:
    """One answer, after the request was fetched, within its time.

    Raises RuleBroken("request_over" | "request_not_fetched" | "request_answered").
    """
    if now is State.OVER:
        raise RuleBroken("request_over")
    if now is State.WAITING:
        raise RuleBroken("request_not_fetched")
    if now is not State.FETCHED:
        raise RuleBroken("request_answered")


def may_see(*, answered_at: datetime | None, at: datetime) -> bool:
    """Whether what was shown may still be read."""
    return answered_at is not None and at < answered_at + SHOWN
