"""SD-JWT VC: issued, shown by its holder, and verified (pure).

Source: SD-JWT is RFC 9901; SD-JWT VC is draft-ietf-oauth-sd-jwt-vc-19. Only ES256 and SHA-256, compact form.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey

from rekam.credentials.formats import base64url, disclosures, jose, keys, moments
from rekam.credentials.formats.credential import Credential, StatusPlace, read_status
from rekam.credentials.formats.signer import Entropy, Signer
from rekam.credentials.formats.trust import Purpose, Trust
from rekam.kernel.errors import RuleBroken

KIND, BINDING_KIND = "dc+sd-jwt", "kb+jwt"
BINDING_SECONDS = timedelta(seconds=60)
# What counts must stand where the issuer signed it: draft-19 section 3.2.2.2.
NEVER_HIDDEN = frozenset({"iss", "nbf", "exp", "cnf", "vct", "vct#integrity", "status", "aud", "iat"})


def issue(
    claims: Mapping[str, object],
    *,
    kind: str,
    issuer: str,
    holder: EllipticCurvePublicKey,
    issued: datetime,
    expires: datetime,
    status: StatusPlace,
    signer: Signer,
    entropy: Entropy,
    decoys: int = 0,
) -> str:
    """An SD-JWT VC bound to the holder's key; every claim can be shown or kept back by itself.

    kind     the credential's type, as its vct
    issued   rounded to the day by the caller, so that it does not single anybody out
    decoys   digests of nothing, so that their number does not tell how many claims there are
    """
    texts, digests = disclosures.make(claims, entropy=entropy)
    digests += [base64url.encode(entropy(32)) for _ in range(decoys)]
    payload = {
        "iss": issuer,
        "vct": kind,
        "iat": moments.stamp(issued),
        "exp": moments.stamp(expires),
        "cnf": {"jwk": keys.to_jwk(holder)},
        "status": {"status_list": {"idx": status.index, "uri": status.uri}},
        "_sd_alg": "sha-256",
        "_sd": sorted(digests),
    }
    chain = {"x5c": [_base64(one) for one in signer.chain]} if signer.chain else {}
    token = jose.sign(payload, kind=KIND, signer=signer, kid=signer.kid, **chain)
    return "~".join([token, *texts, ""])


def present(
    issued: str, *, show: Iterable[str], holder: Signer, audience: str, nonce: str, at: datetime
) -> str:
    """What the holder sends: the named claims only, bound to this verifier and its nonce.

    Raises RuleBroken("claim_not_held") for a name that the credential does not have, and
    RuleBroken("credential_malformed") for something that was already shown to somebody.
    """
    token, *texts, binding = issued.split("~")
    if binding:
        raise RuleBroken("credential_malformed", where="presented")
    held = {one.name: one.text for one in map(disclosures.read, texts)}
    wanted = list(show)
    if missing := [name for name in wanted if name not in held]:
        raise RuleBroken("claim_not_held", claim=missing[0])
    shown = "~".join([token, *(held[name] for name in wanted), ""])
    told = {
        "iat": moments.stamp(at),
        "aud": audience,
        "nonce": nonce,
        "sd_hash": disclosures.digest_of(shown),
    }
    return shown + jose.sign(told, kind=BINDING_KIND, signer=holder)


def read_issued(text: str, *, trust: Trust, kinds: frozenset[str], at: datetime) -> Credential:
    """A credential as its holder gets it from the issuer: no key binding yet.

    Raises RuleBroken as `read_presented` does, but for the codes of the binding.
    """
    parts = _parts(text)
    if parts.binding:
        raise RuleBroken("credential_malformed", where="presented")
    return _credential(parts, trust=trust, kinds=kinds, audience=None, at=at)


def read_presented(
    text: str, *, trust: Trust, kinds: frozenset[str], audience: str, nonce: str, at: datetime
) -> Credential:
    """What a holder shows to this verifier, after every check but the status list's.

    kinds     the types that the verifier asked for
    audience  this verifier's client_id
    nonce     the one of this request
    Raises RuleBroken: the codes of `jose.read`, `disclosures.unfold` and `trust`, and
    "credential_type_wrong", "credential_for_others", "signature_wrong", "credential_expired",
    "credential_not_yet_valid",
    "holder_key_missing", "holder_key_refused", "binding_missing", "binding_signature_wrong",
    "binding_audience_wrong", "binding_nonce_wrong", "binding_too_old", "binding_too_early",
    "binding_of_another".
    """
    parts = _parts(text)
    if not parts.binding:
        raise RuleBroken("binding_missing")
    credential = _credential(parts, trust=trust, kinds=kinds, audience=audience, at=at)
    if credential.holder is None:
        raise RuleBroken("holder_key_missing")
    check_binding(
        parts.binding, shown=parts.shown, holder=credential.holder, audience=audience, nonce=nonce, at=at
    )
    return credential


def check_binding(
    binding: str, *, shown: str, holder: EllipticCurvePublicKey, audience: str, nonce: str, at: datetime
) -> None:
    """The key binding JWT: by the holder's key, for this verifier, this nonce, this minute and these claims.

    shown   everything before it, with the last tilde
    Raises RuleBroken("binding_..."). Source: RFC 9901 section 7.3.
    """
    token = jose.read(binding, kinds=frozenset({BINDING_KIND}))
    if not jose.is_by(token, key=holder):
        raise RuleBroken("binding_signature_wrong")
    told = token.payload
    if told.get("aud") != audience:
        raise RuleBroken("binding_audience_wrong")
    if told.get("nonce") != nonce:
        raise RuleBroken("binding_nonce_wrong")
    made = moments.moment(told.get("iat"))
    if made < at - BINDING_SECONDS:
        raise RuleBroken("binding_too_old")
    if made > at + BINDING_SECONDS:
        raise RuleBroken("binding_too_early")
    if told.get("sd_hash") != disclosures.digest_of(shown):
        raise RuleBroken("binding_of_another")


@dataclass(frozen=True)
class _Parts:
    token: str
    texts: list[str]
    binding: str
    shown: str


def _parts(text: str) -> _Parts:
    if len(text) > jose.MAX_BYTES:
        raise RuleBroken("credential_too_large", bytes=len(text), limit=jose.MAX_BYTES)
    token, *texts = text.split("~")
    if not texts:
        raise RuleBroken("credential_malformed", where="sd-jwt")
    binding = texts.pop()
    return _Parts(token, texts, binding, text[: len(text) - len(binding)])


def _credential(
    parts: _Parts, *, trust: Trust, kinds: frozenset[str], audience: str | None, at: datetime
) -> Credential:
    token = jose.read(parts.token, kinds=frozenset({KIND}))
    told = token.payload
    if not jose.is_by(token, key=_issuer_key(token, trust=trust, at=at)):
        raise RuleBroken("signature_wrong")
    kind = told.get("vct")
    if not isinstance(kind, str) or kind not in kinds:
        raise RuleBroken("credential_type_wrong")
    if told.get("aud", audience) != audience:
        raise RuleBroken("credential_for_others")
    claims = disclosures.unfold(told, texts=parts.texts, reserved=NEVER_HIDDEN)
    since = moments.latest(told.get("iat"), told.get("nbf"))
    until = moments.moment(told.get("exp"))
    moments.check_window(not_before=since, expires=until, at=at)
    return Credential(
        kind=kind,
        issuer=told["iss"],
        claims={name: value for name, value in claims.items() if name not in NEVER_HIDDEN},
        expires=until,
        status=read_status(told.get("status")),
        holder=_holder(told),
    )


def _issuer_key(token: jose.Token, *, trust: Trust, at: datetime) -> keys.PublicKey:
    issuer = token.payload.get("iss")
    if not isinstance(issuer, str):
        raise RuleBroken("issuer_untrusted")
    if "x5c" not in token.header:
        return trust.key_of(purpose=Purpose.SD_JWT, kid=token.header.get("kid"), issuer=issuer, at=at)
    leaf = trust.leaf_of(_ders(token.header["x5c"]), purpose=Purpose.SD_JWT, at=at)
    if issuer not in leaf.issuers:
        raise RuleBroken("issuer_untrusted")
    return leaf.key


def _holder(told: Mapping[str, Any]) -> EllipticCurvePublicKey | None:
    if "cnf" not in told:
        return None
    cnf = told["cnf"]
    return keys.from_jwk(cnf.get("jwk") if isinstance(cnf, dict) else None)


def _base64(der: bytes) -> str:
    """Plain base64 with padding: x5c is the one member of JOSE that is not base64url (RFC 7515 4.1.6)."""
    text = base64url.encode(der).replace("-", "+").replace("_", "/")
    return text + "=" * (-len(text) % 4)


def _ders(told: object) -> list[bytes]:
    if not isinstance(told, list) or not all(isinstance(one, str) for one in told):
        raise RuleBroken("issuer_untrusted")
    return [base64url.decode(one.rstrip("=").replace("+", "-").replace("/", "_")) for one in told]
