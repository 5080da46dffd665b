"""No card is refused or put off because somebody has no digital KTP: the card rooms do not know of it."""

from pathlib import Path

SOURCE = Path(__file__).resolve().parents[3] / "src" / "rekam"
ROOMS = ("cards", "enrolment", "registry")


def test_the_rooms_of_card_and_register_name_nothing_of_the_digital_one() -> None:
    files = [
        path for room in ROOMS for path in (SOURCE / room).rglob("*.py") if "migrations" not in path.parts
    ]

    assert len(files) > 200
    assert not [path for path in files if "rekam.credentials" in path.read_text()]


def test_no_rule_or_refusal_of_a_card_speaks_of_it() -> None:
    texts = [
        path.read_text().lower()
        for name in ("refusals.py", "rules.py")
        for path in (SOURCE / "cards").rglob(name)
    ]

    assert len(texts) > 10
    assert not [text for text in texts if "ikd" in text.split() or "ktp digital" in text]
