"""Why somebody may look at or change a resident's data, and what that shows of him (pure)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Purpose(StrEnum):
    """The purpose of a look or a change; each is tied to a case where there is one.

    Source: UU 27/2022 Pasal 16 (2) and 20: processing needs a stated purpose. In force from 2022-10-17.
    """

    SERVICE = "service"  # somebody stands at the counter
    RECORDING = "recording"
    VERIFICATION = "verification"  # the second pair of eyes
    CARD = "card"
    OUTREACH = "outreach"
    COMPLAINT = "complaint"
    ADJUDICATION = "adjudication"
    OUTSIDE_DOMICILE = "outside_domicile"
    SUPERVISION = "supervision"
    INSTITUTION = "institution"  # a bank, BPJS or the police asks whether what it holds is right
    OWN = "own"  # the resident looks at his own data
    SYSTEM = "system"  # a job, no person


class Field(StrEnum):
    """What can be seen of a person, as a breach notice names it."""

    NIK = "nik"
    KK = "kk"
    NAME = "name"
    BIRTH = "birth"
    SEX = "sex"
    ADDRESS = "address"
    MARITAL_STATUS = "marital_status"
    OCCUPATION = "occupation"
    RELIGION = "religion"
    BLOOD_GROUP = "blood_group"
    FAMILY = "family"  # relation to the head, parents' names
    CARD_STATUS = "card_status"
    DISABILITY = "disability"
    PORTRAIT = "portrait"
    SIGNATURE = "signature"
    BIOMETRICS = "biometrics"  # fingers and irises, as pictures or compared


@dataclass(frozen=True, kw_only=True)
class Act:
    """What an action of the log means; each room's `acts.py` tells its own.

    words     what happened, in words for the person it happened to, in Indonesian
    fields    what of the person was shown or changed; none = the act touches nobody's data
    columns   where each entry says in its facts which columns it showed: what of the person a column is
    """

    words: object
    fields: tuple[Field, ...] = ()
    columns: Mapping[str, Field] = field(default_factory=dict)

    @property
    def of_person(self) -> bool:
        """Whether it shows or changes a person's data, so that it needs a purpose."""
        return bool(self.fields)

    def shown(self, columns: str) -> tuple[Field, ...]:
        """What one entry of this act showed or changed.

        columns   its fact of that name, with commas; where it tells none, it may have shown all `fields`
        """
        told = columns.split(",") if columns else ()
        if not told or not self.columns.keys() >= set(told):
            return self.fields
        return tuple(one for one in self.fields if one in {self.columns[name] for name in told})


EVERY_FIELD = tuple(Field)
UNKNOWN = Act(words="Tindakan lain", fields=EVERY_FIELD)  # of a version that this one does not know
