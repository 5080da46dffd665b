"""What a wallet answers: opened, read by the formats' readers, and judged (pure).

Source: OpenID4VP 1.0 sections 8.1 (vp_token), 8.3.1 (direct_post.jwt) and annex B; JWE is RFC 7516.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import ECKey

from rekam.credentials.claims import picture_address
from rekam.credentials.formats import base64url, jose, keys, mdoc, mdoc_reading, sd_jwt
from rekam.credentials.formats.credential import Credential
from rekam.credentials.formats.status_list import StatusToken
from rekam.credentials.formats.trust import Trust
from rekam.credentials.presenting.rules import MDOC_ID, SD_JWT_ID, Wanted
from rekam.credentials.verdict import Standing, Verdict, judge
from rekam.kernel.errors import RuleBroken

MAX_BYTES = 256 * 1024
_ALGORITHMS = ["ECDH-ES", "A256GCM"]
ListOf = Callable[[str], StatusToken | None]


@dataclass(frozen=True, kw_only=True)
class Session:
    """What binds an answer to this question, as the reader itself knows it, never as it was sent."""

    client: str
    nonce: str
    state: str
    response_uri: str
    key: EllipticCurvePrivateKey

    @property
    def transcript(self) -> bytes:
        """The SessionTranscript that an mdoc's holder signs."""
        return mdoc.session_transcript(
            client=self.client,
            nonce=self.nonce,
            response_uri=self.response_uri,
            thumbprint=keys.thumbprint(self.key.public_key()),
        )


def opened(text: str, *, session: Session) -> Mapping[str, Any]:
    """The vp_token of a closed answer.

    Raises RuleBroken("answer_unreadable" | "answer_state_wrong" | "credential_malformed").
    """
    if len(text) > MAX_BYTES:
        raise RuleBroken("credential_too_large", bytes=len(text), limit=MAX_BYTES)
    try:
        plain = jwe.decrypt_compact(text, ECKey.import_key(session.key), algorithms=_ALGORITHMS).plaintext
    except (JoseError, ValueError, TypeError) as error:
        raise RuleBroken("answer_unreadable") from error
    told = jose.from_json(plain or b"")
    if not isinstance(told, dict):
        raise RuleBroken("answer_unreadable")
    if told.get("state") != session.state:
        raise RuleBroken("answer_state_wrong")
    tokens = told.get("vp_token")
    if not isinstance(tokens, dict):
        raise RuleBroken("answer_unreadable")
    return tokens


def judged(
    tokens: Mapping[str, Any],
    *,
    wanted: Wanted,
    session: Session,
    trust: Trust,
    list_of: ListOf,
    at: datetime,
) -> Verdict:
    """The verdict on what was shown; a refusal of any reader is "invalid" with its code."""
    lists: dict[str, StatusToken] = {}

    def check() -> Credential:
        credential = _read(tokens, wanted=wanted, session=session, trust=trust, at=at)
        told = None if credential.status is None else list_of(credential.status.uri)
        if told is not None:
            lists[told.uri] = told
        return credential

    return judge(check, lists=lists, at=at)


def values(verdict: Verdict, *, wanted: Wanted) -> dict[str, Any]:
    """Of what was shown, what was asked for; nothing of what cannot be believed."""
    if verdict.credential is None or verdict.standing is Standing.INVALID:
        return {}
    told = verdict.credential.claims
    return {name: _plain(told[name]) for name in wanted.elements}


def _read(
    tokens: Mapping[str, Any], *, wanted: Wanted, session: Session, trust: Trust, at: datetime
) -> Credential:
    if len(tokens) != 1 or not tokens.keys() <= {SD_JWT_ID, MDOC_ID}:
        raise RuleBroken("answer_not_asked")
    ((name, shown),) = tokens.items()
    if not isinstance(shown, list) or len(shown) != 1 or not isinstance(shown[0], str):
        raise RuleBroken("answer_not_asked")
    read = _sd_jwt if name == SD_JWT_ID else _mdoc
    credential = read(shown[0], wanted=wanted, session=session, trust=trust, at=at)
    if missing := [one for one in wanted.elements if one not in credential.claims]:
        raise RuleBroken("answer_incomplete", claim=missing[0])
    return credential


def _sd_jwt(text: str, *, wanted: Wanted, session: Session, trust: Trust, at: datetime) -> Credential:
    return sd_jwt.read_presented(
        text,
        trust=trust,
        kinds=frozenset({wanted.kind.vct}),
        audience=session.client,
        nonce=session.nonce,
        at=at,
    )


def _mdoc(text: str, *, wanted: Wanted, session: Session, trust: Trust, at: datetime) -> Credential:
    documents = mdoc_reading.read_presented(
        base64url.decode(text),
        trust=trust,
        kinds=frozenset({wanted.kind.doctype}),
        transcript=session.transcript,
        at=at,
    )
    if len(documents) != 1:
        raise RuleBroken("answer_not_asked")
    return documents[0]


def _plain(value: object) -> object:
    """A value as JSON holds it; a photograph as SD-JWT writes it."""
    return picture_address(value) if isinstance(value, bytes) else value
