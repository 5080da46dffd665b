"""Route x method x role x relation of areas: who gets an object, and who is told what everybody is told.

Without the permission: 403, whatever is asked for. Of a wrong office: the very answer that an id gets which
nobody has, by GET and by POST. Of the right office: not a refusal to see it. The wrong offices ask again with
one layer alone, their roles dealt over the relations; the right ones need not: a row that both layers let
through, each lets through. Of the roles without the permission one asks through the whole server; the others
are sent away by the guard that stands at the address.
A new route fails here until its arguments stand in tests/scope/makers.py.

Before both layers an answer about another office's object takes as many statements as one about what nobody
has, so that no clock tells them apart. `--whole-scope` asks all roles for all relations before each layer;
`-s` prints how many attempts there were.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus

import pytest
from django.http import HttpResponse

from rekam.accounts.rules import Role, may
from rekam.config.routes import Route
from tests.conftest import point_django_at
from tests.scope.makers import ANYTHING, LISTS, MAKERS, MOVES, RIGHT, TYPED
from tests.scope.place import SIBLING
from tests.scope.world import (
    BOTH,
    MOVED,
    NEITHER,
    RELATIONS,
    World,
    body,
    dealt,
    keys,
    object_routes,
    roles,
    sorts,
    switch,
    told,
    unknown_path,
)

METHODS = ("get", "post")
Unknown = tuple[tuple[int, str], int]
"""Status, page, and statements to the database."""
ROUTES = [(route, sort) for route in object_routes() if route.name not in LISTS for sort in sorts(route)]
SLOWER = {
    "accounts:grant_reset": "whose office it is, is asked of the account that stands in it",
    "accounts:end_deputy": "the same",
    "registry:fetch_export": "the own office's; only who asked for it may fetch it",
}
"""Addresses that tell of an object by some statements more, to whoever guesses an id of 122 random bits."""
# The guard stands before the view and knows no object, so one relation by each method says it all.
GUARDED = {"get": "own", "post": "sibling"}


@dataclass(frozen=True)
class Cell:
    """One field of the matrix: who asks for what, and what was answered."""

    route: Route
    sort: str
    role: Role
    method: str
    relation: str
    path: str
    answer: HttpResponse

    @property
    def status(self) -> int:
        return self.answer.status_code

    def __str__(self) -> str:
        return f"{self.role} {self.method} {self.relation}: {self.status}"


def test_every_argument_has_its_maker() -> None:
    assert {key for route in object_routes() for key in keys(route)} - set(MAKERS) == set()


def test_the_table_of_makers_has_no_dead_line() -> None:
    assert set(MAKERS) - {key for route in object_routes() for key in keys(route)} == set()


@pytest.mark.parametrize(
    ("route", "sort"), ROUTES, ids=[f"{route.name} {sort}".strip() for route, sort in ROUTES]
)
def test_each_office_opens_its_own_and_nothing_else(
    route: Route, sort: str, world: World, layer: str, pytestconfig: pytest.Config
) -> None:
    whole = pytestconfig.getoption("--whole-scope")
    right = right_offices(route)
    wrong, opened, hidden = let_by(route, sort=sort, world=world) if layer == BOTH else [], 0, 0
    unknown = partial(of_nobody, route, sort=sort, world=world)
    for one in cells(route, sort=sort, world=world, layer=layer, whole=whole):
        if not may(one.role, route.door):
            fits = one.status == HTTPStatus.FORBIDDEN
        elif one.relation in right:
            opened += one.status in {200, 302, 400, 409}  # a rule that refuses has seen it
            fits = one.status not in {401, 403, 404} and one.status < 500
        elif one.relation == "moved" and (route.name in MOVES or of_an_area(route)):
            fits = one.status < 500 and not betrayed(one)
        else:
            hidden += 1
            fits = one.status == HTTPStatus.NOT_FOUND and same_as_unknown(one, unknown)
            fits &= layer != BOTH or one.relation == "moved" or as_quick_as_unknown(one, unknown)
            world.attempts[layer] += 1
            world.leaks[layer] += not fits
        if not fits:
            wrong.append(str(one))
    assert wrong == []
    assert opened or not right or layer != BOTH, (
        "nobody of the right office could open it: the maker's object does not fit the route"
    )
    assert hidden, "nothing was hidden from anybody"


@pytest.mark.usefixtures("layer")
def test_many_attempts_were_made_and_none_told_anything(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        world.tell_attempts("scope")
    assert sum(world.leaks.values()) == 0


def test_without_any_layer_it_would_be_seen(
    world: World, layer: str, settled: tuple[str, World], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mutant: where nothing keeps the offices apart, most of the matrix is red."""
    if layer != BOTH:
        return
    database = settled[0]
    switch(NEITHER, patch=monkeypatch, point=lambda role: point_django_at(database, role=role))
    some = [(route, sort) for route, sort in ROUTES if not of_an_area(route)][::15]
    seen = 0
    for route, sort in some:
        unknown = partial(of_nobody, route, sort=sort, world=world)
        wrong = [
            cell(
                route,
                sort=sort,
                role=by_permission(route)[0][0],
                method=method,
                relation="sibling",
                world=world,
            )
            for method in METHODS
            if takes(route, method, sort=sort, world=world)
        ]
        seen += any(one.status != HTTPStatus.NOT_FOUND or not same_as_unknown(one, unknown) for one in wrong)
    point_django_at(database)
    assert seen > len(some) / 2


def right_offices(route: Route) -> set[str]:
    return RIGHT.get(route.name, {"own", "child"})


def of_an_area(route: Route) -> bool:
    """Pages of an area's counts and lists: the old office keeps its area, the moved person is not in them."""
    return route.name.startswith("coverage:")


def cells(route: Route, *, sort: str, world: World, layer: str, whole: bool) -> Iterator[Cell]:
    methods = [method for method in METHODS if takes(route, method, sort=sort, world=world)]
    for role, relation, method in asked(route, methods, layer=layer, whole=whole):
        yield cell(route, sort=sort, role=role, method=method, relation=relation, world=world)


def asked(route: Route, methods: list[str], *, layer: str, whole: bool) -> Iterator[tuple[Role, str, str]]:
    """Who asks for what: everybody before both layers; before one alone those whom it must stop."""
    allowed, refused = by_permission(route)
    right = right_offices(route)
    pairs = dealt(allowed, [name for name in RELATIONS if name not in right], layer=layer, whole=whole)
    if layer == BOTH:
        pairs += dealt(allowed, sorted(right), layer=layer)
    yield from ((role, relation, method) for method in methods for role, relation in pairs)
    if layer == BOTH and refused:
        role = refused[len(route.name) % len(refused)]  # another one at another address
        yield from ((role, GUARDED[method], method) for method in methods)


def by_permission(route: Route) -> tuple[list[Role], list[Role]]:
    """Who has the route's permission, and who has not."""
    both: tuple[list[Role], list[Role]] = ([], [])
    for role in roles(route):
        both[not may(role, route.door)].append(role)
    return both


def let_by(route: Route, *, sort: str, world: World) -> list[str]:
    """Whom the guard at the address lets by without the permission."""
    return [
        f"{role} {method}: not stopped"
        for role in by_permission(route)[1]
        for method in METHODS
        if takes(route, method, sort=sort, world=world)
        and not world.stopped(
            method,
            world.path_at(route, RELATIONS[GUARDED[method]][1], sort=sort),
            role=role,
            area=RELATIONS[GUARDED[method]][0],
        )
    ]


def takes(route: Route, method: str, *, sort: str, world: World) -> bool:
    """Whether the route knows the method; where it does not, no object is looked for."""
    key = (route.name, sort, method)
    if key not in world.methods:
        role = by_permission(route)[0][0]
        (status, _), _ = of_nobody(route, role, method, SIBLING, sort=sort, world=world)
        world.methods[key] = status != HTTPStatus.METHOD_NOT_ALLOWED
    return world.methods[key]


def cell(route: Route, *, sort: str, role: Role, method: str, relation: str, world: World) -> Cell:
    area, place = RELATIONS[relation]
    path = world.path_at(route, place, sort=sort)
    answer = world.ask(method, path, role=role, area=area, typed=ANYTHING | TYPED.get(route.name, {}))
    return Cell(route, sort, role, method, relation, path, answer)


def same_as_unknown(cell: Cell, unknown: Callable[[Role, str, str], Unknown]) -> bool:
    """Whether an id that nobody has gets the same status and the same page.

    What a colleague of that role is told of it is mostly the same, and asked once for all areas.
    """
    seen, (area, _) = told(cell.answer, path=cell.path), RELATIONS[cell.relation]
    return any(seen == unknown(cell.role, cell.method, asked_in)[0] for asked_in in (SIBLING, area))


def as_quick_as_unknown(cell: Cell, unknown: Callable[[Role, str, str], Unknown]) -> bool:
    """Whether as many statements went to the database as for an id that nobody has."""
    if cell.route.name in SLOWER:
        return True
    area, _ = RELATIONS[cell.relation]
    taken = {unknown(cell.role, cell.method, asked_in)[1] for asked_in in (SIBLING, area)}
    return cell.answer.statements in taken  # type: ignore[attr-defined]


def of_nobody(route: Route, role: Role, method: str, area: str, *, sort: str, world: World) -> Unknown:
    """What an officer is told when he asks for what nobody has; asked once, before both layers."""
    key = (route.name, sort, role, method, area)
    if key not in world.of_nobody:
        path = unknown_path(route, sort=sort)
        answer = world.ask(method, path, role=role, area=area, typed=ANYTHING | TYPED.get(route.name, {}))
        world.of_nobody[key] = (told(answer, path=path), answer.statements)  # type: ignore[attr-defined]
    return world.of_nobody[key]


def betrayed(cell: Cell) -> set[str]:
    """What an old office's page says of the person who moved away: of him, not of its own papers."""
    person, page = MOVED.resident, body(cell.answer)
    return {word for word in (person.full_name, person.nik, person.kk, person.address) if word in page}
