"""The bodies of the API, in and out; the OpenAPI description is made from them."""

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from ninja import Schema
from pydantic import ConfigDict, Field, StringConstraints

from rekam.verification.asking.rules import MAX_REFERENCE, MAX_VALUE
from rekam.verification.asking.rules import Field as Asked
from rekam.verification.comparing.rules import MOST_SAMPLE

MOST_SAMPLE_LETTERS = 4 * (MOST_SAMPLE // 3 + 1)
PRINTED = r"^[^\x00-\x1f\x7f]*$"
Reference = Annotated[
    str,
    Field(
        description="The partner's own number of the case, new for each question: the same number with the "
        "same bytes gets the same answer again and is not counted twice. Let it be random, without sixteen "
        "digits in a row, which would be taken for a NIK: letters are best.",
        examples=["kyc-7Q2M9V4D1T"],
    ),
    StringConstraints(min_length=1, max_length=MAX_REFERENCE, pattern=PRINTED),
]
Value = Annotated[str, StringConstraints(max_length=MAX_VALUE, pattern=PRINTED)]
Compact = Annotated[str, StringConstraints(max_length=32 * 1024, pattern=r"^[\x21-\x7e]*$")]
NikText = Annotated[
    str,
    Field(
        description="As the partner has it. Malformed is answered like unknown.",
        examples=["9999994101900001"],
    ),
    StringConstraints(max_length=40, pattern=PRINTED),
]


class Strict(Schema):
    """A body in which nothing else may stand."""

    model_config = ConfigDict(extra="forbid")


class PaperConsent(Strict):
    """The resident's consent as the institution holds it on paper or in its own records."""

    number: Annotated[str, StringConstraints(min_length=1, max_length=MAX_REFERENCE, pattern=PRINTED)]
    given_on: date


class AskedOf(Strict):
    """Whom it is about, the partner's number of the case, and by whose leave it is asked."""

    nik: NikText
    reference: Reference
    consent: PaperConsent | None = None
    own_consent: Annotated[
        UUID | None, Field(description="The id of a consent that the resident gave (POST consents)")
    ] = None
    presence: Annotated[
        UUID | None,
        Field(description="Instead of own_consent: the id of a card that was shown (POST presentations)"),
    ] = None


class QuestionIn(AskedOf):
    """What is asked: a NIK, and what the partner holds of the person, by SIAK's names."""

    values: Annotated[dict[Asked, Value], Field(min_length=1, max_length=len(Asked))]


class ComparisonIn(AskedOf):
    """A face or fingers to be compared with what was recorded of a NIK."""

    field: Annotated[
        Literal[Asked.WAJAH, Asked.SIDIK_JARI],
        Field(description="WAJAH needs one sample, SIDIK_JARI one or two and the Minister's approval"),
    ]
    samples: Annotated[
        list[Annotated[str, StringConstraints(max_length=MOST_SAMPLE_LETTERS)]],
        Field(
            min_length=1,
            max_length=2,
            description="base64: a face as JPEG, PNG or ISO/IEC 19794-5:2011 record with one face in it; a "
            "finger as ISO/IEC 19794-4:2011 record (PNG, JPEG, JPEG 2000 or raw inside), which says which "
            f"finger it is. At most {MOST_SAMPLE // 1024} kB each before base64.",
        ),
    ]


class AnswerOut(Schema):
    """What is told. Every no looks the same; nothing of the register is read out."""

    number: UUID
    asked_at: datetime
    reference: str
    confirmed: Annotated[bool, Field(description="The NIK is in use and every value sent is as recorded")]
    matches: Annotated[dict[Asked, bool], Field(description="By field sent: true = Sesuai")]
    code: Annotated[
        Literal["11", "12", "13", "14", "15"] | None,
        Field(description="Dukcapil's reply code, only where the contract grants it"),
    ]
    receipt: Annotated[
        str,
        Field(description="Compact JWS (ES256): what was asked, answered, when and to whom; keys: GET keys"),
    ]


class ConsentIn(Strict):
    """For which fields the resident is to be asked; partner and purpose are the contract's."""

    fields: Annotated[list[Asked], Field(min_length=1, max_length=len(Asked))]


class ConsentOut(Schema):
    """A request for a resident's own yes. `code` is told once, when it is made."""

    id: UUID
    state: Literal["waiting", "given", "refused", "used", "over"]
    code: Annotated[str, Field(description="The resident types it at /saya/izin/")] = ""
    ends_at: datetime


class PresentationIn(Strict):
    """Which fields are going to be compared; the holder reads them on the phone before showing."""

    fields: Annotated[list[Asked], Field(min_length=1, max_length=len(Asked))]


class PresentationOut(Schema):
    """A card that a person is asked to show. `link` is told once, when it is made."""

    id: UUID
    state: Literal["waiting", "shown", "invalid", "suspended", "unknown", "declined", "used", "over"]
    reason: Annotated[
        str,
        Field(description="Why it is no `shown`, by the office's codes", examples=["credential_revoked"]),
    ] = ""
    link: Annotated[
        str,
        Field(description='openid4vp://...: as a QR code, or opened on the same phone; "" in the sandbox'),
    ] = ""
    ends_at: datetime


class TokenOut(Schema):
    """An access token (RFC 6749 section 5.1)."""

    access_token: str
    token_type: Literal["DPoP"]
    expires_in: int


class KeyOut(Schema):
    """A public key (RFC 7517)."""

    kty: Literal["EC"]
    crv: Literal["P-256"]
    x: str
    y: str
    kid: str
    use: Literal["sig"]
    alg: Literal["ES256"]


class KeysOut(Schema):
    """The public keys of receipts."""

    keys: list[KeyOut]


class Refused(Schema):
    """A refusal: a stable code, and a sentence for people."""

    code: Annotated[str, Field(examples=["quota_used_up"])]
    message: str


class RefusedToken(Refused):
    """A refusal of the token endpoint, with the name that OAuth has for it (RFC 6749 section 5.2)."""

    error: Literal["invalid_client", "invalid_request", "unauthorized_client", "unsupported_grant_type"]
