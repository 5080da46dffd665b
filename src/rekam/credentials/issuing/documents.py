"""Which documents are issued in which forms, and for how long a copy counts (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from rekam.credentials import claims
from rekam.credentials.claims import CredentialType

COPY_LIFE = timedelta(days=90)
PRINT_LIFE = timedelta(days=365)


class Kind(StrEnum):
    """The documents, by the codes of `claims.TYPES`."""

    KTP = "ktp"
    KK = "kk"
    KIA = "kia"
    AGE = "umur"


class Form(StrEnum):
    """How a document is written; PRINT is a QR code that no phone stands behind."""

    SD_JWT = "sd_jwt"
    MDOC = "mdoc"
    QR = "qr"
    PRINT = "print"


@dataclass(frozen=True)
class Configuration:
    """One document in one form, as a wallet asks for it."""

    kind: Kind
    form: Form

    @property
    def name(self) -> str:
        """credential_configuration_id."""
        return f"{self.kind}_{self.form}"

    @property
    def type(self) -> CredentialType:
        """What it says."""
        return claims.TYPES[self.kind]


_MADE = {
    Kind.KTP: (Form.SD_JWT, Form.MDOC, Form.QR),
    Kind.KK: (Form.SD_JWT, Form.MDOC),
    Kind.KIA: (Form.SD_JWT, Form.MDOC, Form.QR),
    Kind.AGE: (Form.QR,),
}
CONFIGURATIONS: Mapping[str, Configuration] = {
    one.name: one for kind, forms in _MADE.items() for one in (Configuration(kind, form) for form in forms)
}
OWN = (Kind.KTP, Kind.AGE, Kind.KK)


def names_of(*kinds: Kind) -> list[str]:
    """The configurations of these documents."""
    return [name for name, one in CONFIGURATIONS.items() if one.kind in kinds]


def begins(at: datetime) -> datetime:
    """From when a copy counts: the beginning of the day in UTC, so that no hour singles anybody out.

    Not the office's day: that has begun in Serang when a reader's clock says yesterday.
    """
    return datetime.combine(at.astimezone(UTC).date(), time(), tzinfo=UTC)


def ends(form: Form, *, at: datetime, last_day: date | None) -> datetime:
    """Until when a copy counts; not beyond the last day of the document itself."""
    until = begins(at) + (PRINT_LIFE if form is Form.PRINT else COPY_LIFE)
    if last_day is None:
        return until
    return min(until, datetime.combine(last_day + timedelta(days=1), time(), tzinfo=UTC))
