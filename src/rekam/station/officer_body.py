"""The officer's own body, taken at this laptop and sent to the office, where a second officer confirms it.

In memory only: what is not sent when the program ends, or the laptop is locked, is taken again.
"""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

from rekam.abis.engine.template import PersonTemplate
from rekam.enrolment import capture_rules
from rekam.enrolment.capture_rules import FACE, CaptureParameters
from rekam.enrolment.operators import rules
from rekam.enrolment.operators.messages import TakenBody, encode_body
from rekam.enrolment.particulars import CaptureException
from rekam.enrolment.worklist import Officer
from rekam.kernel.errors import RuleBroken
from rekam.station.identity import Identity
from rekam.station.judging import Judged
from rekam.station.session_gallery import merged, without
from rekam.station.sync import ServerLink
from rekam.vault import officer_keys


@dataclass
class Taking:
    """What was taken so far; `number` is what the witness types at the office, "" until it is sent."""

    template: PersonTemplate = field(default_factory=PersonTemplate)
    photo: bytes = b""
    exceptions: dict[str, str] = field(default_factory=dict)
    number: str = ""

    @property
    def qualities(self) -> dict[str, int]:
        """Quality (0 to 100) of each part that can be compared."""
        return rules.qualities_of(self.template)

    def wanted(self, positions: Sequence[str]) -> tuple[str, ...]:
        """The positions that the officer has. Raises RuleBroken("nothing_to_capture")."""
        absent = self.exceptions.keys() - {
            position for position, code in self.exceptions.items() if code in capture_rules.WITH_SAMPLE
        }
        present = tuple(one for one in positions if one not in absent)
        if not present:
            raise RuleBroken("nothing_to_capture")
        return present

    def keep(self, judged: Sequence[Judged]) -> None:
        """Keep the better try of each position."""
        known = self.qualities
        for one in judged:
            position = one.record.position
            if one.template is None:
                continue
            if rules.qualities_of(one.template)[position] < known.get(position, 0):
                continue
            self.template = merged([self.template, one.template])
            self.number = ""
            if position == FACE:
                self.photo = one.preview

    def except_part(self, exception: CaptureException) -> None:
        """Note why a part is missing or cannot be better. Raises the codes of `check_exception`."""
        position, code = exception.position, exception.code
        capture_rules.check_exception(position=position, code=code, justification=exception.justification)
        if code in capture_rules.WITH_SAMPLE and position not in self.qualities:
            raise RuleBroken("exception_without_sample", position=position, exception=code)
        if code not in capture_rules.WITH_SAMPLE:
            self.template = without(self.template, positions=[position])
        self.exceptions[position] = code


@dataclass(frozen=True, kw_only=True)
class Sending:
    """Who sends from where: the officer with the passphrase once more, and the line."""

    officer: Officer
    passphrase: str
    station: Identity
    link: ServerLink | None
    parameters: CaptureParameters


def send(taking: Taking, *, sending: Sending) -> None:
    """Send what was taken, signed by officer and station; the number is on the taking then.

    Raises RuleBroken("server_not_set" | "passphrase_wrong"), the codes of `rules.check_body`, of
    `ServerLink` and of the office.
    """
    rules.check_body(taking.qualities, exceptions=taking.exceptions, parameters=sending.parameters)
    seed = officer_keys.unlock(sending.passphrase, against=sending.officer.verifier)
    if sending.link is None:
        raise RuleBroken("server_not_set")
    number = f"{secrets.randbelow(10**rules.NUMBER_DIGITS):0{rules.NUMBER_DIGITS}d}"
    taken = TakenBody(
        id=uuid.uuid4(),
        station=sending.station.kid,
        username=sending.officer.username,
        template=taking.template,
        photo=taking.photo,
        exceptions=dict(taking.exceptions),
        number=number,
    )
    sending.link.send_officer_body(encode_body(taken, seed=seed), station=sending.station)
    taking.number = number
