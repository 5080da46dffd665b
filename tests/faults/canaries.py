"""Words and pictures that must not be found on a stolen disk, and how to look for them."""

import base64
import datetime
import random
import uuid
from collections.abc import Iterable, Iterator
from pathlib import Path

from rekam.enrolment.particulars import Person

# Long enough that no form of theirs stands in sealed bytes by chance (tests/faults/test_canaries.py).
NAME, ADDRESS, NIK = COMMON = ("KENARI KUNING", "Kampung Kenari", "481516234248")
PEOPLE = 167  # three words each: name, NIK, address
# What pictures, ISO records and templates begin with; each too long to stand in sealed bytes by chance.
BEGINNINGS = (
    b"\x89PNG\r\n",
    b"\xff\xd8\xff\xe0\x00",
    b"FIR\x00020",
    b"FAC\x00030",
    b"IIR\x00020",
    b"jP  \r\n",
)


def people(seed: int) -> tuple[Person, ...]:
    """People whose words occur nowhere else."""
    chance = random.Random(seed)
    ends = chance.sample(range(10_000), PEOPLE)
    return tuple(
        Person(
            resident=uuid.UUID(int=number + 1),
            nik=f"{NIK}{ends[number]:04}",
            name=f"{NAME} {_letters(chance)}",
            birth_date=datetime.date(2000, 1, 1),
            sex="P",
            address=f"{ADDRESS} {_letters(chance)}",
            area="3673021001",
        )
        for number in range(PEOPLE)
    )


def words_of(listed: Iterable[Person]) -> list[str]:
    """The canaries of these people."""
    return [word for one in listed for word in (one.name, one.nik or "", one.address)]


def picture(chance: random.Random) -> bytes:
    """What stands for a scanner's record: a beginning that is looked for, then noise."""
    return chance.choice(BEGINNINGS) + chance.randbytes(3_000)


def forms(word: bytes | str) -> Iterator[bytes]:
    """How a word may lie on a disk: as text in three encodings, and in base64 at each of the three places."""
    if isinstance(word, str):
        yield word.encode("utf-16-le")
        yield word.encode("utf-16-be")
        word = word.encode()
    yield word
    for place in range(3):
        text = base64.b64encode(bytes(place) + word)
        after = len(text) - 4 if (place + len(word)) % 3 else len(text)
        yield text[4 if place else 0 : after]  # what does not hang on the bytes before and after


def on_device(image: Path) -> list[str]:
    """What the blocks of a device tell, freed ones too: the words with which all canaries begin."""
    content = image.read_bytes()
    blocks = [content[at : at + 4_096] for at in range(0, len(content), 4_096)]
    whole = b"".join(block for block in blocks if block.strip(b"\0"))
    return [word for word in COMMON if any(form in whole for form in forms(word))]


def found_in(places: Iterable[Path], *, canaries: Iterable[bytes | str]) -> list[str]:
    """The canaries that some file of these folders holds, or some device."""
    whole = b"\n".join(path.read_bytes() for place in places for path in _files(place))
    wanted = [*canaries, *BEGINNINGS]
    return [repr(one)[:40] for one in wanted if any(form in whole for form in _looked_for(one))]


def _looked_for(one: bytes | str) -> Iterable[bytes]:
    return [one] if one in BEGINNINGS else forms(one)


def _files(place: Path) -> list[Path]:
    return sorted(path for path in place.rglob("*") if path.is_file()) if place.is_dir() else [place]


def _letters(chance: random.Random) -> str:
    return "".join(chance.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=12))
