"""A picture that cannot be used is refused by what is wrong with it, whoever is asked about."""

import io
from pathlib import Path

import pytest
from PIL import Image

from rekam.abis.engine.extract import networks
from rekam.kernel.errors import RuleBroken
from rekam.verification.asking.rules import Field
from rekam.verification.comparing import samples

DRAWN = Path("src/rekam/verification/static/verification/sandbox")
FACE, FINGER = Field.WAJAH, Field.SIDIK_JARI


def drawn(name: str) -> bytes:
    return (DRAWN / name).read_bytes()


def jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG")
    return out.getvalue()


def portrait() -> Image.Image:
    return Image.open(DRAWN / "contoh-satu.jpg")


def crowd() -> bytes:
    one, other = portrait(), Image.open(DRAWN / "contoh-dua.jpg")
    both = Image.new("RGB", (one.width + other.width, one.height))
    both.paste(one, (0, 0))
    both.paste(other, (one.width, 0))
    return jpeg(both)


def faint() -> bytes:
    return jpeg(portrait().resize((36, 48)).point(lambda value: 64 + value // 2))


@pytest.mark.parametrize(
    ("field", "records", "code"),
    [
        (FACE, lambda: [b"GIF89a"], "sample_unreadable"),
        (FACE, lambda: [drawn("contoh-satu.jpg")[:900]], "sample_unreadable"),
        (FACE, lambda: [drawn("contoh-satu-right-index.fir")], "sample_unreadable"),
        (FINGER, lambda: [drawn("contoh-satu.jpg")], "sample_unreadable"),
        (FINGER, lambda: [drawn("contoh-satu-right-index.fir")[:-9]], "sample_unreadable"),
        (FACE, lambda: [jpeg(Image.new("L", (200, 200), 128))], "sample_empty"),
        (FACE, lambda: [crowd()], "sample_crowded"),
        (FACE, lambda: [faint()], "sample_poor"),
    ],
)
def test_what_is_wrong_with_a_picture(field: Field, records: object, code: str) -> None:
    with pytest.raises(RuleBroken) as refused:
        samples.extract(field, records())  # type: ignore[operator]
    assert refused.value.code == code


def test_of_those_who_wait_few_do_and_a_machine_without_networks_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for _ in range(samples.MOST_AT_ONCE):
        samples._places.acquire()
    with pytest.raises(RuleBroken, match="comparisons_busy"):
        samples.extract(FACE, [b"x"])
    with pytest.raises(RuleBroken, match="sample_unreadable"):
        samples.extract(FACE, [b"x"], in_sandbox=True)
    for _ in range(samples.MOST_AT_ONCE):
        samples._places.release()
    monkeypatch.setattr(samples, "SECONDS", 0.0)
    with samples._turn, pytest.raises(RuleBroken, match="comparisons_busy"):
        samples.extract(FACE, [drawn("contoh-satu.jpg")])

    networks.detector.cache_clear()
    monkeypatch.setenv("REKAM_WEIGHTS", str(tmp_path))
    with pytest.raises(RuleBroken, match="comparisons_away"):
        samples.extract(FACE, [drawn("contoh-satu.jpg")])
