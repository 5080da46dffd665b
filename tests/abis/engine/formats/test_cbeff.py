"""CBEFF XML as MOSIP writes it, and as an attacker would."""

import base64
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.abis.engine.formats import cbeff
from rekam.abis.engine.formats.bare_xml import MAX_BYTES, MOST_DEPTH, MOST_ELEMENTS, MOST_EQUALS
from rekam.abis.engine.formats.cbeff import Kind, Level, Purpose, bir_of, from_base64, read, write
from rekam.abis.engine.positions import Position
from rekam.kernel.errors import RuleBroken

INDEX = UUID("0b1c2d3e-4f50-6172-8394-a5b6c7d8e9f0")
TAKEN = datetime(2026, 1, 5, 2, 11, tzinfo=UTC)
IRIS = b"IIR\x00020\x00" + bytes(range(250, 256)) * 3
MOSIPS = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<BIR xmlns="http://standards.iso.org/iso-iec/19785/-3/ed-2/">
  <BIRInfo><Integrity>false</Integrity></BIRInfo>
  <BIR><Version><Major>1</Major><Minor>1</Minor></Version>
    <CBEFFVersion><Major>1</Major><Minor>1</Minor></CBEFFVersion>
    <BIRInfo><Integrity>false</Integrity></BIRInfo>
    <BDBInfo><Index>{INDEX}</Index><Format><Organization>Mosip</Organization><Type>9</Type></Format>
      <CreationDate>2026-01-05T02:11:00Z</CreationDate><Type>Iris</Type><Subtype>Left</Subtype>
      <Level>Raw</Level><Purpose>Enroll</Purpose>
      <Quality><Algorithm><Organization>HMAC</Organization><Type>SHA-256</Type></Algorithm>
        <Score>81</Score></Quality></BDBInfo>
    <BDB>{base64.urlsafe_b64encode(IRIS).decode().rstrip("=")}</BDB>
    <SB>ZXlKLi5z</SB>
    <others><entry key="EXCEPTION">false</entry><entry key="RETRIES">1</entry></others></BIR>
  <BIR><BIRInfo><Integrity>false</Integrity></BIRInfo>
    <BDBInfo><Format><Organization>257</Organization><Type>7</Type></Format><Type>Finger</Type>
      <Subtype>Left IndexFinger</Subtype></BDBInfo>
    <BDB/><others><entry key="EXCEPTION">true</entry></others></BIR>
</BIR>""".encode()


def test_a_file_of_mosip_is_read() -> None:
    iris, missing = read(MOSIPS)

    assert (iris.kind, iris.position, iris.content) == (Kind.IRIS, Position.IRIS_LEFT, IRIS)
    assert (iris.index, iris.created, iris.quality) == (INDEX, TAKEN, 81)
    assert (iris.level, iris.purpose, iris.algorithm) == (Level.RAW, Purpose.ENROLL, ("HMAC", "SHA-256"))
    assert (iris.signature, iris.entries) == (b"eyJ..s", (("EXCEPTION", "false"), ("RETRIES", "1")))
    assert not iris.is_exception
    assert (missing.position, missing.content, missing.is_exception) == (Position.LEFT_INDEX, b"", True)
    assert (missing.organisation, missing.quality, missing.level) == ("257", None, None)


@pytest.mark.parametrize("url_safe", [True, False])
def test_it_is_written_as_it_was_read(url_safe: bool) -> None:
    birs = read(MOSIPS)
    written = write(birs, url_safe=url_safe)

    assert read(written) == birs
    encode = base64.urlsafe_b64encode if url_safe else base64.b64encode
    assert encode(IRIS).rstrip(b"=") in written


def test_the_parts_of_a_bir_stand_in_the_order_of_the_schema() -> None:
    document = write((bir_of(Position.RIGHT_THUMB, content=b"", index=INDEX, created=TAKEN, quality=1),))
    order = (
        *("<BIRInfo>", "<BIR>", "<Version>", "<CBEFFVersion>", "<BIRInfo>", "<BDBInfo>", "<Index>"),
        *("<Format>", "<CreationDate>", "<Type>Finger", "<Subtype>", "<Level>", "<Purpose>", "<Quality>"),
        *("<BDB>", "<others>"),
    )
    at = 0
    for part in order:
        at = document.index(part.encode(), at) + 1


@pytest.mark.parametrize("position", list(Position))
def test_every_part_of_the_body_has_its_words(position: Position) -> None:
    made = bir_of(position, content=b"", index=INDEX, created=TAKEN)
    words = " ".join(reversed(made.subtype.split()))

    assert made.position is position
    assert made.is_exception
    assert replace(made, subtype=words).position is position


@pytest.mark.parametrize("subtype", ["UNKNOWN", "", "Left", "Left IndexFinger MiddleFinger"])
def test_a_slap_or_an_unknown_finger_has_no_position(subtype: str) -> None:
    assert cbeff.Bir(kind=Kind.FINGER, subtype=subtype, format_type="7").position is None


@settings(max_examples=40, deadline=None)
@given(content=st.binary(max_size=40), blanks=st.integers(1, 9))
def test_both_alphabets_are_read_with_and_without_padding(content: bytes, blanks: int) -> None:
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        text = encode(content).decode()
        lines = "\n ".join(text[at : at + blanks] for at in range(0, len(text), blanks))
        assert from_base64(text) == from_base64(text.rstrip("=")) == from_base64(lines) == content


@pytest.mark.parametrize("text", ["+A_A", "A", "AA=A", "AAAA===", "AAA\u00e9", "AA.A"])
def test_what_is_no_base64_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken, match="cbeff_invalid"):
        from_base64(text)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"<Type>Iris</Type>", b"<Type>Finger</Type>"),
        (b"<Type>Iris</Type>", b"<Type>Face</Type>"),
        (b"<Type>9</Type>", b"<Type>7</Type>"),
        (b"SUlSADAyMA", b"RklSADAyMA"),  # FIR in place of IIR
        (b"SUlSADAyMA", b"RkFDADAyMA"),
    ],
)
def test_bytes_that_contradict_their_type_are_refused(before: bytes, after: bytes) -> None:
    assert before in MOSIPS
    with pytest.raises(RuleBroken, match="cbeff_data_contradicts_type"):
        read(MOSIPS.replace(before, after, 1))


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        (b"<Score>81", b"<Score>101", "quality"),
        (b"<Score>81", b"<Score>8 1", "quality"),
        (b"<Level>Raw", b"<Level>Rare", "level"),
        (b"<Purpose>Enroll", b"<Purpose>Sell", "purpose"),
        (b"<Type>Iris", b"<Type>Gait", "kind"),
        (b"<Type>Iris</Type>", b"", "type"),
        (b"2026-01-05", b"2026-13-05", "date"),
        (b"<Index>0b1c", b"<Index>xb1c", "index"),
        (b"<SB>", b"<BDB>QQ</BDB><SB>", "doubled"),
        (b"<SB>", b"<BIR/><SB>", "nested"),
        (b'key="RETRIES"', b'key="EXCEPTION"', "entries"),
        (b"/ed-2/", b"/ed-1/", "root"),
        (b"<BDB>", b'<BDB xmlns="b">', "namespace"),
        (b"</BIR>", b"</BIR", "xml"),
        (b"<SB>", b"<SB>&a;", "xml"),
        (b"<BIR ", b'<!DOCTYPE a [<!ENTITY b "c">]><BIR ', "document_type"),
        (b"<BIR ", b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><BIR ', "document_type"),
    ],
)
def test_a_document_that_is_not_as_it_should_be_is_refused(before: bytes, after: bytes, why: str) -> None:
    assert before in MOSIPS
    with pytest.raises(RuleBroken, match="cbeff_invalid") as refused:
        read(MOSIPS.replace(before, after, 1))
    assert refused.value.facts["why"] == why


@pytest.mark.parametrize(
    ("document", "why"),
    [
        (b"<a>" * (MOST_DEPTH + 1), "too_deep"),
        (b"<a>" + b"<a/>" * MOST_ELEMENTS, "too_much"),
        (b"<a " + b"".join(b'a%d="" ' % at for at in range(MOST_EQUALS + 1)) + b"/>", "too_much"),
        (b" " * (MAX_BYTES + 1), "too_large"),
        (b"<BIR>" + b"<BIR/>" * 65 + b"</BIR>", "too_many"),
        (MOSIPS.decode().encode("utf-16"), "encoding"),
        (b"", "xml"),
    ],
    ids=["deep", "wide", "attributes", "large", "many", "utf-16", "empty"],
)
def test_a_document_beyond_its_bounds_is_refused(document: bytes, why: str) -> None:
    with pytest.raises(RuleBroken, match="cbeff_invalid") as refused:
        read(document)
    assert refused.value.facts["why"] == why


def test_text_that_xml_has_no_place_for_is_a_mistake() -> None:
    entries = {"PAYLOAD": "\x00"}
    with pytest.raises(ValueError, match="no place"):
        write((bir_of(Position.FACE, content=b"", index=INDEX, created=TAKEN, entries=entries),))
