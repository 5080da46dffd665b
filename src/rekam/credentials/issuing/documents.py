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


def begins(on: date) -> datetime:
    """From when a copy counts: the day's beginning in UTC, so that no hour singles anybody out."""
    return datetime.combine(on, time(), tzinfo=UTC)


def ends(form: Form, *, on: date, last_day: date | None) -> datetime:
    """Until when a copy counts; not beyond the last day of the document itself."""
    until = begins(on) + (PRINT_LIFE if form is Form.PRINT else COPY_LIFE)
    return until if last_day is None else min(until, begins(last_day + timedelta(days=1)))
