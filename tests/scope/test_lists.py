"""No list, search or count page shows a row of another office, whatever is typed into it.

Every word is typed before each layer alone, dealt over the relations: no list knows whose name it is asked
for. Before both together each list is opened once: they let no row through that either of them stops.
`--whole-scope` asks every role, relation, word and method before each layer; `-s` prints how many that were.
"""

from http import HTTPStatus
from itertools import product

import pytest

from rekam.accounts.rules import Role, may
from rekam.config.routes import Route
from tests.scope.makers import ANYTHING, LISTS
from tests.scope.world import (
    BOTH,
    HERE,
    MOVED,
    RELATIONS,
    World,
    body,
    dealt,
    list_routes,
    markers,
    object_routes,
    roles,
)

ROUTES = [*list_routes(), *(route for route in object_routes() if route.name in LISTS)]
OTHERS = [name for name in RELATIONS if name not in {"own", "child"}]


def shown(
    route: Route,
    *,
    world: World,
    role: Role,
    relation: str,
    word: int = 0,
    layer: str = "",
    whole: bool = False,
) -> set[str]:
    """What of the relation's person stands on the page, asked for by GET and by typing his own words.

    word    which of them is sent; `whole`: each is, and by both methods
    layer   before which it counts as an attempt; "" where it is the right office that asks
    """
    area, place = RELATIONS[relation]
    found: set[str] = set()
    searches = typed_by(relation)
    asks = [("get", searches[0]), ("post", searches[word % len(searches)])]
    for method, typed in product(("get", "post"), searches) if whole else asks:
        if not world.methods.get((route.name, "", method), True):
            continue
        if layer:
            world.attempts[layer] += 1
        answer = world.ask(method, world.path_at(route, place), role=role, area=area, typed=typed)
        assert answer.status_code < 500, (route.name, method, typed)
        if answer.status_code == HTTPStatus.METHOD_NOT_ALLOWED:
            world.methods[route.name, "", method] = False
        page = body(answer)
        found |= {word for word in markers(place) if word in page and word not in typed.values()}
    return found


def typed_by(relation: str) -> list[dict[str, str]]:
    """What an officer types who knows whom to look for."""
    _, place = RELATIONS[relation]
    words = (place.resident.full_name, place.resident.nik, place.resident.kk)
    fields = ("cari", "number", "nik", "kk", "q", "name", "full_name", "spouse")
    return [ANYTHING | dict.fromkeys(fields, word) for word in words]


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_a_list_shows_nobody_of_another_office(
    route: Route, world: World, layer: str, pytestconfig: pytest.Config
) -> None:
    whole = pytestconfig.getoption("--whole-scope")
    looking = [role for role in roles(route) if may(role, route.door)]
    asked = dealt(looking, OTHERS, layer=layer, whole=whole)
    if layer == BOTH and not whole:
        asked = asked[:1]
    leaks = {
        (role.value, relation): found
        for at, (role, relation) in enumerate(asked)
        if (
            found := shown(
                route, world=world, role=role, relation=relation, word=at, layer=layer, whole=whole
            )
            - own(relation)
        )
    }
    world.leaks[layer] += len(leaks)
    assert leaks == {}


@pytest.mark.usefixtures("layer")
def test_many_lists_were_asked_for_and_none_told_anything(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    with capsys.disabled():
        world.tell_attempts("lists")
    assert sum(world.leaks.values()) == 0


def _papers() -> set[str]:
    """The old office's own papers on who moved away: numbers, nothing of the person."""
    rows = (MOVED.record, MOVED.contradicted, MOVED.job, MOVED.exception, MOVED.case)
    newer = (MOVED.entry, MOVED.carried_out, MOVED.bulk, MOVED.export, MOVED.alarm)
    newer = (*newer, MOVED.follow_up, MOVED.walk_in, MOVED.correction, MOVED.home_visit, MOVED.visited)
    return {str(row.uuid) for row in (*rows, *newer)} | {MOVED.blank.serial}


def _visit() -> set[str]:
    """What the serving office keeps of its own visit; neither number opens anything of the register."""
    return {str(HERE.visit.uuid), str(HERE.resident.uuid)}


def own(relation: str) -> set[str]:
    """What of that person's papers is the looking office's own."""
    return {"moved": _papers, "outside": _visit}.get(relation, set)()


# Lists with a row of each person, and who looks at them.
SHOWN_TO = {
    "coverage:follow_ups": (Role.HEAD,),
    "registry:search": (Role.OPERATOR,),
    "registry:entries": (Role.VERIFIKATOR,),
    "registry:pairs": (Role.BACK_OFFICE,),
    "registry:imports": (Role.BACK_OFFICE,),
    "registry:exports": (Role.HEAD,),
    "registry:alarms": (Role.HEAD,),
    "web:desk": (Role.VERIFIKATOR,),
    "web:desk_alike": (Role.VERIFIKATOR,),
    "cards:queue": (Role.BACK_OFFICE,),
    "outreach:homes": (Role.OPERATOR,),
    "abis:cases": (Role.BACK_OFFICE,),
    "enrolment:standing": (Role.OPERATOR,),
    "enrolment:stuck_kind": (Role.OPERATOR,),
    "accounts:officers": (Role.ADMINISTRATOR,),
    "accounts:resets": (Role.HEAD,),
    "limits:limits": (Role.ADMINISTRATOR,),
    "accounts:deputies": (Role.HEAD,),
}


def test_lists_are_not_hidden_by_being_empty(world: World) -> None:
    """The other side: each of these shows the right office its row."""
    seen = {
        route.name
        for route in ROUTES
        for role in SHOWN_TO.get(route.name, ())
        if shown(route, world=world, role=role, relation="child")
    }
    assert seen == set(SHOWN_TO)
