"""What was typed into a field comes out as text, on every page, sheet, PDF and answer that shows it.

Every route once, by who may, over a world whose text columns are full of payloads; and every list with a
payload typed into its search. `pytest -s tests/hostile --every` walks all routes with all 500.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields

import django.db
import pytest
from django.conf import settings
from django.http import HttpResponse
from django.template import engines
from pytest_django.plugin import DjangoDbBlocker

from rekam.accounts.rules import Role, may
from rekam.config.routes import Route
from rekam.kernel import sheet
from rekam.kernel.roles import Server
from rekam.kernel.sheet import Separator, Sheet, to_csv
from rekam.kernel.workbook import to_xlsx
from rekam.ui.files import saved
from rekam.web import middleware
from tests.conftest import point_django_at
from tests.hostile.judging import faults
from tests.hostile.payloads import CALL, payloads
from tests.hostile.poisoning import poison
from tests.scope import world as worlds
from tests.scope.makers import LISTS
from tests.scope.world import HERE, RELATIONS, World, list_routes, object_routes, sorts

ALL, FEW = 500, 60
EACH = 12  # of so many routes a short run takes one
TYPED = (
    "cari",
    "q",
    "number",
    "nik",
    "kk",
    "name",
    "full_name",
    "kode",
    "sebab",
    "next",
    "area",
    "kind",
    "on",
)


@dataclass
class Walked:
    """What was seen on the way."""

    attempted: int = 0
    showing: int = 0
    landed: list[str] = field(default_factory=list)
    broke: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def poisoned(
    clone: Callable[[str], str], postgres: Server, django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[tuple[str, World]]:
    """A world in which an object stands behind every route, before payloads are put into it."""
    before = django.db.connection.settings_dict["NAME"]
    for place in worlds.PLACES:
        for made in set(place.__dict__) - {one.name for one in fields(place)}:
            del place.__dict__[made]
    name = clone(f"hostile_{os.getpid()}")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        refusal = middleware.refusal
        point_django_at(name)
        worlds.without_slow_parts(patch)
        patch.setattr(middleware, "refusal", refusal)
        patch.setattr(settings, "REKAM_OUTSIDE_TRIES", 100_000)
        patch.setattr(settings, "REKAM_STEP_UP_MINUTES", 24 * 60)
        world = worlds.settle()
        for route in object_routes():
            for sort in sorts(route):
                world.path_at(route, HERE, sort=sort)
        yield name, world
        point_django_at(str(before))


def walk(world: World, routes: list[Route], typed: Iterator[str]) -> Walked:
    """Open each route as the first role that may, and judge what comes."""
    seen = Walked()
    for route in routes:
        role = next(one for one in Role if may(one, route.door))
        lists = "<" not in route.path or route.name in LISTS
        for sort in sorts(route):
            path = world.path_at(route, HERE, sort=sort)
            if path.startswith(middleware.OWN_TRANSACTIONS):
                continue
            words = dict.fromkeys(TYPED, next(typed)) if lists else {}
            answer = world.ask("get", path, role=role, area=RELATIONS["own"][0], typed=words)
            content = answer.seen if answer.streaming else answer.content  # type: ignore[attr-defined]
            seen.attempted += 1
            seen.showing += CALL.encode() in content
            if answer.status_code >= 500:
                seen.broke.append(f"{route.name} {sort}: {answer.status_code}")
            seen.landed += [f"{route.name} {sort}: {told}" for told in faults(answer, content)]
    return seen


def test_what_was_typed_comes_out_as_text(
    poisoned: tuple[str, World], postgres: Server, every: bool, request: pytest.FixtureRequest
) -> None:
    name, world = poisoned
    routes = [*list_routes(), *object_routes()]
    seed = request.config.getoption("--seed")
    if not every:
        routes = routes[seed % EACH :: EACH]
    tried = payloads(ALL if every else FEW)
    texts = [text for _family, text in tried]
    rounds = 3 if every else 1
    landed: list[str] = []
    broke: list[str] = []
    for turn in range(rounds):
        with postgres.connect(name) as line:
            counted = poison(line, texts, first=seed + turn * len(texts) // rounds)
        seen = walk(world, routes, iter(texts * 20))
        landed += seen.landed
        broke += seen.broke
        print(
            f"\npayloads {len(texts)}, columns {counted}, pages {seen.attempted}, showing {seen.showing}, "
            f"landed {len(seen.landed)}, broke {len(seen.broke)} {seen.broke}"
        )
        assert seen.showing > len(routes) // 4, "nothing was shown: the payloads are not where pages read"
    assert landed == []
    assert broke == []


def test_without_escaping_it_lands(
    poisoned: tuple[str, World], postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mutant: templates that escape nothing. The same page as it is lets nothing out."""
    name, world = poisoned
    with postgres.connect(name) as line:
        poison(line, [f"</p><{CALL}>"], first=0)
    pages = [route for route in object_routes() if route.name == "registry:resident"]
    typed = [f"</p><{CALL}>"]

    assert walk(world, pages, iter(typed)).landed == []
    monkeypatch.setattr(engines["django"].engine, "autoescape", False)  # type: ignore[attr-defined]
    assert walk(world, pages, iter(typed)).landed


def files_of(texts: list[str]) -> Iterator[HttpResponse]:
    """The texts in every sheet that the product writes."""
    held = Sheet(above=tuple(texts), columns=("nama",), rows=tuple((one,) for one in texts), below=())
    for separator in Separator:
        yield saved(to_csv(held, separator=separator), name="a.csv")
    cells = [[re.sub("[\x00-\x08\x0b-\x1f]", "", one)] for one in texts]
    yield saved(to_xlsx(columns=["nama"], rows=cells), name="a.xlsx")


def test_no_cell_of_a_sheet_is_a_formula(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [text for _family, text in payloads(ALL)]

    assert [told for file in files_of(texts) for told in faults(file, file.content)] == []
    monkeypatch.setattr(sheet, "_FORMULA", re.compile("(?!)()"))  # the mutant: cells as they were typed
    assert [bool(list(faults(file, file.content))) for file in files_of(texts)] == [True, True, True]
