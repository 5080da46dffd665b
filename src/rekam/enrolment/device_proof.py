"""The device's own signature over a sample, so that a server need not take a laptop's word for it. Pure.

An SBI device signs a JWS whose payload holds record, transaction and device (docs/reference/sbi.md). The
packet carries it without the record, which lies sealed beside it; put together again, it can be checked.
"""

import base64
from collections.abc import Callable, Sequence
from datetime import datetime

from cryptography import x509

from rekam.devices.adapters.sbi import jws
from rekam.enrolment import packet_shape as shape
from rekam.enrolment.packet_parts import MAX_TOKEN_BYTES, SampleFacts
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken

_KINDS: dict[str, shape.Kind] = {"head": str, "before": bytes, "after": bytes, "form": int, "signature": str}
# How devices in the field write the record: the standard's base64url without padding is the first.
_FORMS: tuple[Callable[[bytes], bytes], ...] = (
    lambda record: base64.urlsafe_b64encode(record).rstrip(b"="),
    base64.urlsafe_b64encode,
    base64.b64encode,
    lambda record: base64.b64encode(record).rstrip(b"="),
)


# The signature is right, but whose it is we cannot say: an unknown maker, a certificate's dates.
_UNTRUSTED = {"device_untrusted", "device_certificate_expired", "device_certificate_early"}


def token_of(signed: str, *, record: bytes) -> bytes:
    """What a packet carries of a device's JWS whose payload holds this record.

    b"" where it cannot be put together again, or is too large: a recording is never lost for that.
    """
    head, payload, signature = signed.split(".")
    body = jws.unbase64url(payload)
    for form, written in enumerate(write(record) for write in _FORMS):
        before, found, after = body.partition(b'"' + written + b'"')
        if found:
            parts = {"head": head, "before": before, "after": after, "form": form, "signature": signature}
            token = canonical.encode(parts)
            whole = len(token) <= MAX_TOKEN_BYTES and _together(token, record=record) == signed
            return token if whole else b""
    return b""


def is_proved(
    facts: SampleFacts, *, record: bytes, anchors: Sequence[x509.Certificate], at: datetime
) -> bool:
    """Whether a device whose maker we trust signed this record for this transaction.

    anchors   certificates of the devices' trust anchors
    at        when it was captured, as far as anybody knows: the moment for certificates
    False where no device says so, or one that we do not know.
    Raises RuleBroken("packet_device_signature_wrong" | "sample_of_another_session"): somebody altered it.
    """
    if not facts.token:
        return False
    try:
        payload = jws.verify(_together(facts.token, record=record), anchors=anchors, at=at).payload
    except RuleBroken as broken:
        if broken.code in _UNTRUSTED:
            return False
        raise RuleBroken("packet_device_signature_wrong", position=facts.position) from broken
    if payload.get("transactionId") != facts.transaction:
        raise RuleBroken("sample_of_another_session", position=facts.position)
    return True


def _together(token: bytes, *, record: bytes) -> str:
    parts = shape.fields(canonical.decode(token, max_bytes=MAX_TOKEN_BYTES), where="token", kinds=_KINDS)
    form = shape.within(parts["form"], where="token.form", low=0, high=len(_FORMS) - 1)
    body = parts["before"] + b'"' + _FORMS[form](record) + b'"' + parts["after"]
    payload = base64.urlsafe_b64encode(body).rstrip(b"=").decode()
    return f"{parts['head']}.{payload}.{parts['signature']}"
