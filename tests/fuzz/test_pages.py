"""Every page with anything typed into its forms and its address, as whoever may open it and as strangers.

In the suite a third of the forms, by the seed, is sent by one role in turn; by `--runs N` all are, N times by
each role that may, and in addresses too.
"""

import os
import traceback
from collections.abc import Callable, Iterator
from time import perf_counter

import django.db
import pytest
from django.conf import settings as ours
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, resolve, reverse
from hypothesis import HealthCheck, Phase, given, seed, settings
from pytest_django.plugin import DjangoDbBlocker

from rekam.accounts.rules import Role, may
from rekam.config.routes import Route, all_routes
from rekam.web.middleware import ToldRefusals
from tests.conftest import point_django_at
from tests.fuzz.counting import Tried
from tests.fuzz.doors import ARGUMENT, MACHINES
from tests.fuzz.ill_typed import Typed, typed
from tests.scope import world as worlds
from tests.scope.makers import ANYTHING, MAKERS, TYPED
from tests.scope.place import NOBODY, VILLAGE
from tests.scope.world import BOTH, HERE, World, keys

PAGES = [route for route in all_routes() if not route.path.startswith(MACHINES)]
SHARE = 3
MUTANTS_SHARE = 30
PUBLIC_WORDS = {"document": "kk", "service": "ktp-hilang", "sha256": "0" * 64}


@pytest.fixture(scope="module")
def world(
    clone: Callable[[str], str], django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[World]:
    """One place of the country of tests/scope in a database of its own, and its office."""
    before = django.db.connection.settings_dict["NAME"]
    for place in worlds.PLACES:
        for made in set(place.__dict__) - {"name", "serial", "area_code", "lives_in"}:
            del place.__dict__[made]
    name = clone(f"pages_{os.getpid()}")
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(ours, "REKAM_OUTSIDE_TRIES", 10**6)
        patch.setattr(ours, "REKAM_STEP_UP_MINUTES", 24 * 60)
        worlds.without_slow_parts(patch)
        point_django_at(name)
        made_world = worlds.settle(places=(HERE,), areas=(VILLAGE,))
        worlds.switch(BOTH, patch=patch, point=lambda role: point_django_at(name, role=role))
        yield made_world
        point_django_at(str(before))


def test_nothing_that_is_typed_breaks_a_page(world: World, request: pytest.FixtureRequest) -> None:
    first, runs = request.config.getoption("--seed"), request.config.getoption("--runs")
    tried, stranger = Tried(), Client(raise_request_exception=False)
    pages = PAGES if runs else PAGES[first % SHARE :: SHARE]
    for at, route in enumerate(pages, first):
        path = address(route, world)
        able = who_may(route)
        for role in able if runs else [able[at % len(able)]]:
            browser = world.browsers[role, VILLAGE] if role else stranger
            drive(route, path, browser, tried=tried, first=first, runs=runs or 1, all_ways=bool(runs))
    print(f"\n{len(pages)} pages: {tried.table(seed=first)}")
    assert not tried.faults, "\n".join(sorted(set(tried.faults)))
    assert not tried.stuck
    assert tried.attempted >= len(pages)


def test_pages_whose_refusals_nobody_tells_are_counted_as_broken(
    world: World, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mutant: before the server is built, which takes hold of its middlewares."""
    monkeypatch.delattr(ToldRefusals, "process_exception")
    first, tried = request.config.getoption("--seed"), Tried()
    for route in PAGES[first % MUTANTS_SHARE :: MUTANTS_SHARE]:
        path, role = address(route, world), who_may(route)[0]
        browser = Client(raise_request_exception=False)
        if role:
            browser.force_login(world.accounts[role, VILLAGE])
        drive(route, path, browser, tried=tried, first=first, runs=1, all_ways=False)
    print(f"\nwithout told refusals: {tried.table(seed=first)}")
    assert tried.faults
    assert tried.statuses[500]


def who_may(route: Route) -> list[Role | None]:
    """Who may open a page; None is a stranger."""
    return [None] if route.door.startswith("public") else [role for role in Role if may(role, route.door)]


def drive(
    route: Route, path: str, browser: Client, *, tried: Tried, first: int, runs: int, all_ways: bool
) -> None:
    """Type into one page what is drawn: into its form, and in all ways into its address too."""

    @seed(f"{first} {route.name}")
    @settings(
        max_examples=runs, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    @given(told=typed(resolve(path).func, ANYTHING | TYPED.get(route.name, {})))
    def sent(told: Typed) -> None:
        for method in ("post", "get") if all_ways else ("post",):
            send(method, path, told, browser, tried=tried, of=f"{method} {route.name}")

    sent()


def send(method: str, path: str, told: Typed, browser: Client, *, tried: Tried, of: str) -> None:
    """One request, whose own transaction is undone (tests.scope.world)."""
    if method == "get":
        told = {name: value for name, value in told.items() if isinstance(value, str | list)}
    began = perf_counter()
    answer = getattr(browser, method)(path, told)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    browser.cookies.pop("messages", None)
    tried.note(
        answer.status_code, content, of=f"{of} {told!r:.300}{why(answer)}", seconds=perf_counter() - began
    )


def why(answer: object) -> str:
    """The end of the traceback behind an answer of 500."""
    error = getattr(answer, "exc_info", None)
    return "\n" + "".join(traceback.format_exception(*error)[-4:]) if error else ""


def address(route: Route, world: World) -> str:
    """Where a page stands; with an object of its own where the table of makers has one."""
    if all(key in MAKERS for key in keys(route)):
        return world.path_at(route, HERE)
    named = ARGUMENT.findall(route.path)
    for given_ in ({name: PUBLIC_WORDS.get(name, NOBODY) for name in named}, dict.fromkeys(named, "1")):
        try:
            return reverse(route.name, kwargs=given_)
        except NoReverseMatch:
            continue
    raise LookupError(route.name, get_resolver())
