"""The server reads the last two versions of a packet."""

from dataclasses import replace
from pathlib import Path

import pytest

from rekam.enrolment import packet as packets
from rekam.enrolment.packet_header import decode_header, encode_header
from rekam.enrolment.packet_parts import sample_from, sample_map
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from tests.enrolment.test_packet_refuses import (
    OFFICER,
    PARTICULARS,
    RECORDS,
    STATION,
    assembled,
    code_of,
    opened,
)

# Made by the last code that wrote version 1; never written anew.
OLD = (Path(__file__).parent / "packets" / "version_1.cbor").read_bytes()


def tokens(*, version: int) -> set[bytes]:
    """What comes back of tokens in a packet of that version."""
    header, parts = assembled()
    samples = tuple(replace(one, token=b"signed") for one in header.samples)
    header = replace(header, version=version, samples=samples)
    data = packets.build(header=header, parts=parts, station_seed=STATION, officer_seed=OFFICER)
    return {one.facts.token for one in opened(data).samples.values()}


def test_a_packet_of_an_older_station_opens() -> None:
    packet = opened(OLD)
    assert packet.header.version == 1
    assert {place: one.record for place, one in packet.samples.items()} == RECORDS
    assert packet.particulars == PARTICULARS


def test_both_versions_are_written_and_only_the_newer_has_tokens() -> None:
    assert tokens(version=2) == {b"signed"}
    assert tokens(version=1) == {b""}


@pytest.mark.parametrize("version", [0, 3, True, None, "2"])
def test_other_versions_are_refused_by_name(version: object) -> None:
    top = canonical.decode(OLD, max_bytes=10**6)
    assert code_of(canonical.encode(top | {"v": version})) == "packet_version_unknown"


def test_a_header_of_the_other_version_than_its_packet_is_refused() -> None:
    top = canonical.decode(OLD, max_bytes=10**6)
    assert code_of(canonical.encode(top | {"v": 2})) == "packet_malformed"


@pytest.mark.parametrize(("version", "other"), [(1, 2), (2, 1)])
def test_a_version_is_told_by_what_its_samples_hold_too(version: int, other: int) -> None:
    header, _ = assembled()
    told = canonical.decode(encode_header(replace(header, version=version)), max_bytes=10**6)
    with pytest.raises(RuleBroken, match="packet_malformed"):
        decode_header(canonical.encode(told | {"v": other}))


def test_a_draft_begun_before_an_upgrade_is_read_after_it() -> None:
    facts = assembled()[0].samples[0]
    assert sample_from(sample_map(facts, version=1)) == facts
