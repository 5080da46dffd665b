"""Over a simulated broker: nothing is lost or answered in two ways, wherever the line or our work breaks."""

import itertools
import json
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from rekam.abis.mosip import queries, services
from rekam.abis.mosip.models import Message
from rekam.abis.mosip.queue import carrying
from rekam.abis.mosip.queue.broker import Broker, find_broker
from rekam.abis.mosip.queue.carrying import Carrier, carry
from rekam.abis.mosip.queue.line import Line, LineLost
from rekam.kernel.errors import RuleBroken
from rekam.simulation import mosip_messages
from rekam.simulation.stomp_broker import Cut, Frame, Queues, running_broker
from tests.abis.mosip.manual.test_questions import ANA, BEN
from tests.abis.mosip.test_door import NOON, Mosip, mosip

__all__ = ["mosip"]
IN, OUT, ASK, TELL = "mosip-to-abis", "abis-to-mosip", "mosip-to-adjudication", "adjudication-to-mosip"


class Killed(BaseException):
    """Our process ends here."""


@pytest.fixture
def queues() -> Queues:
    return Queues()


@pytest.fixture
def broker(queues: Queues, monkeypatch: pytest.MonkeyPatch) -> Iterator[Broker]:
    monkeypatch.setattr(carrying, "LOOK_SECONDS", 0.02)
    with running_broker(queues) as port:
        found = find_broker({"REKAM_MOSIP_QUEUE": f"stomp://127.0.0.1:{port}"})
        assert found is not None
        yield found


class Until:
    """Stops the carrying when all is done; between, the worker works."""

    def __init__(self, mosip: Mosip, queues: Queues) -> None:
        self.mosip, self.queues, self.turns = mosip, queues, 0

    def is_set(self) -> bool:
        self.turns += 1
        assert self.turns < 500
        self.mosip.work()
        left = self.queues.bodies(IN) + self.queues.bodies(ASK)
        return not left and not self.queues.unacknowledged() and queries.count_untaken() == 0

    def wait(self, _seconds: float) -> bool:
        return False


def carried(mosip: Mosip, queues: Queues, broker: Broker) -> int:
    """Carry until all is done, over new lines after each that is lost and each kill; how many it took."""
    stop = Until(mosip, queues)
    for lines in itertools.count(1):
        line = Line(broker)
        try:
            line.open()
            Carrier(line, broker=broker, stop=stop, clock=lambda: NOON).run()
            return lines
        except (LineLost, Killed):
            assert lines < 20
        finally:
            line.close()
    raise AssertionError


def lay_in(queues: Queues) -> list[str]:
    """A message of each kind; the request ids in order."""
    late = mosip_messages.adjudicate(
        ANA, url="https://share.example/no", gallery={BEN: "https://share.example/no"}
    )
    told = [
        mosip_messages.message(services.Kind.PING),
        mosip_messages.insert("x", url="https://share.example/no"),
        mosip_messages.identify("x"),
        mosip_messages.delete("y"),
    ]
    for message in told:
        queues.put(IN, json.dumps(message).encode())
    queues.put(IN, b"\xff no message")
    queues.put(ASK, json.dumps(late).encode())
    return [str(message["requestId"]) for message in (*told, late)]


def answers(queues: Queues) -> dict[str, set[bytes]]:
    """All that was answered, by request id."""
    found: dict[str, set[bytes]] = {}
    for body in queues.bodies(OUT) + queues.bodies(TELL):
        found.setdefault(json.loads(body)["requestId"], set()).add(body)
    return found


def test_every_message_is_answered_in_its_queue(mosip: Mosip, queues: Queues, broker: Broker) -> None:
    ping, insert, identify, delete, ask = lay_in(queues)

    assert carried(mosip, queues, broker) == 1
    assert Counter(json.loads(one)["requestId"] for one in queues.bodies(OUT)) == Counter(
        ["", ping, insert, identify, delete]
    )
    (told,) = map(json.loads, queues.bodies(TELL))
    assert (told["requestId"], told["failureReason"]) == (ask, "7")
    said: dict[str, Any] = {one["requestId"]: one for one in map(json.loads, queues.bodies(OUT))}
    reasons = {insert: "7", identify: "12", delete: "12", "": "4"}
    assert {name: said[name].get("failureReason") for name in said} == {ping: None, **reasons}


def test_wherever_the_line_is_cut_all_is_answered_and_in_the_same_words(
    mosip: Mosip, queues: Queues, broker: Broker
) -> None:
    seen: list[Frame] = []
    cut_at = itertools.chain((3, 4, 5, 7, 10, 14), itertools.repeat(10**6))
    left = next(cut_at)

    def cut(when: str) -> Callable[[Frame], None]:
        def hear(frame: Frame) -> None:
            nonlocal left
            seen.append(frame)
            left -= 1
            if left <= 0:
                left = next(cut_at)
                raise Cut(when)

        return hear

    # Before a frame is done and after: the other side did it or not, and we do not know.
    queues.before, queues.after = cut("before"), cut("after")
    asked = lay_in(queues)

    assert carried(mosip, queues, broker) == 7
    told = answers(queues)
    assert told.keys() == {"", *asked}
    assert {name: len(words) for name, words in told.items()} == dict.fromkeys(told, 1)
    assert Message.objects.count() == 4


def test_what_is_not_kept_is_answered_and_acknowledged_in_one(
    mosip: Mosip, queues: Queues, broker: Broker
) -> None:
    def cut(frame: Frame) -> None:
        if frame.command == "SEND":
            queues.after = lambda _frame: None
            raise Cut

    queues.after = cut
    queues.put(IN, json.dumps(mosip_messages.message(services.Kind.PENDING_JOBS)).encode())
    assert carried(mosip, queues, broker) == 2
    assert len(queues.bodies(OUT)) == 1


@pytest.mark.parametrize("where", ["before it is kept", "after it is kept", "before the receipt is noted"])
def test_a_kill_of_ours_loses_nothing(
    mosip: Mosip, queues: Queues, broker: Broker, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def killed(*_any: object, **_named: object) -> None:
        monkeypatch.undo()  # the next process is a new one
        raise Killed

    target = {
        "before it is kept": (services, "take"),
        "after it is kept": (Line, "acknowledge"),
        "before the receipt is noted": (services, "take_answer"),
    }[where]
    monkeypatch.setattr(*target, killed)
    asked = mosip_messages.delete("y")
    queues.put(IN, json.dumps(asked).encode())
    assert carried(mosip, queues, broker) == 2

    assert answers(queues).keys() == {asked["requestId"]}
    assert len(answers(queues)[str(asked["requestId"])]) == 1


def test_a_database_that_is_away_keeps_the_message_at_hand(
    mosip: Mosip, queues: Queues, broker: Broker, monkeypatch: pytest.MonkeyPatch
) -> None:
    take, tries = services.take, itertools.count()

    def away(message: object, *, at: Any) -> Any:
        if next(tries) < 3:
            raise RuleBroken("mosip_queue_full")
        return take(message, at=at)

    monkeypatch.setattr(services, "take", away)
    monkeypatch.setattr(carrying, "close_old_connections", lambda: None)
    queues.put(IN, json.dumps(mosip_messages.delete("y")).encode())
    assert carried(mosip, queues, broker) == 1  # the broker was not asked a second time
    assert next(tries) == 4


def test_without_a_broker_it_tries_again_later_and_later() -> None:
    pauses: list[float] = []

    class Tired:
        def is_set(self) -> bool:
            return len(pauses) >= 4

        def wait(self, seconds: float) -> bool:
            pauses.append(seconds)
            return False

    broker = find_broker({"REKAM_MOSIP_QUEUE": "stomp://127.0.0.1:9"})
    assert broker is not None
    carry(broker, stop=Tired(), clock=lambda: NOON)

    assert all(
        0.5 * longest <= pause <= longest for pause, longest in zip(pauses, (0.5, 1, 2, 4), strict=True)
    )
