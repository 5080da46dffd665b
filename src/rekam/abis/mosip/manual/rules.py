"""What a request for adjudication says, and what is wrong with one. Pure.

Read as MOSIP's registration processor writes it; more fields than we know are passed over, since the
message is not part of the ABIS API and no schema closes it.
Source: MOSIP 1.2.0, manual adjudication and verification; the processor's manual adjudication stage.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from rekam.abis.mosip import rules
from rekam.abis.mosip.rules import ADJUDICATE, Failed, Failure, text_of
from rekam.abis.references import NAME

VERSION: Final = re.compile(r"1\.[01]")
LEAST_DIGITS: Final = 20
MOST_COMPARED: Final = 50
MOST_URLS: Final = 4


@dataclass(frozen=True, kw_only=True)
class Registration:
    """A registration as MOSIP knows it, and where its documents lie; the first with a body is taken."""

    registration: str
    urls: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Question:
    """Are any of these the same person as the first one?"""

    request_id: str
    probe: Registration
    others: tuple[Registration, ...]

    def as_json(self) -> dict[str, object]:
        """As it waits in the database."""
        return {"probe": asdict(self.probe), "others": [asdict(one) for one in self.others]}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any], *, request_id: str) -> "Question":
        """As it was kept."""
        probe, *others = (
            Registration(registration=one["registration"], urls=tuple(one["urls"]))
            for one in (kept["probe"], *kept["others"])
        )
        return cls(request_id=request_id, probe=probe, others=tuple(others))


def is_ours(message: object) -> bool:
    """Whether a message asks for adjudication."""
    return isinstance(message, dict) and message.get("id") == ADJUDICATE


def is_registration(text: str) -> bool:
    """Whether a text may be the id of a registration.

    MOSIP's has 29 digits or so: of digits alone it must be longer than any number of a person.
    """
    return NAME.fullmatch(text) is not None and not (text.isdigit() and len(text) < LEAST_DIGITS)


def read(message: Mapping[str, Any]) -> Question:
    """The question that a message asks.

    Raises Failed with the first of what is wrong, in the order of the ABIS's messages: structure, version,
    request id, request time, reference id, address.
    """
    others = _others(message.get("gallery"))
    request_id, time = text_of(message.get("requestId")), text_of(message.get("requesttime"))
    registration = _registration(message.get("referenceId"))
    urls = _urls(message.get("referenceURL") or message.get("referenceUrl"))
    if not VERSION.fullmatch(text_of(message.get("version"))):
        raise Failed(Failure.VERSION)
    if not request_id:
        raise Failed(Failure.NO_REQUEST_ID)
    if not NAME.fullmatch(request_id):
        raise Failed(Failure.STRUCTURE)
    rules.check_time(time)
    compared = {one.registration: one for one in others if one.registration != registration}
    everybody = (Registration(registration=registration, urls=urls), *compared.values())
    if not all(one.registration for one in everybody):
        raise Failed(Failure.NO_REFERENCE_ID)
    if not all(one.urls for one in everybody):
        raise Failed(Failure.NO_REFERENCE_URL)
    if not compared:
        raise Failed(Failure.STRUCTURE)
    return Question(request_id=request_id, probe=everybody[0], others=everybody[1:])


def _others(gallery: object) -> list[Registration]:
    listed = gallery.get("referenceIds") if isinstance(gallery, dict) else None
    if not isinstance(listed, list) or len(listed) > MOST_COMPARED:
        raise Failed(Failure.STRUCTURE)
    if not all(isinstance(one, dict) for one in listed):
        raise Failed(Failure.STRUCTURE)
    return [
        Registration(
            registration=_registration(one.get("referenceId")),
            urls=_urls(one.get("referenceURL") or one.get("referenceUrl")),
        )
        for one in listed
    ]


def _registration(value: object) -> str:
    text = text_of(value)
    if text and not is_registration(text):
        raise Failed(Failure.STRUCTURE)
    return text


def _urls(value: object) -> tuple[str, ...]:
    """The addresses of one registration: a text; since 1.2 a text of JSON, [{"source", "status", "URL"}]."""
    listed = value
    if isinstance(value, str) and value.lstrip().startswith("["):
        try:
            listed = json.loads(value)
        except (ValueError, RecursionError) as error:
            raise Failed(Failure.STRUCTURE) from error
    if not isinstance(listed, list):
        listed = [{"URL": listed}]
    if len(listed) > MOST_URLS or not all(isinstance(one, dict) for one in listed):
        raise Failed(Failure.STRUCTURE)
    told = [text_of(one.get("URL") or one.get("url")) for one in listed]
    return tuple(url for url in told if url)
