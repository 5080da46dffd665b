"""The picture of docs/explanation/credentials.md, drawn from what the code makes.

python -m tests.credentials.picture
"""

import io
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from pathlib import Path

import cbor2
import numpy as np
import segno
from PIL import Image

from rekam.credentials import claims
from rekam.credentials.formats import claim169, mdoc, sd_jwt
from rekam.credentials.formats.trust import Purpose
from rekam.simulation.bodies import body
from tests.credentials import world
from tests.credentials.world import HOLDER, KTP, NONCE, NOW, READER

GOAL = Path(__file__).resolve().parents[2] / "docs" / "pictures" / "credentials.svg"
FACE = (120, 160)
COLOURS = {
    "the fact that is shown": "#00703c",
    "digests of the facts that are not": "#b1b4b6",
    "type, times, status, keys": "#5694ca",
    "the issuer's signature and certificate": "#003078",
    "the phone's proof: this reader, this minute": "#f47738",
}
WIDTH, LEFT, SCALE, ROW = 1_000, 190, 0.19, 62


def face() -> bytes:
    """A made-up face, as small as a QR code wants it."""
    pixels = np.asarray(body(7).face(impression=0).pixels)
    picture = Image.fromarray(pixels).convert("L").resize(FACE, Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, "AVIF", quality=20, speed=0)
    return out.getvalue()


def live(facts: dict[str, object], *, nonce: bytes | None = None) -> str:
    """The letters of a live code."""
    issued = claim169.issue(
        claims.for_qr(KTP, facts),
        issuer=world.ISSUER,
        holder=HOLDER.public,
        issued=NOW,
        expires=NOW + timedelta(days=30),
        status=world.PLACE,
        signer=world.signer(Purpose.QR),
    )
    return claim169.to_qr(claim169.wrap(issued, holder=HOLDER, at=NOW, nonce=nonce))


def of_sd_jwt() -> list[int]:
    """Bytes of each part of a presentation that shows one fact, in the order of COLOURS."""
    shown = sd_jwt.present(
        world.sd_jwt_of_ktp(), show=["age_over_17"], holder=HOLDER, audience=READER, nonce=NONCE, at=NOW
    )
    token, fact, proof = shown.split("~")
    header, payload, signature = token.split(".")
    digests = (len(world.FACTS) + 2) * 46 * 4 // 3  # each with quotes and comma, in base64
    return [len(fact), digests, len(payload) - digests, len(header) + len(signature), len(proof)]


def of_mdoc() -> list[int]:
    """The same of a DeviceResponse."""
    shown = mdoc.present(
        mdoc.Held(KTP.doctype, world.mdoc_of_ktp()),
        show=["age_over_17"],
        holder=HOLDER,
        transcript=world.TRANSCRIPT,
    )
    (document,) = cbor2.loads(shown)["documents"]
    auth = document["issuerSigned"]["issuerAuth"]
    fact = len(cbor2.dumps(document["issuerSigned"]["nameSpaces"]))
    digests, proof = (len(world.FACTS) - 1) * 35, len(cbor2.dumps(document["deviceSigned"]))
    signed = len(auth[3]) + len(auth[1][33])
    return [fact, digests, len(shown) - fact - digests - proof - signed, signed, proof]


def bar(name: str, sizes: list[int], *, top: int) -> str:
    """One row: a name, its parts to scale, and its bytes."""
    out, left = [f'<text x="{LEFT - 12}" y="{top + 24}" text-anchor="end">{name}</text>'], float(LEFT)
    for size, colour in zip(sizes, COLOURS.values(), strict=True):
        out.append(f'<rect x="{left:.1f}" y="{top}" width="{size * SCALE:.1f}" height="36" fill="{colour}"/>')
        left += size * SCALE
    out.append(f'<text x="{left + 8:.1f}" y="{top + 24}">{sum(sizes):,} bytes</text>')
    return "".join(out)


def legend(*, top: int) -> str:
    """What the colours are."""
    out = []
    for number, (name, colour) in enumerate(COLOURS.items()):
        y = top + 26 * number
        out.append(f'<rect x="{LEFT}" y="{y}" width="16" height="16" fill="{colour}"/>')
        out.append(f'<text x="{LEFT + 26}" y="{y + 14}">{name}</text>')
    return "".join(out)


def code(letters: str, *, left: int, top: int, side: int, told: str) -> str:
    """A QR code as one path, with what it is below."""
    made = segno.make(letters, error="l", mode="alphanumeric", micro=False)
    one = side / (made.symbol_size(border=0)[0])
    path = "".join(f"M{x} {y}h{run}v1h-{run}z" for y, row in enumerate(made.matrix) for x, run in runs(row))
    words = f"{told}: {len(letters):,} letters, version {made.version}-L"
    return (
        f'<g transform="translate({left} {top}) scale({one:.4f})"><path d="{path}"/></g>'
        f'<text x="{left}" y="{top + side + 22}">{words}</text>'
    )


def runs(row: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Where dark modules begin in a row, and how many follow one another."""
    at = 0
    for dark, group in groupby(row):
        length = len(list(group))
        if dark:
            yield at, length
        at += length


def draw() -> str:
    """The whole picture."""
    plain, whole = live(world.FACTS), live({**world.FACTS, "foto": face()}, nonce=bytes(range(8)))
    parts = [
        '<text x="20" y="30" class="head">“Over 17”, proven to a reader: what is sent</text>',
        bar("SD-JWT VC", of_sd_jwt(), top=50),
        bar("mdoc", of_mdoc(), top=50 + ROW),
        legend(top=50 + 2 * ROW),
        '<text x="20" y="350" class="head">A whole KTP as a live QR code: counts for 30 seconds</text>',
        code(plain, left=60, top=380, side=300, told="Without a face"),
        code(whole, left=470, top=380, side=400, told="With a face and the reader’s nonce"),
    ]
    style = "text{font:16px sans-serif;fill:#0b0c0c}.head{font-weight:bold;font-size:19px}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} 820" width="{WIDTH}" height="820" '
        f'role="img"><title>Sizes of what is shown, and live QR codes</title><style>{style}</style>'
        f'<rect width="{WIDTH}" height="820" fill="#fff"/>{"".join(parts)}</svg>\n'
    )


if __name__ == "__main__":
    GOAL.write_text(draw(), encoding="utf-8")
    print(GOAL, len(face()), "bytes of face")
