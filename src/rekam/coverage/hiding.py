"""Small counts of sensitive groups, hidden so that nobody can compute them back (pure).

Hiding a cell is not enough while its neighbours and their sum are shown. Each cell takes part in at most
two sums (a row and a column; an area's parts, and the whole it belongs to), so cells are the arcs of a
graph whose nodes are the sums: what flows into a sum flows out of it. A hidden cell stays unknown where a
loop of hidden cells leads through it, round which one person more still fits all that is shown; where
there is none, the cheapest one is hidden too. Zeros are shown, so a hidden cell is known to be 1 or more,
and a loop may lower only what is 2 or more. All hidden cells look alike: which were small is not told.
Source: Gusfield, "A graph theoretic approach to statistical data security", SIAM J. Comput. 17 (1988).
"""

import heapq
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

SMALLEST_SHOWN = 5
OUTSIDE = "outside"  # where a cell is part of no second sum
_A_LEVEL = 1_000_000_000  # persons that one total is worth


@dataclass(frozen=True)
class Cell:
    """One figure of a table, a total too.

    count   persons, 0 or more
    sums    out of which sum it flows and into which; OUTSIDE where there is none. In a table a cell flows
            from its row to its column, in a tree from the sum that it is to the sum that it is part of
    height  sums under it, one upon the other: the higher a total, the later it is hidden
    """

    key: Hashable
    count: int
    sums: tuple[Hashable, Hashable]
    height: int = 0


def hidden(cells: Sequence[Cell]) -> frozenset[Hashable]:
    """The keys to hide: every count of 1 to 4, and what else would give one of them away.

    0 is shown: it speaks of nobody. The same cells give the same answer, in whatever order they come.
    Raises ValueError for a negative count.
    """
    if any(cell.count < 0 for cell in cells):
        raise ValueError("a count is never negative")
    usable = sorted(
        (cell for cell in cells if cell.count > 0), key=lambda cell: (_cost(cell), repr(cell.key))
    )
    chosen = {cell.key: cell for cell in usable if cell.count < SMALLEST_SHOWN}
    for cell in list(chosen.values()):
        for step in _detour(cell, usable, free=chosen):
            chosen[step.key] = step
    return frozenset(chosen)


def tree_cells(counts: Mapping[str, int], *, top: str) -> list[Cell]:
    """The cells of an area tree: kelurahan with their counts, and the sums of all areas above, to `top`.

    counts  by the code of the smallest areas, all of them inside `top`
    A page shows an area's parts and their sum, so each area is part of the one above and whole of its own.
    """
    sums: dict[str, int] = {top: 0}
    for code, count in counts.items():
        for area in _upwards(code, top=top):
            sums[area] = sums.get(area, 0) + count
    leaves = set(counts)
    deepest = max(area.count(".") for area in sums)
    return [
        Cell(
            key=area,
            count=count,
            sums=(area if area not in leaves else OUTSIDE, _above(area) if area != top else OUTSIDE),
            height=deepest - area.count(".") if area not in leaves else 0,
        )
        for area, count in sums.items()
    ]


def _upwards(code: str, *, top: str) -> Iterable[str]:
    while code != top:
        yield code
        code = _above(code)
    yield top


def _above(code: str) -> str:
    return code.rpartition(".")[0]


def _cost(cell: Cell) -> int:
    return cell.count + (_A_LEVEL**cell.height if cell.height else 0)


def _detour(cell: Cell, cells: Sequence[Cell], *, free: Mapping[Hashable, Cell]) -> Sequence[Cell]:
    """The cheapest way back from where a cell flows to where it comes from; what is hidden costs nothing.

    There always is one: through the totals.
    """
    goal, start = cell.sums
    ways = _ways([one for one in cells if one.key != cell.key])
    best: dict[Hashable, tuple[int, Hashable, Cell | None]] = {start: (0, start, None)}
    queue: list[tuple[int, int, Hashable]] = [(0, 0, start)]
    pushed = 0
    while queue:
        cost, _, here = heapq.heappop(queue)
        if here == goal or cost > best[here][0]:
            continue
        for there, one in ways.get(here, []):
            farther = cost + (0 if one.key in free else _cost(one))
            if there not in best or farther < best[there][0]:
                best[there] = (farther, here, one)
                pushed += 1
                heapq.heappush(queue, (farther, pushed, there))
    return _walked_back(best, start=start, goal=goal)


def _ways(cells: Sequence[Cell]) -> Mapping[Hashable, Sequence[tuple[Hashable, Cell]]]:
    """From each sum the sums beside it: one person more along a cell, or one less against it."""
    ways: dict[Hashable, list[tuple[Hashable, Cell]]] = {}
    for cell in cells:
        out, into = cell.sums
        ways.setdefault(out, []).append((into, cell))
        if cell.count > 1:
            ways.setdefault(into, []).append((out, cell))
    return ways


def _walked_back(
    best: Mapping[Hashable, tuple[int, Hashable, Cell | None]], *, start: Hashable, goal: Hashable
) -> Sequence[Cell]:
    steps: list[Cell] = []
    here = goal
    while here != start and here in best:
        _, before, step = best[here]
        if step is not None:
            steps.append(step)
        here = before
    return steps
