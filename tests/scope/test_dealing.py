"""Before each layer somebody of every role asks, and every relation is asked for."""

from hypothesis import given
from hypothesis import strategies as some

from rekam.accounts.rules import Role
from tests.scope.world import LAYERS, RELATIONS, dealt

ROLES = some.lists(some.sampled_from(Role), min_size=1, unique=True)
WRONG = some.lists(some.sampled_from(sorted(RELATIONS)), min_size=1, unique=True)


@given(ROLES, WRONG, some.sampled_from(LAYERS))
def test_nobody_and_nothing_is_left_out(roles: list[Role], relations: list[str], layer: str) -> None:
    pairs = dealt(roles, relations, layer=layer)
    assert {role for role, _ in pairs} == set(roles)
    assert {relation for _, relation in pairs} == set(relations)


@given(ROLES, WRONG)
def test_another_layer_is_asked_by_others(roles: list[Role], relations: list[str]) -> None:
    first, second, _ = (set(dealt(roles, relations, layer=layer)) for layer in LAYERS)
    assert first.isdisjoint(second) or min(len(roles), len(relations)) == 1
