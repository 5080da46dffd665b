"""Checkpoints are signed notes: one text for one checkpoint, readable by others' programs."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekam.audit.checkpoints import is_by, public_key, read_file, read_key
from rekam.kernel.errors import RuleBroken
from tests.audit.logs import ORIGIN, SEED, checkpoint, entries

KEY = public_key(origin=ORIGIN, seed=SEED)


def test_a_file_reads_back_as_it_was_written() -> None:
    made = [checkpoint(entries(n), hour=n) for n in (0, 3, 8)]
    assert read_file("".join(one.text for one in made)) == made
    assert all(is_by(one, KEY) for one in made)


def test_the_key_reads_back_as_it_was_written() -> None:
    assert read_key(KEY.text) == KEY


def test_the_key_id_is_that_of_signed_notes() -> None:
    """c2sp.org/signed-note: SHA-256 of name, newline, 0x01 and the key; its first four bytes."""
    digest = hashlib.sha256(ORIGIN.encode() + b"\n\x01" + KEY.public).digest()
    assert KEY.text.startswith(f"{ORIGIN}+{digest[:4].hex()}+")
    assert checkpoint(entries(1)).signature[:4] == digest[:4]


def test_the_body_is_that_of_log_checkpoints() -> None:
    """c2sp.org/tlog-checkpoint: origin, size, root in base64, then lines of our own."""
    lines = checkpoint(entries(0)).text.split("\n")
    assert lines[:2] == [ORIGIN, "0"]
    assert lines[2] == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    assert lines[4] == ""
    assert lines[5].startswith("\N{EM DASH} rekam/36.73 ")


def test_no_other_key_and_no_other_log_signed_it() -> None:
    made = checkpoint(entries(3))
    assert not is_by(made, public_key(origin=ORIGIN, seed=bytes(32)))
    assert not is_by(made, public_key(origin="rekam/36.72", seed=SEED))


@given(st.data())
def test_a_changed_letter_is_not_signed(drawn: st.DataObject) -> None:
    text = checkpoint(entries(3)).text
    place = drawn.draw(st.integers(0, len(text) - 1))
    letter = drawn.draw(st.sampled_from("0Ab+ \n").filter(lambda one: one != text[place]))
    try:
        found = read_file(text[:place] + letter + text[place + 1 :])
    except RuleBroken:
        return
    assert not all(is_by(one, KEY) for one in found) or found[0].text != text or not found


@pytest.mark.parametrize(
    "text", ["", "a+b", "a+00000000+AAAA", "a+00000000+é", KEY.text[:-4], KEY.text.replace("36", "37")]
)
def test_a_mistyped_key_is_refused(text: str) -> None:
    with pytest.raises(RuleBroken, match="checkpoint_key_malformed"):
        read_key(text)
