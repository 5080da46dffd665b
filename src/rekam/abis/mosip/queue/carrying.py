"""Messages from the broker into the database, answers from the database to the broker."""

import json
import logging
import random
import time
from collections.abc import Callable
from datetime import datetime
from typing import Final, Protocol

from django.db import Error, close_old_connections

from rekam.abis.mosip import answers, queries, services
from rekam.abis.mosip.answers import Answer
from rekam.abis.mosip.queue.broker import Broker
from rekam.abis.mosip.queue.line import Arrived, Line, LineLost, Receipt
from rekam.abis.mosip.rules import Failure
from rekam.kernel.errors import RuleBroken

MOST_BYTES: Final = 512 * 1024
ANSWERS_AT_ONCE: Final = 50
LOOK_SECONDS: Final = 0.5
PAUSE_SECONDS: Final = 5.0
FIRST_BACKOFF, LONGEST_BACKOFF = 0.5, 60.0
log = logging.getLogger(__name__)


class Stop(Protocol):
    """As threading.Event."""

    def is_set(self) -> bool: ...

    def wait(self, seconds: float, /) -> bool: ...


class Carrier:
    """Carries over one line until it is lost."""

    def __init__(self, line: Line, *, broker: Broker, stop: Stop, clock: Callable[[], datetime]) -> None:
        self._line, self._broker, self._stop, self._clock = line, broker, stop, clock
        self._sent: dict[str, str] = {}  # receipt -> request id
        self._look_at = 0.0

    def run(self) -> None:
        """Until told to stop. Raises LineLost."""
        while not self._stop.is_set():
            if time.monotonic() >= self._look_at:
                self._patiently(self._send_answers)
                self._look_at = time.monotonic() + LOOK_SECONDS
            event = self._line.next(seconds=LOOK_SECONDS)
            if isinstance(event, Arrived):
                self._patiently(lambda message=event: self._take(message))  # type: ignore[misc]
            elif isinstance(event, Receipt):
                self._patiently(lambda number=event.number: self._arrived(number))  # type: ignore[misc]

    def _take(self, message: Arrived) -> None:
        answer = self._answer_to(message)
        if answer is None:  # it is kept: from here on it is ours
            self._line.acknowledge(message)
            return
        pair = next(one for one in self._broker.pairs if one.questions == message.queue)
        self._line.answer(message, words_of(answer), to=pair.answers)

    def _answer_to(self, message: Arrived) -> Answer | None:
        now = self._clock()
        try:
            if len(message.body) > MOST_BYTES:
                raise ValueError("too large")
            told = json.loads(message.body)
        except (ValueError, RecursionError):
            return answers.failed(Failure.STRUCTURE, kind="", request_id="", at=now)
        return services.take(told, at=now)

    def _send_answers(self) -> None:
        on_their_way = set(self._sent.values())
        for row in queries.untaken(most=ANSWERS_AT_ONCE):
            if row.request_id not in on_their_way and row.answer is not None:
                pair = self._broker.pair_of(row.kind)
                number = self._line.send(words_of(row.answer), to=pair.answers)
                self._sent[number] = row.request_id

    def _arrived(self, number: str) -> None:
        request_id = self._sent.get(number)
        if request_id is not None:
            services.take_answer(request_id, at=self._clock())
            del self._sent[number]

    def _patiently(self, work: Callable[[], None]) -> None:
        """Do a piece of work; again and again while our side is at fault, since the broker counts returns."""
        while True:
            try:
                work()
                return
            except (Error, RuleBroken) as gone:
                log.warning(
                    "MOSIP's queue waits: %s", gone.code if isinstance(gone, RuleBroken) else type(gone)
                )
            if self._stop.wait(PAUSE_SECONDS):
                return
            close_old_connections()


def carry(broker: Broker, *, stop: Stop, clock: Callable[[], datetime]) -> None:
    """Carry until told to stop, over a new line wherever one was lost, after ever longer pauses.

    Raises RuleBroken("mosip_queue_needs_stomp").
    """
    pause = FIRST_BACKOFF
    while not stop.is_set():
        line = Line(broker)
        try:
            line.open()
            log.warning("MOSIP's queue: connected")
            pause = FIRST_BACKOFF
            Carrier(line, broker=broker, stop=stop, clock=clock).run()
        except LineLost:
            log.warning("MOSIP's queue: no line, again in %.0f s at most", pause)
            stop.wait(pause * random.uniform(0.5, 1))  # noqa: S311 - so that not all come back at once
            pause = min(LONGEST_BACKOFF, pause * 2)
        finally:
            line.close()


def words_of(answer: Answer) -> str:
    """An answer as it is sent, every time in the same words."""
    return json.dumps(answer, sort_keys=True)
