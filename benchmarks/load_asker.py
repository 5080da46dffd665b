"""Institutions that ask at fixed moments, whatever the server does; each question is timed from its own."""

import asyncio
import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.load_line import Lines
from benchmarks.load_phases import Phase
from benchmarks.verification_api import Bank, letters, question, token_request

TOKEN_SECONDS = 200  # a token holds for ten minutes


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question: in which phase it was due and when, what was answered, and how long after its moment.

    again   whether a refusal said when to come again
    whose   the institution's client id
    """

    phase: str
    due: float
    seconds: float
    status: int
    again: bool
    whose: str
    reference: str


def ask(
    banks: Sequence[Bank], niks: Sequence[str], *, phases: Sequence[Phase], port: int, seed: int
) -> Sequence[Asked]:
    """Ask until the last phase is over; what was answered."""
    return asyncio.run(_ask(banks, niks, phases=phases, port=port, chance=random.Random(seed)))


async def _ask(
    banks: Sequence[Bank], niks: Sequence[str], *, phases: Sequence[Phase], port: int, chance: random.Random
) -> Sequence[Asked]:
    told, lines, number = list[Asked](), Lines(port), 0
    renewing = asyncio.create_task(_renew(banks, lines=lines))
    async with asyncio.TaskGroup() as group:
        for phase in phases:
            for n in range(int(phase.rate * phase.seconds)):
                due = phase.begins + n / phase.rate
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                bank, nik = banks[number % len(banks)], chance.choice(niks)
                group.create_task(_one(bank, nik, phase=phase.name, due=due, lines=lines, told=told))
                number += 1
    renewing.cancel()
    return told


async def _one(bank: Bank, nik: str, *, phase: str, due: float, lines: Lines, told: list[Asked]) -> None:
    reference = letters()
    answer = await lines.ask(question(bank, nik=nik, name="Siti", reference=reference))
    told.append(
        Asked(
            phase=phase,
            due=due,
            seconds=time.monotonic() - due,
            status=answer.status,
            again=answer.again,
            whose=bank.client_id,
            reference=reference,
        )
    )


async def _renew(banks: Sequence[Bank], *, lines: Lines) -> None:
    """New tokens, long before the old ones end."""
    while True:
        await asyncio.sleep(TOKEN_SECONDS)
        for bank in banks:
            answer = await lines.ask(token_request(bank))
            if answer.status == 200:
                bank.token = json.loads(answer.body)["access_token"]
