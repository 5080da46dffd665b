import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.coverage.geometry import Cell, borders, centre_of, outline, project, tessellate
from rekam.kernel.region import centroids

BANTEN = centroids("36")
KOTA_SERANG = {code: place for code, place in BANTEN.items() if code.startswith("36.73.")}
BEYOND = [place for code, place in BANTEN.items() if code not in KOTA_SERANG]


@pytest.fixture(scope="module")
def city() -> dict[str, Cell]:
    return tessellate(KOTA_SERANG, around=BEYOND)


def _places() -> np.ndarray:
    degrees = np.array([KOTA_SERANG[code] for code in sorted(KOTA_SERANG)])
    return project(degrees, middle=degrees.mean(axis=0))


def _contains(corners: np.ndarray, place: np.ndarray) -> bool:
    """Even-odd rule, an algorithm of its own beside the cutting."""
    inside = False
    for start, end in zip(corners, np.roll(corners, -1, axis=0), strict=True):
        if (start[1] > place[1]) != (end[1] > place[1]):
            cross = start[0] + (place[1] - start[1]) / (end[1] - start[1]) * (end[0] - start[0])
            inside ^= bool(place[0] < cross)
    return inside


def test_every_kelurahan_has_a_cell_that_holds_its_own_centroid(city: dict[str, Cell]) -> None:
    places = _places()

    assert len(city) == 67
    for cell, place in zip(city.values(), places, strict=True):
        assert _contains(cell.corners, place)


def test_the_cells_fill_the_outline_without_overlap(city: dict[str, Cell]) -> None:
    rim = borders(city, group=lambda _: "city")

    assert len(rim) == 1
    x, y = rim[0].T
    whole = abs(x[:-1] @ y[1:] - y[:-1] @ x[1:]) / 2
    assert sum(cell.area for cell in city.values()) == pytest.approx(whole, rel=1e-6)


def test_any_place_belongs_to_the_nearest_centroid(city: dict[str, Cell]) -> None:
    codes = sorted(KOTA_SERANG)
    places = _places()
    for spot in np.random.default_rng(1).uniform(-6, 6, size=(150, 2)):
        nearest = codes[int(np.argmin(np.linalg.norm(places - spot, axis=1)))]
        holders = [code for code, cell in city.items() if _contains(cell.corners, spot)]
        assert holders in ([nearest], [])


def test_villages_beyond_the_border_lend_the_drawing_its_size(city: dict[str, Cell]) -> None:
    assert sum(cell.area for cell in city.values()) == pytest.approx(266.3, rel=0.05)
    assert sum(cell.area for cell in tessellate(KOTA_SERANG).values()) > 300


def test_neighbours_share_the_same_edge(city: dict[str, Cell]) -> None:
    for cell in city.values():
        for number, neighbour in enumerate(cell.neighbours):
            if neighbour is None:
                continue
            edge = np.array([cell.corners[number], cell.corners[(number + 1) % len(cell.corners)]])
            other = city[neighbour]
            back = other.neighbours.index(cell.code)
            seen = np.array([other.corners[(back + 1) % len(other.corners)], other.corners[back]])
            assert np.allclose(edge, seen, atol=1e-7)


def test_lines_between_kecamatan_are_drawn_once(city: dict[str, Cell]) -> None:
    lines = borders(city, group=lambda code: code[:8])
    edges = [
        tuple(sorted([tuple(start), tuple(end)]))
        for line in lines
        for start, end in zip(line.tolist(), line.tolist()[1:], strict=False)
    ]

    assert len(edges) == len(set(edges))
    assert len(lines) < 30


def test_the_name_of_a_group_stands_inside_the_city(city: dict[str, Cell]) -> None:
    rim = borders(city, group=lambda _: "city")[0]
    for number in range(1, 7):
        members = [cell for code, cell in city.items() if code.startswith(f"36.73.{number:02}.")]
        assert _contains(rim, np.array(centre_of(members)))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(-300, 300), st.integers(-300, 300)), min_size=3, max_size=25, unique=True)
)
def test_any_scatter_of_places_gives_one_cell_each(scatter: list[tuple[int, int]]) -> None:
    places = {f"{number:02}": (-6 + y / 1000, 106 + x / 1000) for number, (x, y) in enumerate(scatter)}
    cells = tessellate(places)

    assert set(cells) == set(places)
    assert all(cell.area > 0 and len(cell.corners) == len(cell.neighbours) >= 3 for cell in cells.values())


def test_the_outline_goes_round_every_place() -> None:
    places = _places()
    line = outline(places, margin=0.8)

    assert all(_contains(line, place) for place in places)


@pytest.mark.parametrize(
    "places",
    [
        {},
        {"a": (0.0, 0.0), "b": (1.0, 1.0)},
        {"a": (0.0, 0.0), "b": (0.0, 0.0), "c": (1.0, 1.0)},
    ],
)
def test_too_few_or_equal_places_are_refused(places: dict[str, tuple[float, float]]) -> None:
    with pytest.raises(ValueError, match="place"):
        tessellate(places)
