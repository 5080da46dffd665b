"""What was typed into a field comes out as text, on every page, sheet, PDF and answer that shows it.

Every form with payloads typed into it, by who may send it, and what was kept of them; every route once over a
world whose text columns are full of payloads; every list with a payload typed into its search; and the log.
A short run takes some of the routes, by the seed; `pytest -s tests/hostile --every` all of them, all 500.
"""

import logging
import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from http import HTTPStatus
from itertools import cycle
from time import perf_counter

import django.db
import pytest
from django.http import HttpResponse
from django.template import engines
from django.test import override_settings
from django.urls import resolve
from pytest_django.plugin import DjangoDbBlocker

from rekam.accounts.rules import Role, may
from rekam.config.routes import Route
from rekam.kernel import sheet
from rekam.kernel.database import scope
from rekam.kernel.logs import JsonLines
from rekam.kernel.roles import Server
from rekam.kernel.sheet import Separator, Sheet, to_csv
from rekam.kernel.workbook import to_xlsx
from rekam.ui.files import saved
from rekam.web import middleware
from tests.conftest import point_django_at
from tests.hostile.judging import faults
from tests.hostile.payloads import CALL, payloads
from tests.hostile.poisoning import poison
from tests.hostile.typing_in import typed_into
from tests.scope import world as worlds
from tests.scope.makers import LISTS
from tests.scope.place import VILLAGE
from tests.scope.world import HERE, World, list_routes, object_routes, sorts

ALL, FEW = 500, 60
EACH = 12  # of so many routes a short run takes one
NO_KEYS = b"signing_key_missing"  # a world without keys says so with a 503
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


@dataclass
class Typed:
    """Forms that were sent.

    attempted   forms
    landed      those that were taken: what was typed is kept
    """

    attempted: int = 0
    landed: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    broke: list[str] = field(default_factory=list)


class Lines(logging.Handler):
    """Keeps the lines of the log as the server writes them."""

    def __init__(self) -> None:
        super().__init__()
        self.setFormatter(JsonLines())
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def settled(name: str, *, routes: list[Route]) -> Iterator[World]:
    """A world in a database, in which an object stands behind each of these routes."""
    before = django.db.connection.settings_dict["NAME"]
    for place in worlds.PLACES:
        for made in set(place.__dict__) - {one.name for one in fields(place)}:
            del place.__dict__[made]
    long = override_settings(REKAM_OUTSIDE_TRIES=100_000, REKAM_STEP_UP_MINUTES=24 * 60)
    with long, pytest.MonkeyPatch.context() as patch:
        refusal = middleware.refusal
        point_django_at(name)
        worlds.without_slow_parts(patch)
        patch.setattr(middleware, "refusal", refusal)
        world = worlds.settle(places=(HERE,), areas=(VILLAGE,))
        for route in routes:
            for sort in sorts(route):
                world.path_at(route, HERE, sort=sort)
        yield world
        point_django_at(str(before))


def chosen(request: pytest.FixtureRequest) -> list[Route]:
    """The routes of this run."""
    routes = [*list_routes(), *object_routes()]
    if request.config.getoption("--every"):
        return routes
    return routes[int(request.config.getoption("--seed")) % EACH :: EACH]


def pages() -> list[Route]:
    """What the mutant looks at."""
    return [route for route in object_routes() if route.name == "registry:resident"]


@pytest.fixture
def fresh(
    clone: Callable[[str], str],
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    request: pytest.FixtureRequest,
) -> Iterator[World]:
    """A world into which nothing was typed yet."""
    with django_db_blocker.unblock(), settled(clone(f"typed_{os.getpid()}"), routes=chosen(request)) as world:
        yield world


@pytest.fixture(scope="module")
def poisoned(
    clone: Callable[[str], str],
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    request: pytest.FixtureRequest,
) -> Iterator[tuple[str, World]]:
    """The name of a world's database, before payloads are put into it, and the world."""
    name = clone(f"hostile_{os.getpid()}")
    with django_db_blocker.unblock(), settled(name, routes=[*chosen(request), *pages()]) as world:
        yield name, world


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
            answer = world.ask("get", path, role=role, area=VILLAGE, typed=words)
            content = answer.seen if answer.streaming else answer.content  # type: ignore[attr-defined]
            seen.attempted += 1
            seen.showing += CALL.encode() in content
            if answer.status_code >= 500:
                seen.broke.append(f"{route.name} {sort}: {answer.status_code}")
            seen.landed += [f"{route.name} {sort}: {told}" for told in faults(answer, content)]
    return seen


def type_into(world: World, routes: list[Route], texts: Iterator[str], *, every: bool) -> Typed:
    """Send each route's form as the first role that may; unlike a walk's, these requests are kept."""
    seen = Typed()
    for route in routes:
        role = next(one for one in Role if may(one, route.door))
        browser = world.browsers[role, VILLAGE]
        for sort in sorts(route):
            path = world.path_at(route, HERE, sort=sort)
            if path.startswith(middleware.OWN_TRANSACTIONS):
                continue
            for told in typed_into(resolve(path).func, route=route.name, texts=texts, every=every):
                browser.cookies.clear()  # the form before may have ended its session
                browser.force_login(world.accounts[role, VILLAGE])
                answer = browser.post(path, told)
                if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
                    break
                content = b"".join(answer.streaming_content) if answer.streaming else answer.content
                seen.attempted += 1
                seen.landed += answer.status_code == 302
                seen.statuses[answer.status_code] += 1
                if answer.status_code >= 500 and NO_KEYS not in content:
                    seen.broke.append(f"{route.name} {sort}: {answer.status_code} {told!r:.200}")
                seen.faults += [f"{route.name} {sort}: {fault}" for fault in faults(answer, content)]
    return seen


def in_the_log(lines: list[str]) -> Iterator[str]:
    """Lines in which somebody's text stands, or which are more than one."""
    for line in lines:
        if CALL in line or any(sign in line for sign in "\r\n\x1b"):
            yield f"the log: {line[:200]!r}"


def test_what_is_typed_into_forms_comes_out_as_text(
    fresh: World, every: bool, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    routes, began, log = chosen(request), perf_counter(), Lines()
    texts = cycle(text for _family, text in payloads(ALL if every else FEW))
    root, ours = logging.getLogger(), logging.getLogger("rekam")
    levels = root.level, ours.level
    root.addHandler(log)
    root.setLevel(logging.INFO)
    ours.setLevel(logging.INFO)
    try:
        with monkeypatch.context() as patch:
            patch.setattr(middleware, "scope", scope)
            sent = type_into(fresh, routes, texts, every=every)
        for (role, area), browser in fresh.browsers.items():
            browser.cookies.clear()
            browser.force_login(fresh.accounts[role, area])
        seen = walk(fresh, routes, texts)
    finally:
        root.removeHandler(log)
        root.setLevel(levels[0])
        ours.setLevel(levels[1])
    wrong = [*sent.faults, *seen.landed, *in_the_log(log.lines)]
    print(
        f"\nforms: attempted {sent.attempted} landed {sent.landed} lost {len(wrong)} doubled 0"
        f" stuck {len(sent.broke) + len(seen.broke)} seed {request.config.getoption('--seed')}"
        f" seconds {perf_counter() - began:.1f}"
        f"\n  statuses {dict(sent.statuses)}, pages {seen.attempted}, showing {seen.showing},"
        f" lines of the log {len(log.lines)}"
    )
    assert wrong == []
    assert [*sent.broke, *seen.broke] == []
    assert sent.landed
    assert log.lines
    assert seen.showing


def test_a_log_that_tells_what_was_typed_is_found() -> None:
    """The mutant: a formatter that fills the gaps of a line."""
    record = logging.makeLogRecord({"name": "rekam", "msg": "asked for %s", "args": (f"{CALL}\nERROR",)})
    assert not list(in_the_log([JsonLines().format(record)]))
    assert list(in_the_log([logging.Formatter().format(record)]))


def test_what_was_typed_comes_out_as_text(
    poisoned: tuple[str, World], postgres: Server, every: bool, request: pytest.FixtureRequest
) -> None:
    name, world = poisoned
    routes, seed = chosen(request), request.config.getoption("--seed")
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
    typed = [f"</p><{CALL}>"]

    assert walk(world, pages(), iter(typed)).landed == []
    monkeypatch.setattr(engines["django"].engine, "autoescape", False)  # type: ignore[attr-defined]
    assert walk(world, pages(), iter(typed)).landed


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
