"""Which photograph is fit for a card; each finding by itself."""

import datetime
from dataclasses import replace

import pytest

from rekam.abis.engine.portrait import Portrait
from rekam.enrolment.photo_rules import Backdrop, Finding, backdrop_of, colour_of, findings

FIT = Portrait(
    quality=84,
    eye_distance=67.0,
    height=0.43,
    across=0.5,
    down=0.48,
    roll=-0.8,
    turn=0.0,
    nod=0.53,
    eyes=0.16,
    brightness=123.0,
    burnt=0.0,
    uneven=0.07,
    sharpness=6.4,
    hue=178,
    plain=1.0,
)


def found(**changes: object) -> tuple[Finding, ...]:
    return findings(replace(FIT, **changes), backdrop=Backdrop.RED)  # type: ignore[arg-type]


def test_a_photograph_as_it_should_be_has_no_findings() -> None:
    assert found() == ()


@pytest.mark.parametrize(
    ("changes", "finding"),
    [
        ({"height": 0.2}, Finding.FAR),
        ({"eye_distance": 34.0}, Finding.FAR),
        ({"height": 0.9}, Finding.NEAR),
        ({"across": 0.35}, Finding.ASIDE),
        ({"down": 0.7}, Finding.ASIDE),
        ({"roll": -9.0}, Finding.TILTED),
        ({"turn": 0.2}, Finding.TURNED),
        ({"nod": 0.8}, Finding.NODDING),
        ({"eyes": 0.05}, Finding.EYES_CLOSED),
        ({"brightness": 27.0}, Finding.DARK),
        ({"brightness": 230.0}, Finding.BRIGHT),
        ({"uneven": 0.6}, Finding.UNEVEN),
        ({"sharpness": 2.0}, Finding.BLURRED),
        ({"hue": 109}, Finding.BACKDROP_COLOUR),
        ({"hue": None}, Finding.BACKDROP_COLOUR),
        ({"plain": 0.5}, Finding.BACKDROP_UNEVEN),
    ],
)
def test_each_fault_is_one_finding(changes: dict[str, object], finding: Finding) -> None:
    assert found(**changes) == (finding,)


def test_without_a_face_nothing_else_is_said() -> None:
    assert findings(None, backdrop=Backdrop.RED) == (Finding.NO_FACE,)


@pytest.mark.parametrize(
    ("year", "foreigner", "backdrop"),
    [(2009, False, Backdrop.RED), (1990, False, Backdrop.BLUE), (2009, True, Backdrop.ORANGE)],
)
def test_the_backdrop_follows_the_year_of_birth_and_foreigners_have_their_own(
    year: int, foreigner: bool, backdrop: Backdrop
) -> None:
    assert backdrop_of(born=datetime.date(year, 8, 12), foreigner=foreigner) is backdrop


@pytest.mark.parametrize(
    ("hue", "backdrop"),
    [
        (178, Backdrop.RED),
        (2, Backdrop.RED),
        (14, Backdrop.ORANGE),
        (109, Backdrop.BLUE),
        (60, None),
        (None, None),
    ],
)
def test_hues_are_the_cards_colours_or_none(hue: int | None, backdrop: Backdrop | None) -> None:
    assert colour_of(hue) is backdrop
