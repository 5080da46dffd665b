"""A small country for the matrix: three people, four offices with every role, three ways to keep apart."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.test import client as test_client
from django.urls import resolve, reverse

from rekam.abis import prints
from rekam.accounts import codes, sessions
from rekam.accounts.permissions import Account
from rekam.accounts.rules import Role
from rekam.cards.face import drawing
from rekam.config.routes import Route, all_routes
from rekam.enrolment import queries as enrolment
from rekam.kernel.database import EVERYWHERE, Scope, scope
from rekam.kernel.errors import RuleBroken
from rekam.registry.bulk import views as imports
from rekam.vault import services as vault
from rekam.vault.keys import make_keys
from rekam.web import middleware
from rekam.web.refusals import sentence, status_of
from tests.cards.city import portrait
from tests.coverage.projection.few import draw_few
from tests.personas import officer
from tests.scope.makers import MAKERS, SORTS, UNKNOWN, Maker
from tests.scope.place import DISTRICT, ELSEWHERE, NOBODY, SERVING, SIBLING, VILLAGE, Place

HERE = Place("Qomariah Disini", 101, VILLAGE)
ABOVE = Place("Wardiman Diatas", 102, DISTRICT)
MOVED = Place("Zubaedah Pindahan", 103, VILLAGE, lives_in=ELSEWHERE)
PLACES = (HERE, ABOVE, MOVED)
OFFICES = (VILLAGE, SIBLING, SERVING, DISTRICT)

# The relation of the officer's area to the object's: whose officer looks at whose object.
RELATIONS: dict[str, tuple[str, Place]] = {
    "own": (VILLAGE, HERE),
    "child": (DISTRICT, HERE),
    "parent": (VILLAGE, ABOVE),
    "sibling": (SIBLING, HERE),
    "moved": (VILLAGE, MOVED),
    "outside": (SERVING, HERE),  # whose operator serves this very person today
}
BOTH = "both layers"
NEITHER = "no layer at all"
LAYERS = (BOTH, "the application alone", "row security alone")
ARGUMENT = re.compile(r"<(?:\w+:)?(\w+)>")
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value=")[^"]+|(csrfToken|nonce)="[^"]*"')


@dataclass
class Counted:
    """How many statements went to the database: what a clock would tell of an answer, without its noise."""

    statements: int = 0

    def __call__(self, execute: Callable[..., object], *asked: object) -> object:
        self.statements += 1
        return execute(*asked)


@dataclass
class World:
    """Who looks, and where.

    addresses   of what was made, by route, sort and place
    methods     whether an address knows a method, by route, sort and method
    accounts    who looks, as a guard is asked that stands alone
    of_nobody   what is told of what nobody has, and in how many statements, by route, sort, role and so on
    attempts    how often somebody asked for what is another office's, by layer
    leaks       how many of those were told of it
    """

    browsers: dict[tuple[Role, str], Client]
    addresses: dict[tuple[str, str, Place], str] = field(default_factory=dict)
    methods: dict[tuple[str, str, str], bool] = field(default_factory=dict)
    accounts: dict[tuple[Role, str], Account] = field(default_factory=dict)
    of_nobody: dict[tuple[str, str, Role, str, str], tuple[tuple[int, str], int]] = field(
        default_factory=dict
    )
    attempts: Counter[str] = field(default_factory=Counter)
    leaks: Counter[str] = field(default_factory=Counter)

    def path_at(self, route: Route, place: Place, *, sort: str = "") -> str:
        """The address of the object that stands at a place; made there if it is not yet."""
        key = (route.name, sort, place)
        if key not in self.addresses:
            with scope(EVERYWHERE):
                made = {k: maker(place) if callable(maker) else maker for k, maker in _makers(route, sort)}
            self.addresses[key] = _path(route, made)
        return self.addresses[key]

    def ask(
        self, method: str, path: str, *, role: Role, area: str, typed: dict[str, str] | None = None
    ) -> HttpResponse:
        """One request, undone at its end (`undone`), so that every cell finds the same world."""
        assert not path.startswith(middleware.OWN_TRANSACTIONS)
        browser, counted = self.browsers[role, area], Counted()
        with connection.execute_wrapper(counted):
            answer = getattr(browser, method)(path, typed or {})
        answer.statements = counted.statements
        if answer.streaming:  # read when the request's own scope is over, as a server does
            with transaction.atomic():
                answer.seen = b"".join(answer.streaming_content)
                transaction.set_rollback(True)
        browser.cookies.pop("messages", None)  # what was undone is told to nobody
        return answer

    def tell_attempts(self, what: str) -> None:
        """Print how often somebody asked, and was told, before each layer so far."""
        for layer, attempted in self.attempts.items():
            print(f"\n{what}, {layer}: attempted {attempted}, landed {self.leaks[layer]}")

    def stopped(self, method: str, path: str, *, role: Role, area: str) -> bool:
        """Whether an address's guard itself sends somebody away, whatever stands around it."""
        match, request = resolve(path), getattr(RequestFactory(), method)(path)
        request.user = self.accounts[role, area]
        try:
            match.func(request, *match.args, **match.kwargs)
        except RuleBroken as refused:
            return refused.code == "not_allowed"
        return False


@contextmanager
def undone(wanted: Scope) -> Iterator[None]:
    """The scope of a request, whose own transaction is undone at its end."""
    outermost = not connection.in_atomic_block
    with scope(wanted):
        yield
        if outermost:
            transaction.set_rollback(True)


def object_routes() -> list[Route]:
    """The guarded addresses that name something."""
    return [route for route in all_routes() if "<" in route.path and not route.door.startswith("public")]


def list_routes() -> list[Route]:
    """The guarded addresses that name nothing."""
    return [route for route in all_routes() if "<" not in route.path and not route.door.startswith("public")]


def roles(route: Route) -> list[Role]:
    """Who asks for an address; of pages on one's own account, the same for all, two say it all."""
    return [Role.OPERATOR, Role.ADMINISTRATOR] if route.door == "accounts.own" else list(Role)


def dealt(
    askers: Sequence[Role], relations: Sequence[str], *, layer: str, whole: bool = False
) -> list[tuple[Role, str]]:
    """Pairs in which each role and each relation stands at least once; each layer gets other pairs.

    Neither layer knows roles, only areas: all pairs before each layer would ask the same thing again. They
    do, where the `whole` is asked for (`--whole-scope`).
    """
    if whole:
        return [(role, relation) for role in askers for relation in relations]
    share, first = min(len(askers), len(relations)), LAYERS.index(layer)
    return [
        (role, relation)
        for at, role in enumerate(askers, first)
        for turn, relation in enumerate(relations)
        if (at + turn) % share == 0
    ]


def sorts(route: Route) -> list[str]:
    """The sorts of objects that a route opens; one without a name where it opens just one."""
    return list(SORTS.get(route.name, {"": {}}))


def keys(route: Route) -> list[str]:
    """The route's arguments as the table of makers names them."""
    space = route.name.rpartition(":")[0]
    found = []
    for before, part in pairwise(route.path.split("/")):
        for name in ARGUMENT.findall(part):
            near = f"{before}/{name}"
            found.append(near if near in MAKERS else f"{space}:{name}")
    return found


def unknown_path(route: Route, *, sort: str = "") -> str:
    """The same address with what nobody has."""
    given = _makers(route, sort)
    return _path(route, {k: UNKNOWN.get(k, NOBODY) if callable(v) else v for k, v in given})


def _makers(route: Route, sort: str) -> list[tuple[str, Maker]]:
    known: Mapping[str, Maker] = MAKERS | dict(SORTS.get(route.name, {}).get(sort, {}))
    return [(key, known[key]) for key in keys(route)]


def _path(route: Route, values: dict[str, object]) -> str:
    return reverse(route.name, kwargs={re.split("[:/]", key)[-1]: value for key, value in values.items()})


def body(answer: HttpResponse) -> str:
    """What stands on the page, or came down the stream."""
    seen = answer.seen if answer.streaming else answer.content  # type: ignore[attr-defined]
    return seen.decode(errors="replace")


def told(answer: HttpResponse, *, path: str) -> tuple[int, str]:
    """What somebody can see of an answer, but for the token and the very address that was asked."""
    text = answer.headers.get("Location", "") + TOKEN.sub("", body(answer))
    for part in sorted(filter(_is_id, path.split("/")), key=len, reverse=True):
        text = text.replace(part, "?")
    return answer.status_code, text


def _is_id(part: str) -> bool:
    return any(letter.isdigit() for letter in part)


def markers(place: Place) -> set[str]:
    """What betrays the person of a place on any page."""
    person = place.resident
    rows = (person, place.record, place.contradicted, place.job, place.exception, place.case, place.visit)
    newer = (place.entry, place.carried_out, place.pair, place.bulk, place.export, place.alarm)
    newer = (*newer, place.missing, place.follow_up, place.walk_in, place.correction)
    newer = (*newer, place.visited, place.home_visit)
    assert place.use.username == place.colleague.username
    accounts = (place.colleague, place.session, place.passkey, place.reset, place.deputy)
    ids = {str(row.uuid) for row in (*rows, *newer, *accounts)}
    return {person.full_name, person.nik, person.kk, place.blank.serial, place.colleague.username, *ids}


def settle(*, places: Sequence[Place] = PLACES, areas: Sequence[str] = OFFICES) -> World:
    """The people and the officers; what is committed here stays for all tests of the module.

    And the server's keys, without which no paper is signed: no other test need have made them before.
    """
    make_keys()
    with scope(EVERYWHERE):
        for place in places:
            markers(place)
        browsers, accounts = {}, {}
        server = Client(raise_request_exception=False).handler  # one for all: each would build its own
        for area in areas:
            for role in Role:
                accounts[role, area] = officer(role, areas=(area,), username=f"{role} of {area}")
                accounts[role, area].absent_today = []
                browsers[role, area] = Client(raise_request_exception=False)
                browsers[role, area].handler = server
                browsers[role, area].force_login(accounts[role, area])
    return World(browsers, accounts=accounts)


def without_slow_parts(patch: pytest.MonkeyPatch) -> None:
    """No vault, folders or drawing, few futures; of refusals the words: they come after the scope was asked.

    Nor does the test client keep what each template was given: only the pages are read. That a session says
    it is in use, and where a reload of a form's address leads, have tests of their own.
    """
    patch.setattr(middleware, "scope", undone)
    patch.setattr(middleware, "_page_behind", lambda _request: None)
    patch.setattr(sessions, "SAID_EVERY", timedelta(days=1))
    draw_few(patch)
    patch.setattr(test_client, "store_rendered_templates", lambda *_a, **_n: None)
    patch.setattr(middleware, "refusal", shortly)
    patch.setattr(enrolment, "portrait", lambda _record: portrait())
    patch.setattr(enrolment, "signature", lambda _record: None)
    patch.setattr(prints, "png", lambda **_asked: portrait())
    patch.setattr(vault, "read", lambda _address: portrait())
    patch.setattr(codes, "begin", lambda _account: None)
    patch.setattr(
        codes,
        "address_for_telephone",
        lambda _account: "otpauth://totp/a:b?secret=ABCDEFGHABCDEFGHABCDEFGHABCDEFGH&issuer=a",
    )
    patch.setattr(vault, "keep", lambda _data, *, kind: f"{kind}/0")
    patch.setattr(imports, "_rejects_path", lambda _one: Path(vault.__file__))
    patch.setattr(drawing, "draw", lambda *_a, **_n: SimpleNamespace(png=b"P", pdf=b"%PDF"))


def shortly(_request: HttpRequest, error: RuleBroken) -> HttpResponse:
    """What a page of refusal says, without the page around it: that is the same for all who ask."""
    return HttpResponse(f"{error.code}: {sentence(error)}", status=status_of(error.code))


def switch(layer: str, *, patch: pytest.MonkeyPatch, point: Callable[[str], None]) -> None:
    """Leave one layer standing, or both, or NEITHER to see that the tests would tell.

    point   lets Django's connection lead to the world as a role
    """
    point("rekam_app" if layer in {BOTH, "row security alone"} else "rekam_migrate")
    if layer != BOTH:  # the same note of a refusal is written, whichever layer hid what was asked for
        patch.setattr(middleware, "note_refused_access", lambda _request: None)
    if layer in {"row security alone", NEITHER}:
        patch.setattr(Scope, "condition", lambda _self, _field: Q())
