"""The catalogue of services: what each requires, by which law, and since when (pure).

The table here is the only place that says it; the public pages, the check before an application is sent and
docs/reference/services.md are derived from it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rekam.kernel.errors import RuleBroken
from rekam.registry.entries.effects import Kind


class Service(StrEnum):
    """What can be applied for; the value stands in addresses."""

    KTP_NEW = "ktp-baru"
    KTP_LOST = "ktp-hilang"
    KTP_DAMAGED = "ktp-rusak"
    KTP_CHANGE = "ktp-ubah"
    KK = "kk"
    KIA = "kia"
    MOVE_OUT = "pindah-keluar"
    MOVE_IN = "pindah-datang"
    BIODATA = "ubah-biodata"
    BIRTH = "akta-kelahiran"
    DEATH = "akta-kematian"
    OUTSIDE = "luar-domisili"


class Document(StrEnum):
    """A paper that is scanned, and brought in the original; the value stands in addresses."""

    KK = "kk"
    OLD_KTP = "ktp-lama"
    APPLICANT_KTP = "ktp-pemohon"
    PARENTS_KTP = "ktp-orang-tua"
    POLICE_LETTER = "surat-kehilangan"
    PROOF_OF_CHANGE = "bukti-perubahan"
    MARRIAGE = "buku-nikah"
    BIRTH_LETTER = "surat-lahir"
    BIRTH_ACT = "akta-kelahiran"
    DEATH_LETTER = "surat-kematian"
    SKPWNI = "skpwni"
    CHILD_PHOTO = "foto-anak"
    AUTHORITY = "surat-kuasa"


class Product(StrEnum):
    """What the applicant gets at the end."""

    CARD = "card"
    CHILD_CARD = "child_card"
    KK = "kk"
    MOVE_LETTER = "move_letter"
    BIODATA = "biodata"
    BIRTH_ACT = "birth_act"
    DEATH_ACT = "death_act"


@dataclass(frozen=True, kw_only=True)
class Requirement:
    """A paper of a service; `only_if` is a code of words.CONDITIONS, empty = always."""

    document: Document
    only_if: str = ""

    @property
    def always(self) -> bool:
        """Whether nobody can do without it."""
        return not self.only_if


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A service as it is offered from a day on.

    requires  papers, in the order in which they are asked for
    event     what happens to the register, which two officers enter; None = nothing
    source    the law, as the public page names it
    remark    which of it was not read, or whose practice it is; for the reference
    until     last day; None = still
    """

    service: Service
    requires: tuple[Requirement, ...]
    product: Product
    event: Kind | None = None
    source: str
    remark: str = ""
    since: date
    until: date | None = None


def _needs(*documents: Document | tuple[Document, str]) -> tuple[Requirement, ...]:
    return tuple(
        Requirement(document=one[0], only_if=one[1]) if isinstance(one, tuple) else Requirement(document=one)
        for one in documents
    )


_PERPRES = date(2018, 10, 18)
# Summary of Perpres 96/2018 by Setkab: aceh.tribunnews.com 2018-11-02, liputanhukum.com 2018-11-07.
OFFERS: tuple[Offer, ...] = (
    Offer(
        service=Service.KTP_NEW,
        requires=_needs(Document.KK),
        product=Product.CARD,
        source="Perpres 96/2018 Pasal 15",
        since=_PERPRES,
    ),
    Offer(
        service=Service.KTP_LOST,
        requires=_needs(Document.POLICE_LETTER, Document.KK),
        product=Product.CARD,
        source="Perpres 96/2018 Pasal 14",
        remark="the articles of each paper by recall",
        since=_PERPRES,
    ),
    Offer(
        service=Service.KTP_DAMAGED,
        requires=_needs(Document.OLD_KTP, Document.KK),
        product=Product.CARD,
        source="Perpres 96/2018 Pasal 14",
        remark="the articles of each paper by recall",
        since=_PERPRES,
    ),
    Offer(
        service=Service.KTP_CHANGE,
        requires=_needs(Document.OLD_KTP, Document.KK, Document.PROOF_OF_CHANGE),
        product=Product.CARD,
        source="Perpres 96/2018 Pasal 14; UU 24/2013 Pasal 64 (8)",
        since=_PERPRES,
    ),
    Offer(
        service=Service.KK,
        requires=_needs(
            (Document.KK, "has_card"),
            (Document.MARRIAGE, "after_wedding"),
            (Document.PROOF_OF_CHANGE, "data_changed"),
            (Document.POLICE_LETTER, "card_lost"),
        ),
        product=Product.KK,
        source="Perpres 96/2018 Pasal 11, 12, 13",
        remark="recall",
        since=_PERPRES,
    ),
    Offer(
        service=Service.KIA,
        requires=_needs(
            *(Document.BIRTH_ACT, Document.KK, Document.PARENTS_KTP), (Document.CHILD_PHOTO, "from_five")
        ),
        product=Product.CHILD_CARD,
        source="Permendagri 2/2016",
        remark="copies: ilmudasarsekolah.blogspot.com 2019-01; 123dok.com zlle162z",
        since=date(2016, 1, 19),
    ),
    Offer(
        service=Service.MOVE_OUT,
        requires=_needs(Document.KK, Document.APPLICANT_KTP),
        product=Product.MOVE_LETTER,
        event=Kind.MOVE_OUT,
        source="Perpres 96/2018 Pasal 25",
        remark="recall; practice of SE Ditjen Dukcapil 470/13287",
        since=_PERPRES,
    ),
    Offer(
        service=Service.MOVE_IN,
        requires=_needs(Document.SKPWNI, (Document.OLD_KTP, "has_ktp")),
        product=Product.KK,
        event=Kind.MOVE_IN,
        source="Perpres 96/2018 Pasal 25",
        remark="recall; practice of Disdukcapil Batam, perpindahan penduduk WNI",
        since=_PERPRES,
    ),
    Offer(
        service=Service.BIODATA,
        requires=_needs(Document.KK, Document.PROOF_OF_CHANGE),
        product=Product.BIODATA,
        event=Kind.CHANGE,
        source="Permendagri 109/2019 (F-1.06)",
        since=date(2019, 12, 3),
    ),
    Offer(
        service=Service.BIRTH,
        requires=_needs(
            *(Document.BIRTH_LETTER, Document.KK, Document.PARENTS_KTP),
            (Document.MARRIAGE, "parents_married"),
        ),
        product=Product.BIRTH_ACT,
        event=Kind.BIRTH,
        source="Perpres 96/2018 Pasal 33, 34",
        remark="recall",
        since=_PERPRES,
    ),
    Offer(
        service=Service.DEATH,
        requires=_needs(Document.DEATH_LETTER, Document.KK, (Document.OLD_KTP, "dead_had_ktp")),
        product=Product.DEATH_ACT,
        event=Kind.DEATH,
        source="Perpres 96/2018 Pasal 45",
        remark="recall",
        since=_PERPRES,
    ),
    Offer(
        service=Service.OUTSIDE,
        requires=_needs(Document.KK, (Document.POLICE_LETTER, "ktp_lost"), (Document.OLD_KTP, "ktp_damaged")),
        product=Product.CARD,
        source="Perpres 96/2018 Pasal 22; Permendagri 8/2016",
        since=_PERPRES,
    ),
)
# Services whose subject no register here has yet.
OF_NEWCOMERS = frozenset({Service.MOVE_IN, Service.BIRTH, Service.OUTSIDE})
CARDS = frozenset({Service.KTP_NEW, Service.KTP_LOST, Service.KTP_DAMAGED, Service.KTP_CHANGE})


def offers_on(day: date, *, table: Iterable[Offer] = OFFERS) -> Mapping[Service, Offer]:
    """The services that can be applied for on a day; of two rows of one service the later one holds."""
    open_ones = [one for one in table if one.since <= day and (one.until is None or day <= one.until)]
    return {one.service: one for one in sorted(open_ones, key=lambda one: one.since)}


def get_offer(service: str, *, on: date) -> Offer:
    """A service as it is offered on a day. Raises RuleBroken("service_unknown")."""
    found = {one.value: offer for one, offer in offers_on(on).items()}.get(service)
    if found is None:
        raise RuleBroken("service_unknown")
    return found


def fee(_service: Service) -> int:
    """What a service costs, in rupiah: nothing, whatever it is and whoever asks.

    Source: UU 24/2013 Pasal 79A. In force from 2013-12-24.
    """
    return 0


def documents_of(offer: Offer, *, by_letter: bool) -> tuple[Requirement, ...]:
    """The papers of a service for one application.

    by_letter  whether the applicant acts for somebody else by a letter of authority
    """
    letter = (Requirement(document=Document.AUTHORITY),) if by_letter else ()
    return (*offer.requires, *letter)
