"""What MOSIP's messages say, and what is wrong with one. Pure.

Read loosely, as MOSIP's own documents and programs spell them; answered strictly (`answers`).
Source: MOSIP ABIS API 0.9; the order of the checks is that of MOSIP's mock ABIS.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from rekam.abis.references import NAME, is_reference

VERSION: Final = "1.1"
LONGEST_ECHO: Final = 100
LONGEST_URL: Final = 2_000
MOST_GALLERY: Final = 1_000
MOST_RESULTS: Final = 1_000
MOST_FLAGS: Final = 16
HIGHEST_FPIR_FLAG: Final = 90


ADJUDICATE: Final = "mosip.manual.adjudication.adjudicate"
"""The id of a message that is none of the ABIS's: see `manual`."""


class Kind(StrEnum):
    """The six messages, by their id."""

    INSERT = "mosip.abis.insert"
    IDENTIFY = "mosip.abis.identify"
    DELETE = "mosip.abis.delete"
    PING = "mosip.abis.ping"
    PENDING_JOBS = "mosip.abis.pendingJobs"
    REFERENCE_COUNT = "mosip.abis.referenceCount"


def step_of(kind: str) -> str:
    """The short name of what a message asks: insert, identify, delete, adjudicate."""
    return kind.rpartition(".")[2]


class Failure(StrEnum):
    """Why a message could not be done: the API's failureReason."""

    INTERNAL = "1"
    ABORTED = "2"
    UNEXPECTED = "3"
    STRUCTURE = "4"
    NO_REFERENCE_ID = "5"
    NO_REQUEST_ID = "6"
    NOT_FETCHED = "7"
    NO_REFERENCE_URL = "8"
    NO_REQUEST_TIME = "9"
    REFERENCE_EXISTS = "10"
    NO_DATA = "11"
    REFERENCE_UNKNOWN = "12"
    VERSION = "13"
    ID = "14"
    REQUEST_TIME = "15"
    CBEFF = "16"
    URL_EXPIRED = "17"
    QUALITY = "18"


class Failed(Exception):
    """A message that cannot be done; what MOSIP is answered."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.name)
        self.failure = failure


@dataclass(frozen=True, kw_only=True)
class Request:
    """A message that may be done.

    reference     MOSIP's id of a record, empty where the message is about none
    url           where the record's biometrics lie in the data share (insert)
    gallery       compare with these records only; empty = with all
    most_results  of the candidates, the best; None = as many as there are
    fpir          chance (0 to 1) at most that a stranger's search finds anybody; None = as configured
    """

    kind: Kind
    request_id: str
    reference: str = ""
    url: str = ""
    gallery: tuple[str, ...] = ()
    most_results: int | None = None
    fpir: float | None = None


ABOUT_ONE: Final = frozenset({Kind.INSERT, Kind.IDENTIFY, Kind.DELETE})
WITHOUT_WAITING: Final = frozenset({Kind.PING, Kind.PENDING_JOBS, Kind.REFERENCE_COUNT})
_ALWAYS: Final = frozenset({"id", "version", "requestId", "requesttime"})
_URLS: Final = ("referenceURL", "referenceUrl")
_FIELDS: Final[Mapping[Kind, frozenset[str]]] = {
    Kind.INSERT: _ALWAYS | {"referenceId", *_URLS},
    Kind.IDENTIFY: _ALWAYS | {"referenceId", *_URLS, "gallery", "flags"},
    Kind.DELETE: _ALWAYS | {"referenceId"},
    **dict.fromkeys(WITHOUT_WAITING, _ALWAYS),
}
_ANY_FIELD: Final = frozenset().union(*_FIELDS.values())
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z", re.ASCII)
_NUMBER: Final = re.compile(r"[0-9]{1,4}")


def read(message: object) -> Request:
    """The request that a message makes.

    message  JSON as Python's values, whatever they are
    Raises Failed with the first of what is wrong: structure, id, version, request id, request time, reference
    id, address.
    """
    fields, gallery, (most_results, fpir) = _texts(message), _gallery(message), _flags(message)
    kind = _kind(fields)
    if fields["version"] != VERSION:
        raise Failed(Failure.VERSION)
    if not fields["requestId"]:
        raise Failed(Failure.NO_REQUEST_ID)
    check_time(fields["requesttime"])
    if kind in ABOUT_ONE and not fields["referenceId"]:
        raise Failed(Failure.NO_REFERENCE_ID)
    if kind is Kind.INSERT and not fields["url"]:
        raise Failed(Failure.NO_REFERENCE_URL)
    return Request(
        kind=kind,
        request_id=fields["requestId"],
        reference=fields["referenceId"] if kind in ABOUT_ONE else "",
        url=fields["url"] if kind is Kind.INSERT else "",
        gallery=gallery,
        most_results=most_results,
        fpir=fpir,
    )


def echo(message: object, name: str) -> str:
    """A field of a message as an answer repeats it: short text, or nothing."""
    value = message.get(name) if isinstance(message, dict) else None
    return value if isinstance(value, str) and len(value) <= LONGEST_ECHO and value.isprintable() else ""


def _texts(message: object) -> dict[str, str]:
    """The texts of a message, empty where absent or null; both spellings of the address become `url`."""
    if not isinstance(message, dict):
        raise Failed(Failure.STRUCTURE)
    kinds = {str(kind): kind for kind in Kind}
    known = _FIELDS[kinds[message["id"]]] if message.get("id") in tuple(kinds) else _ANY_FIELD
    if not known >= message.keys():
        raise Failed(Failure.STRUCTURE)
    told = {name: text_of(message.get(name)) for name in (*_ALWAYS, "referenceId", *_URLS)}
    if told["referenceId"] and not is_reference(told["referenceId"]):
        raise Failed(Failure.STRUCTURE)
    if told["requestId"] and not NAME.fullmatch(told["requestId"]):
        raise Failed(Failure.STRUCTURE)
    addresses = {told[name] for name in _URLS if told[name]}
    if len(addresses) > 1:
        raise Failed(Failure.STRUCTURE)
    return told | {"url": next(iter(addresses), "")}


def text_of(value: object) -> str:
    """A text of a message, empty where it is absent or null. Raises Failed(STRUCTURE)."""
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > LONGEST_URL or not value.isprintable():
        raise Failed(Failure.STRUCTURE)
    return value


def _kind(fields: Mapping[str, str]) -> Kind:
    try:
        return Kind(fields["id"])
    except ValueError as error:
        raise Failed(Failure.ID) from error


def check_time(text: str) -> None:
    """Raises Failed(NO_REQUEST_TIME | REQUEST_TIME) for no moment as MOSIP writes one."""
    if not text:
        raise Failed(Failure.NO_REQUEST_TIME)
    try:
        if not _TIME.fullmatch(text):
            raise ValueError(text)
        datetime.fromisoformat(text[:19])
    except ValueError as error:
        raise Failed(Failure.REQUEST_TIME) from error


def _gallery(message: object) -> tuple[str, ...]:
    """The reference ids of a gallery, each once; none for an absent one, which means everybody."""
    gallery = message.get("gallery") if isinstance(message, dict) else None
    if gallery is None:
        return ()
    if not isinstance(gallery, dict) or not gallery.keys() <= {"referenceIds"}:
        raise Failed(Failure.STRUCTURE)
    listed = gallery.get("referenceIds") or []
    if not isinstance(listed, list) or len(listed) > MOST_GALLERY:
        raise Failed(Failure.STRUCTURE)
    names = [_gallery_name(item) for item in listed]
    return tuple(dict.fromkeys(name for name in names if name))


def _gallery_name(item: object) -> str:
    if not isinstance(item, dict) or not item.keys() <= {"referenceId"}:
        raise Failed(Failure.STRUCTURE)
    name = text_of(item.get("referenceId"))
    if name and not is_reference(name):
        raise Failed(Failure.STRUCTURE)
    return name


def _flags(message: object) -> tuple[int | None, float | None]:
    """Most results and rate; flags we do not know are passed over: MOSIP and an ABIS may agree on more."""
    flags = message.get("flags") if isinstance(message, dict) else None
    if flags is None:
        return None, None
    if not isinstance(flags, dict) or len(flags) > MOST_FLAGS:
        raise Failed(Failure.STRUCTURE)
    told = {str(name): _flag(value) for name, value in flags.items()}
    return _most_results(told.get("maxResults", "")), _fpir(told.get("targetFPIR", ""))


def _flag(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if 0 <= value <= MOST_RESULTS else "?"
    return text_of(value)


def _most_results(flag: str) -> int | None:
    number = _number(flag)
    if number is not None and not 1 <= number <= MOST_RESULTS:
        raise Failed(Failure.STRUCTURE)
    return number


def _fpir(flag: str) -> float | None:
    """The rate that a targetFPIR stands for, round(-10 * log10(rate)): 30 is 1 in 1,000."""
    number = _number(flag)
    if number is None:
        return None
    if number > HIGHEST_FPIR_FLAG:
        raise Failed(Failure.STRUCTURE)
    return float(10 ** (-number / 10))


def _number(flag: str) -> int | None:
    if not flag.strip():
        return None
    if not _NUMBER.fullmatch(flag.strip()):
        raise Failed(Failure.STRUCTURE)
    return int(flag)
