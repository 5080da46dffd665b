"""Every hostile packet is a RuleBroken with a stable code, and an untouched one opens."""

import datetime
import uuid
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rekam.enrolment import packet as packets
from rekam.enrolment.packet import (
    CaptureException,
    DeviceIdentity,
    Header,
    JournalEntry,
    OpeningKeys,
    Particulars,
    Person,
    SampleFacts,
)
from rekam.kernel import canonical
from rekam.kernel.errors import RuleBroken
from rekam.vault import sealing

STATION, OFFICER, SERVER, STRANGER = (bytes([n]) * 32 for n in (1, 2, 3, 4))
SERVER_PUBLIC = sealing.seal_public(SERVER)
STATION_PUBLIC = sealing.signing_public(STATION)
OFFICER_PUBLIC = sealing.signing_public(OFFICER)
STATIONS = {sealing.kid_of(STATION_PUBLIC): STATION_PUBLIC}
SERVER_KID = sealing.kid_of(SERVER_PUBLIC)
KEYS = OpeningKeys(private={SERVER_KID: SERVER}, officers={sealing.kid_of(OFFICER_PUBLIC): OFFICER_PUBLIC})
RECORDS = {"right_thumb": b"FIR thumb", "iris_left": b"IIR left", "face": b"FAC face"}
PARTICULARS = Particulars(
    salt=bytes(16),
    person=Person(
        resident=uuid.UUID(int=7),
        nik="3673025208090004",
        name="RATU MARYAMAH",
        birth_date=datetime.date(2009, 8, 12),
        sex="P",
        address="Sawah Luhur RT 04 RW 02",
        area="3673021001",
    ),
    exceptions=(CaptureException(position="left_middle", code="F2", justification="tidak ada sejak lahir"),),
    journal=(JournalEntry(at="2026-11-24T08:12:00+07:00", act="notice_read", about="3"),),
)


def sample_facts(position: str, *, part: packets.SealedPart, record: bytes) -> SampleFacts:
    return SampleFacts(
        position=position,
        format="19794-4:2011",
        plain=part.facts.plain,
        sealed=part.facts.sealed,
        device=DeviceIdentity(serial="SN-1", make="Rekam", model="Sim", provider="rekam"),
        transaction=f"{uuid.UUID(int=9).hex}-1",
        previous=bytes(32),
        chain=packets.chain_value(previous=bytes(32), record=record),
        quality=68,
        retries=0,
        taken_at="2026-11-24T08:12:00Z",
    )


def assembled(
    records: dict[str, bytes] = RECORDS, *, to: bytes = SERVER_PUBLIC, particulars: Particulars = PARTICULARS
) -> tuple[Header, list[bytes]]:
    sealed = {position: packets.seal_part(record, to=to) for position, record in records.items()}
    image = packets.seal_part(b"PNG", to=to)
    rest = packets.seal_particulars(particulars, to=to)
    header = Header(
        packet=uuid.UUID(int=9),
        station_kid=sealing.kid_of(STATION_PUBLIC),
        officer="yayan",
        officer_kid=sealing.kid_of(OFFICER_PUBLIC),
        visit=uuid.UUID(int=5),
        captured_at="2026-11-24T08:14:00+07:00",
        sequence=1,
        monotonic_ms=1234,
        notice_version="3",
        notice_language="id",
        server_kid=SERVER_KID,
        samples=tuple(sample_facts(p, part=part, record=records[p]) for p, part in sealed.items()),
        signature=image.facts,
        particulars=rest.facts,
    )
    return header, [*(part.sealed for part in sealed.values()), image.sealed, rest.sealed]


def signed(header_bytes: bytes, parts: list[bytes], *, v: int = 2, **more: object) -> bytes:
    top = {
        "v": v,
        "header": header_bytes,
        "parts": parts,
        "station_signature": sealing.sign(header_bytes, seed=STATION, domain=packets.STATION_DOMAIN),
        "officer_signature": sealing.sign(header_bytes, seed=OFFICER, domain=packets.OFFICER_DOMAIN),
    }
    return canonical.encode(top | more)


def whole() -> bytes:
    header, parts = assembled()
    return packets.build(header=header, parts=parts, station_seed=STATION, officer_seed=OFFICER)


def opened(data: bytes, *, keys: OpeningKeys = KEYS) -> packets.Packet:
    return packets.open_packet(packets.open_envelope(data, stations=STATIONS), keys=keys)


def code_of(data: bytes, *, keys: OpeningKeys = KEYS) -> str:
    with pytest.raises(RuleBroken) as refused:
        opened(data, keys=keys)
    return refused.value.code


WHOLE = whole()
TOP = canonical.decode(WHOLE, max_bytes=10**7)


def test_an_untouched_packet_opens_and_gives_back_what_was_captured() -> None:
    packet = opened(WHOLE)

    assert {p: s.record for p, s in packet.samples.items()} == RECORDS
    assert packet.signature_image == b"PNG"
    assert packet.particulars == PARTICULARS


def test_an_exception_photograph_travels_apart_from_the_samples_of_the_body() -> None:
    header, parts = assembled(RECORDS | {"exception_photo": b"FAC hands"})
    data = packets.build(header=header, parts=parts, station_seed=STATION, officer_seed=OFFICER)

    found = opened(data)
    assert found.exception_photo is not None
    assert found.exception_photo.record == b"FAC hands"
    assert set(found.samples) == set(RECORDS)


def test_the_clear_part_names_nobody() -> None:
    assert b"MARYAMAH" not in WHOLE
    assert b"3673025208090004" not in WHOLE
    assert b"FIR thumb" not in WHOLE


@settings(deadline=None, suppress_health_check=[HealthCheck.differing_executors])
@given(bit=st.integers(0, len(WHOLE) * 8 - 1))
def test_any_flipped_bit_is_refused(bit: int) -> None:
    altered = bytearray(WHOLE)
    altered[bit // 8] ^= 1 << (bit % 8)

    assert code_of(bytes(altered)).startswith("packet_")


@settings(deadline=None)
@given(length=st.integers(0, len(WHOLE) - 1))
def test_any_truncated_packet_is_refused(length: int) -> None:
    assert code_of(WHOLE[:length]) == "packet_malformed"


@settings(deadline=None)
@given(junk=st.binary(max_size=400))
def test_any_junk_is_refused(junk: bytes) -> None:
    assert code_of(junk).startswith("packet_")


def test_trailing_bytes_are_refused() -> None:
    assert code_of(WHOLE + b"\0") == "packet_malformed"


def test_the_same_value_in_other_bytes_is_refused() -> None:
    wider = WHOLE.replace(b"\x61v\x02", b"\x61v\x18\x02", 1)  # 2 in two bytes instead of one

    assert code_of(wider) == "packet_not_canonical"


def test_an_unknown_version_is_refused_by_name() -> None:
    assert code_of(canonical.encode(TOP | {"v": 3})) == "packet_version_unknown"


def test_a_header_of_an_unknown_version_is_refused_by_name() -> None:
    header = canonical.encode(canonical.decode(TOP["header"], max_bytes=10**6) | {"v": 3})

    assert code_of(signed(header, TOP["parts"])) == "packet_version_unknown"


def test_a_missing_part_is_refused() -> None:
    assert code_of(canonical.encode(TOP | {"parts": TOP["parts"][:-1]})) == "packet_part_missing"


def test_an_extra_part_is_refused() -> None:
    assert code_of(canonical.encode(TOP | {"parts": [*TOP["parts"], b"x"]})) == "packet_part_extra"


def test_two_parts_changed_for_each_other_are_refused() -> None:
    first, second, *rest = TOP["parts"]

    assert code_of(canonical.encode(TOP | {"parts": [second, first, *rest]})) == "packet_part_altered"


def test_a_doubled_position_is_refused() -> None:
    header, parts = assembled()
    doubled = replace(header, samples=(header.samples[0], *header.samples))

    with pytest.raises(RuleBroken) as refused:
        packets.build(header=doubled, parts=[parts[0], *parts], station_seed=STATION, officer_seed=OFFICER)

    assert refused.value.code == "packet_position_doubled"


def test_an_extra_key_is_refused() -> None:
    assert code_of(canonical.encode(TOP | {"more": 1})) == "packet_malformed"


def test_a_stranger_station_is_refused() -> None:
    with pytest.raises(RuleBroken) as refused:
        packets.open_envelope(WHOLE, stations={})

    assert refused.value.code == "packet_station_unknown"


def test_a_signature_by_another_station_is_refused() -> None:
    forged = sealing.sign(TOP["header"], seed=STRANGER, domain=packets.STATION_DOMAIN)

    assert code_of(canonical.encode(TOP | {"station_signature": forged})) == "packet_station_signature_wrong"


def test_the_officers_signature_cannot_stand_for_the_stations() -> None:
    swapped = TOP | {"station_signature": TOP["officer_signature"]}

    assert code_of(canonical.encode(swapped)) == "packet_station_signature_wrong"


def test_an_officers_signature_by_another_is_refused() -> None:
    forged = sealing.sign(TOP["header"], seed=STRANGER, domain=packets.OFFICER_DOMAIN)

    assert code_of(canonical.encode(TOP | {"officer_signature": forged})) == "packet_officer_signature_wrong"


def test_an_unknown_officer_is_refused() -> None:
    assert code_of(WHOLE, keys=replace(KEYS, officers={})) == "packet_officer_unknown"


def test_a_worker_without_the_key_says_which_is_missing() -> None:
    assert code_of(WHOLE, keys=replace(KEYS, private={})) == "packet_key_unknown"


def test_parts_sealed_to_another_key_are_refused() -> None:
    header, parts = assembled(to=sealing.seal_public(STRANGER))
    data = packets.build(header=header, parts=parts, station_seed=STATION, officer_seed=OFFICER)

    assert code_of(data) == "packet_unsealing_failed"


def test_content_of_another_hash_is_refused() -> None:
    header, parts = assembled()
    wrong = replace(header.samples[0], plain=bytes(32))
    changed = replace(header, samples=(wrong, *header.samples[1:]))

    assert (
        code_of(packets.build(header=changed, parts=parts, station_seed=STATION, officer_seed=OFFICER))
        == "packet_content_altered"
    )


def test_a_broken_hash_chain_is_refused() -> None:
    header, parts = assembled()
    wrong = replace(header.samples[0], previous=bytes([9]) * 32)
    changed = replace(header, samples=(wrong, *header.samples[1:]))

    assert (
        code_of(packets.build(header=changed, parts=parts, station_seed=STATION, officer_seed=OFFICER))
        == "packet_chain_wrong"
    )


def test_a_packet_too_large_is_refused_before_it_is_read() -> None:
    assert code_of(bytes(packets.MAX_PACKET_BYTES + 1)) == "packet_too_large"


def test_a_part_too_large_is_refused_at_capture() -> None:
    with pytest.raises(RuleBroken) as refused:
        packets.seal_part(bytes(packets.MAX_PART_BYTES), to=SERVER_PUBLIC)

    assert refused.value.code == "packet_part_too_large"


@pytest.mark.parametrize(
    "wrong",
    [
        {"nik": "36730252080900"},
        {"nik": "36730252080900AB"},
        {"sex": "X"},
        {"area": "3673"},
        {"name": ""},
        {"birth_date": "2009-02-30"},
        {"resident": b"short"},
    ],
)
def test_particulars_of_the_wrong_shape_are_refused(wrong: dict[str, object]) -> None:
    from rekam.enrolment.particulars import decode_particulars, encode_particulars

    value = canonical.decode(encode_particulars(PARTICULARS), max_bytes=10**6)
    value["person"] |= wrong

    with pytest.raises(RuleBroken) as refused:
        decode_particulars(canonical.encode(value))

    assert refused.value.code == "packet_malformed"
