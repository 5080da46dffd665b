"""Where everything stands on the back of the ID-1 card, in millimetres (pure).

What a real card shows there is not published in any text that agrees with another; the blanks come with it
printed. So nothing of the holder stands on ours: whose card body it is, and where it goes when it is found.
"""

from rekam.cards.face.fields import CardFace
from rekam.cards.face.layout import HEIGHT, TINTS, WIDTH, Back, Line, centred, wrap_centred

ISSUER = "REPUBLIK INDONESIA"
TITLES = {False: "KARTU TANDA PENDUDUK ELEKTRONIK", True: "ELECTRONIC IDENTITY CARD FOR FOREIGN RESIDENTS"}
FOUND = {
    False: "Kartu ini dibuat cuma-cuma. Yang menemukannya diminta menyerahkannya kepada dinas "
    "kependudukan dan pencatatan sipil terdekat.",
    True: "This card is free of charge. Whoever finds it is asked to hand it to the nearest civil registry.",
}
MARGIN = 6.0


def lay_out_back(face: CardFace, *, serial: str) -> Back:
    """Put title, finder's note, office and serial where they belong.

    serial  of the blank, as its chip says; "" before one is taken
    Raises RuleBroken("card_text_too_long" | "card_letter_unknown").
    """
    tint, rule = TINTS[face.is_foreign]
    left, width = MARGIN, WIDTH - 2 * MARGIN
    lines: list[Line] = [
        centred(ISSUER, left=left, width=width, baseline=8.0, size=8.4, bold=True),
        centred(TITLES[face.is_foreign], left=left, width=width, baseline=12.0, size=7.0, bold=True),
        *wrap_centred(FOUND[face.is_foreign], left=left, width=width, baseline=25.0, size=6.2),
        centred(face.issue_place.upper(), left=left, width=width, baseline=40.0, size=6.6),
    ]
    if serial:
        lines.append(
            centred(spaced(serial), left=left, width=width, baseline=HEIGHT - 6.0, size=8.4, bold=True)
        )
    return Back(lines=tuple(lines), tint=tint, rule=rule)


def spaced(serial: str) -> str:
    """A serial as people read it out: "04A1 B2C3 D4E5 F6"."""
    return " ".join(serial[at : at + 4] for at in range(0, len(serial), 4))
