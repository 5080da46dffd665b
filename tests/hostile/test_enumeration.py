"""Strangers who hold half of what a public door asks for, and try the rest: from one address, and from a net.

Every door is knocked at until it refuses; what it said before is one and the same answer. The table says what
that leaves a net of a thousand addresses: tries a day, and the chance a day to find one given secret.
"""

import hmac
import random
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from rekam.accounts.residents import rules as residents
from rekam.accounts.residents.rules import Sort
from rekam.applications import services
from rekam.applications.catalogue.rules import Service
from rekam.applications.filing import rules as filing
from rekam.applications.filing.numbers import CODE_LETTERS, new_number
from rekam.applications.filing.people import Said
from rekam.applications.filing.rules import Channel
from rekam.applications.products import rules as products
from rekam.cards.suket import rules as sukets
from rekam.enrolment.slip import slip_number
from rekam.kernel import questions
from rekam.kernel.database import scope
from rekam.kernel.errors import RuleBroken
from rekam.messages import addresses
from rekam.messages import rules as messages
from rekam.outreach.callups import rules as calls
from tests.applications.conftest import MONDAY, OFFICE
from tests.personas import resident

pytestmark = pytest.mark.usefixtures("db")

DAY = 24 * 60
NET = 1_000
APPLICATIONS = 8
NIK = "3673025208090001"
BIT = 5  # of a letter of ours
Guess = Callable[[random.Random], dict[str, str]]


@dataclass(frozen=True, kw_only=True)
class Door:
    """A public door.

    holds     what the attacker knows
    seeks     what he tries
    most      answers to one address, in so many minutes
    bits      of what he tries
    of_whom   answers about one person a day, from anywhere; None where what is tried names nobody
    """

    address: str
    holds: str
    seeks: str
    most: int
    minutes: int
    bits: float
    guess: Guess
    of_whom: int | None = None
    by_get: bool = False

    @property
    def a_day(self) -> int:
        return self.most * DAY // self.minutes

    @property
    def of_a_net(self) -> int:
        """Tries a day at one given secret by a net of addresses."""
        return min(self.a_day * NET, self.of_whom or self.a_day * NET)


def letters(chance: random.Random, many: int) -> str:
    return "".join(chance.choices("0123456789ABCDEFGHJKMNPQRSTVWXYZ", k=many))


def coded(chance: random.Random) -> dict[str, str]:
    return {"number": new_number(), "code": letters(chance, CODE_LETTERS)}


def born(chance: random.Random, **more: str) -> dict[str, str]:
    return more | {"born_day": "1", "born_month": "1", "born_year": "1990"}


SLIPS, SLIPS_OF_NIK = residents.LIMITS[Sort.SLIP], residents.LIMITS[Sort.SLIP_NIK]
OFFICE_CODES = residents.LIMITS[Sort.OFFICE_CODE]
FIND = {"most": filing.MOST_TRIES, "minutes": filing.TRY_MINUTES, "bits": BIT * CODE_LETTERS, "guess": coded}
DOORS = (
    Door(
        address="standing:ask",
        holds="the NIK",
        seeks="the slip's number",
        most=SLIPS[0],
        minutes=SLIPS[1],
        bits=23.2,  # seven digits and one that checks them
        guess=lambda chance: {"slip": slip_number(UUID(int=chance.getrandbits(128))), "nik": NIK},
        of_whom=SLIPS_OF_NIK[0],
    ),
    Door(address="applications:find", holds="the number", seeks="the code", **FIND),  # type: ignore[arg-type]
    Door(address="complaints:find", holds="the number", seeks="the code", **FIND),  # type: ignore[arg-type]
    Door(address="bookings:find", holds="the number", seeks="the code", **FIND),  # type: ignore[arg-type]
    Door(
        address="own:office_code",
        holds="the birth date",
        seeks="the office's code",
        most=OFFICE_CODES[0],
        minutes=OFFICE_CODES[1],
        bits=BIT * residents.OFFICE_CODE_LETTERS,
        guess=lambda chance: born(chance, code=letters(chance, residents.OFFICE_CODE_LETTERS)),
    ),
    Door(
        address="calls:enter",
        holds="that there is a call-up",
        seeks="its code",
        most=calls.CHECKS,
        minutes=calls.CHECK_MINUTES,
        bits=BIT * calls.CODE_LETTERS,
        guess=lambda chance: {"kode": letters(chance, calls.CODE_LETTERS)},
    ),
    Door(
        address="sending:stop",
        holds="that somebody gets messages",
        seeks="the code",
        most=messages.STOP_CHECKS,
        minutes=messages.STOP_MINUTES,
        bits=BIT * addresses.CODE_LETTERS,
        guess=lambda chance: {"code": letters(chance, addresses.CODE_LETTERS), "what": "stop"},
    ),
    Door(
        address="cards:check_suket",
        holds="that there is a suket",
        seeks="its key",
        most=sukets.CHECKS,
        minutes=sukets.CHECK_MINUTES,
        bits=BIT * sukets.KEY_LENGTH,
        guess=lambda chance: {"kode": letters(chance, sukets.KEY_LENGTH)},
        by_get=True,
    ),
    Door(
        address="applications:check_paper",
        holds="that there is a paper",
        seeks="its key",
        most=products.MOST_CHECKS,
        minutes=products.CHECK_MINUTES,
        bits=BIT * sukets.KEY_LENGTH,
        guess=lambda chance: {"kode": letters(chance, sukets.KEY_LENGTH)},
        by_get=True,
    ),
)
WORST = 1e-5  # a day, for a net of a thousand addresses at one given secret


def browser() -> Client:
    return Client(REMOTE_ADDR=f"10.{uuid4().int % 256}.{uuid4().int % 256}.{uuid4().int % 256}")


def knock(door: Door, *, chance: random.Random, times: int) -> Iterator[str]:
    """What each answer says, without what was typed; empty where the door refused to answer."""
    client = browser()
    for _ in range(times):
        ask = client.get if door.by_get else client.post
        answer = ask(reverse(door.address), door.guess(chance))
        page = answer.content.decode()
        is_refused = answer.status_code == 429 or "Terlalu banyak" in page
        yield "" if is_refused else re.sub(r'(value|content|nonce)="[^"]*"', "", page)


@pytest.fixture
def no_counting(monkeypatch: pytest.MonkeyPatch) -> None:
    """The mutant: no address and no NIK is known again."""
    monkeypatch.setattr(
        questions,
        "salted_hmac",
        lambda *_what, **_how: hmac.new(uuid4().bytes, b"", "sha256"),
    )


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.address)
def test_one_address_gets_one_answer_so_many_times_and_no_more(door: Door) -> None:
    said = list(knock(door, chance=random.Random(1), times=door.most + 1))
    assert len(set(said[: door.most])) == 1
    assert all(said[: door.most])
    assert not any(said[door.most :])


def test_without_counting_a_door_answers_on(no_counting: None) -> None:
    assert all(knock(DOORS[1], chance=random.Random(1), times=DOORS[1].most + 1))


def test_what_is_left_to_a_net_is_little() -> None:
    began = time.process_time()
    heads = f"{'address a day':>13} {'net a day':>10} {'chance a day':>12}"
    print(f"\n{'door':<26} {'holds':<28} {'seeks':<18} {heads}")
    for door in DOORS:
        likely = door.of_a_net / 2**door.bits
        told = f"{door.a_day:>13,} {door.of_a_net:>10,} {likely:>12.1e}"
        print(f"{door.address:<26} {door.holds:<28} {door.seeks:<18} {told}")
        assert likely <= WORST, door.address
    attempted, landed = APPLICATIONS * filing.MOST_WRONG, tried_kks(APPLICATIONS)
    print(f"who one is: attempted {attempted}, landed {landed}, stopped {attempted - landed}, ", end="")
    print(f"seed 1, {time.process_time() - began:.1f} s")
    assert landed == filing.MOST_OF_A_NIK


def test_without_counting_by_nik_a_net_tries_every_family_card(no_counting: None) -> None:
    assert tried_kks(APPLICATIONS) > filing.MOST_OF_A_NIK


def tried_kks(applications: int) -> int:
    """How often strangers got an answer who know somebody's NIK and try the family card's number.

    Five tries at each application, each from another address, as a net does.
    """
    chance, answered = random.Random(1), 0
    with scope(OFFICE):
        person = resident(serial=uuid4().int % 9_000 + 100)  # what is counted outlasts the test
        person.save()
        for _ in range(applications):
            new = services.begin(service=Service.KTP_LOST, token=uuid4(), channel=Channel.ONLINE, at=MONDAY)
            for _ in range(filing.MOST_WRONG):
                said = Said(
                    nik=person.nik, kk=f"367302{chance.randrange(10**10):010}", born=person.birth_date
                )
                answered += _is_answered(new.application.uuid, said)
    return answered


def _is_answered(application: UUID, said: Said) -> bool:
    try:
        services.say_who(application=application, said=said, actor="public", at=MONDAY)
    except RuleBroken as broken:
        return broken.code == "application_not_possible"
    return True
