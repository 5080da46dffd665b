"""A walk over all pages that may show many, shared out among the roles that a page lets in."""

import re
from collections.abc import Iterator

from rekam.accounts.rules import Role, may
from rekam.config.routes import Route, all_routes
from tests.personas import KASEMEN

# Of all whom a page lets in, so many open it: behind its door one view answers them all. Who may not come in
# is refused before anything is read (tests/scope).
EACH = 3
SIGN_IN_AND_OUT = {"/masuk/", "/keluar/", "/contoh/masuk/"}


def walk(role: Role) -> Iterator[str]:
    """A role's share of the pages, with an area in the places of their addresses.

    An address with an id stands for one thing only and is left out.
    """
    for at, route in enumerate(all_routes()):
        path = "/" + re.sub(r"<str:\w+>", KASEMEN, route.path).replace("<int:number>", "0")
        if "<" not in path and path not in SIGN_IN_AND_OUT and role in _walkers(route, at):
            yield path


def _walkers(route: Route, at: int) -> list[Role]:
    let_in = [one for one in Role if route.door.startswith("public") or may(one, route.door)]
    first = at % len(let_in)
    return (let_in[first:] + let_in[:first])[:EACH]
