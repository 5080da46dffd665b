"""The cheapest upload that line and server can carry: whole on a good line, in pieces on a bad one."""

import uuid
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rekam.station.sync import ServerLink
from tests.station.tus_server import TusServer

PACKET, SECOND = uuid.UUID(int=1), uuid.UUID(int=2)
CONTENT = bytes(range(256)) * 40
PIECE = 1_000


class Clock:
    """Each look at it is so many seconds later."""

    def __init__(self, step: float) -> None:
        self.seconds, self.step = 0.0, step

    def __call__(self) -> float:
        self.seconds += self.step
        return self.seconds


@pytest.fixture
def tus() -> Iterator[TusServer]:
    with TusServer(with_upload=True) as running:
        yield running


def link_to(tus: TusServer, *, seconds_a_body: float = 0.001) -> ServerLink:
    line = ServerLink(tus.url, seconds=2.0, piece_bytes=PIECE, clock=Clock(seconds_a_body))
    assert line.is_there()
    return line


def test_on_a_good_line_a_packet_is_one_request_once_the_first_piece_has_shown_it(tus: TusServer) -> None:
    link = link_to(tus)
    link.upload(packet=PACKET, content=CONTENT)
    link.upload(packet=SECOND, content=CONTENT)
    link.close()
    assert tus.bodies == [("POST", PIECE), ("PATCH", len(CONTENT) - PIECE), ("POST", len(CONTENT))]
    assert [bytes(one.content) for one in tus.stored.values()] == [CONTENT, CONTENT]


def test_on_a_slow_line_no_body_is_longer_than_it_carries_in_a_few_seconds(tus: TusServer) -> None:
    link = link_to(tus, seconds_a_body=2.0)
    link.upload(packet=PACKET, content=CONTENT)
    link.close()
    lengths = [length for _, length in tus.bodies]
    assert lengths[:3] == [PIECE, 2_500, 6_250]
    assert bytes(tus.stored[PACKET].content) == CONTENT


def test_after_a_cut_the_pieces_are_small_again(tus: TusServer) -> None:
    link = link_to(tus)
    link.upload(packet=PACKET, content=CONTENT)
    tus.bodies.clear()
    tus.cuts[:] = [3_000]
    link.upload(packet=SECOND, content=CONTENT)
    link.close()
    assert tus.bodies == [("POST", 0), ("PATCH", PIECE), ("PATCH", len(CONTENT) - 3_000 - PIECE)]
    assert bytes(tus.stored[SECOND].content) == CONTENT


def test_bytes_that_were_altered_on_the_way_are_sent_again(tus: TusServer) -> None:
    link = link_to(tus)
    link.upload(packet=PACKET, content=CONTENT)
    tus.damages = 1
    link.upload(packet=SECOND, content=CONTENT)
    link.close()
    assert bytes(tus.stored[SECOND].content) == CONTENT


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(0, 12_000), max_size=4))
def test_an_upload_goes_on_after_a_cut_at_any_byte(tus: TusServer, cuts: list[int]) -> None:
    tus.stored.clear()
    tus.cuts.clear()
    link = link_to(tus)
    link.upload(packet=PACKET, content=CONTENT)
    tus.cuts[:] = cuts
    link.upload(packet=SECOND, content=CONTENT)
    link.close()
    assert bytes(tus.stored[SECOND].content) == CONTENT


def test_what_was_begun_and_not_ended_is_asked_for_before_any_byte_goes_again(tus: TusServer) -> None:
    link = link_to(tus)
    tus.cuts[:] = [500] + [0] * 20
    with pytest.raises(Exception, match="server_unreachable"):
        link.upload(packet=PACKET, content=CONTENT)
    tus.cuts.clear()
    tus.bodies.clear()
    link.upload(packet=PACKET, content=CONTENT)
    link.close()
    assert tus.bodies[0] == ("POST", 0)
    assert sum(length for _, length in tus.bodies) == len(CONTENT) - 500


def test_a_server_of_sync_1_gets_an_empty_announcement_and_pieces() -> None:
    with TusServer() as old:
        link = link_to(old)
        link.upload(packet=PACKET, content=CONTENT)
        link.upload(packet=SECOND, content=CONTENT)
        link.close()
        assert {verb for verb, length in old.bodies if length} == {"PATCH"}
        assert [bytes(one.content) for one in old.stored.values()] == [CONTENT, CONTENT]
