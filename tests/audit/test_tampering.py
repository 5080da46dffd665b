"""Eight ways to change a log, at places that a seed draws: found from an export and what others kept.

An attacker has every right in the database; in a full rewrite and a fork he has the log's key too. What he
does not have: the checkpoints that lie outside. Others: `pytest -s tests/audit/test_tampering.py --seed 1000
--runs 50`.
"""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import django.db
import pytest

from rekam.audit import checking, fsck, nodes
from rekam.audit.checking import keys_of, sign_checkpoint
from rekam.audit.checkpoints import Checkpoint, signed
from rekam.audit.fsck import as_line
from rekam.audit.queries import exported
from rekam.audit.services import record, sequence
from rekam.audit.tree import between, entry_bytes, leaf_hash, root_hash
from rekam.kernel.errors import RuleBroken
from tests.audit.logs import SEED, checkpoint, export

NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
LATER = NOON + timedelta(minutes=1)
SEEDS = {"one": SEED}
ORIGIN = "rekam/36.73"
TIMES = 4  # of each attack on the log of one seed

Row = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class Log:
    """An honest log: its entries, and the checkpoints that lie outside."""

    rows: Sequence[Row]
    kept: Sequence[Checkpoint]

    @property
    def covered(self) -> int:
        """How many entries the last checkpoint outside speaks for."""
        return self.kept[-1].size


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the office shows after the attack.

    lines   the export
    kept    by whom which checkpoints are held against it, none of them in the attacker's reach
    rows    the log as it lies in the database now, for the server's own look before it signs; None = that
            look is the attacker's too, or asks something else
    """

    lines: Sequence[str]
    kept: Sequence[Sequence[Checkpoint]]
    rows: Sequence[Row] | None = None


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Attacks of a run.

    attempted   drawn
    landed      the export differs from the honest one in what a checkpoint speaks for
    lost        landed, and not found
    doubled     forks that landed and were not found: two logs are believed
    stuck       honest logs that were called unsound, or were not signed
    signed      of those that the server could see: it signed the changed log
    """

    attempted: int = 0
    landed: int = 0
    lost: int = 0
    doubled: int = 0
    stuck: int = 0
    signed: int = 0


# The attacks. Each returns the changed entries; how far hashes are made anew is drawn beside.


def edited(log: Log, chance: Random) -> Sequence[Row]:
    place = chance.randrange(log.covered)
    other: Row = chance.choice(
        [{"actor": "budi"}, {"subjects": []}, {"at": LATER.isoformat()}, {"case": "c"}, {"facts": {"n": 1}}]
    )
    return [*log.rows[:place], log.rows[place] | other, *log.rows[place + 1 :]]


def deleted(log: Log, chance: Random) -> Sequence[Row]:
    place = chance.randrange(log.covered)
    return [*log.rows[:place], *log.rows[place + 1 :]]


def inserted(log: Log, chance: Random) -> Sequence[Row]:
    place = chance.randrange(log.covered)
    return [*log.rows[:place], log.rows[place] | {"id": 10**6, "actor": "budi"}, *log.rows[place:]]


def swapped(log: Log, chance: Random) -> Sequence[Row]:
    one = chance.randrange(log.covered)
    two = chance.choice([n for n in range(len(log.rows)) if n != one])
    rows = [*log.rows]
    rows[one], rows[two] = rows[two], rows[one]
    return rows


def cut(log: Log, chance: Random) -> Sequence[Row]:
    return log.rows[: chance.randrange(log.covered)]


def set_back(log: Log, chance: Random) -> Sequence[Row]:
    """An older copy of the database takes the place of this one, and the office goes on with it."""
    return [*cut(log, chance), *others(chance.randrange(1, len(log.rows)))]


def rewritten(log: Log, chance: Random) -> Sequence[Row]:
    """All of it, and with the key as many signed checkpoints as before."""
    return [row | {"actor": chance.choice(["budi", "cici"])} for row in log.rows]


ATTACKS: Mapping[str, Callable[[Log, Random], Sequence[Row]]] = {
    "edit": edited,
    "delete": deleted,
    "insert": inserted,
    "swap": swapped,
    "truncate": cut,
    "rollback": set_back,
    "full rewrite": rewritten,
}


def others(number: int) -> list[Row]:
    return [
        {"id": 2 * 10**6 + n, "at": NOON.isoformat(), "actor": "ani", "action": "test.other", "facts": {}}
        for n in range(number)
    ]


def attacked(log: Log, *, by: str, chance: Random) -> Shown:
    """The log after one attack: of the entries alone, with their hashes, or with root and all."""
    if by == "fork":
        return forked(log, chance)
    rows = ATTACKS[by](log, chance)
    if by == "full rewrite":
        return Shown(lines=export(rows), kept=[log.kept])
    depth = chance.choice(["entries", "hashes", "all"])
    if depth == "all":
        return Shown(lines=export(rows), kept=[log.kept], rows=rows)
    return Shown(lines=half_done(log, rows, hashes=depth == "hashes"), kept=[log.kept])


def half_done(log: Log, rows: Sequence[Row], *, hashes: bool) -> Sequence[str]:
    """The changed entries under the old root; with their own hashes, or those that stood there before."""
    was = [leaf_hash(entry_bytes(row)) for row in log.rows]
    lines = export(rows)
    if not hashes and len(rows) <= len(was):
        lines[:-1] = [
            as_line(json.loads(line) | {"hash": was[number].hex()}) for number, line in enumerate(lines[:-1])
        ]
    return [*lines[:-1], as_line(json.loads(lines[-1]) | {"root": root_hash(was).hex()})]


def forked(log: Log, chance: Random) -> Shown:
    """Two logs under one key: the province holds checkpoints of one, an auditor gets and holds the other."""
    rows = [*cut(log, chance), *others(len(log.rows))]
    auditor = [checkpoint(rows[:size], hour=hour) for hour, size in enumerate((len(rows) // 2, len(rows)), 1)]
    assert fsck.check(export(rows), known=[auditor], keys=keys_of(SEEDS)).problems == [], "he alone sees none"
    return Shown(lines=export(rows), kept=[auditor, log.kept])


# Who looks.


def found(shown: Shown) -> bool:
    """What anybody does with an export and the checkpoints from outside."""
    return bool(fsck.check(shown.lines, known=shown.kept, keys=keys_of(SEEDS)).found)


def signs(log: Log, rows: Sequence[Row]) -> bool:
    """Whether the server would sign the log as it lies there now, after its consistency proof."""
    leaves = [leaf_hash(entry_bytes(row)) for row in rows]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(nodes, "between", between(leaves))
        try:
            checking._check_goes_on(
                log.kept[-1], size=len(leaves), root=root_hash(leaves), keys=keys_of(SEEDS)
            )
        except RuleBroken:
            return False
    return True


def run(log: Log, *, chance: Random, looks: Callable[[Shown], bool] = found) -> Mapping[str, Counted]:
    """Each attack some times, and what came of it."""
    return {by: counted(log, by=by, chance=chance, looks=looks) for by in (*ATTACKS, "fork")}


def counted(log: Log, *, by: str, chance: Random, looks: Callable[[Shown], bool]) -> Counted:
    told: Counter[str] = Counter(attempted=TIMES)
    honest = Shown(lines=export(log.rows), kept=[log.kept])
    told["stuck"] = int(looks(honest) or not signs(log, log.rows))
    for _ in range(TIMES):
        shown = attacked(log, by=by, chance=chance)
        told["landed"] += [*shown.lines] != honest.lines
        if not looks(shown):
            told["doubled" if by == "fork" else "lost"] += 1
        if shown.rows is not None:
            told["signed"] += signs(log, shown.rows)
    return Counted(**told)


def added(one: Counted, two: Counted) -> Counted:
    return replace(one, **{name: value + getattr(two, name) for name, value in vars(one).items()})


def total(counts: Mapping[str, Counted]) -> Counted:
    every = Counted()
    for one in counts.values():
        every = added(every, one)
    return every


# The log that is attacked: written, numbered and signed by the services, and exported as anybody gets it.


@pytest.fixture
def office(own_database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An office with no entry yet; the folder outside where its checkpoints are kept."""
    monkeypatch.setenv("REKAM_AUDIT_CHECKPOINTS", str(tmp_path / "inside"))
    monkeypatch.setenv("REKAM_AUDIT_CHECKPOINTS_COPY", str(tmp_path / "outside"))
    monkeypatch.setattr(nodes, "BLOCK_HEIGHT", 3)
    monkeypatch.setattr(nodes, "BLOCK", 8)
    yield tmp_path / "outside"
    django.db.connections.close_all()


def hours(outside: Path, *, chance: Random, since: int) -> Log:
    """Some hours of work: entries, a checkpoint each, and some entries that none speaks for yet."""
    from rekam.audit.checkpoints import read_file

    for hour in range(since, since + 3):
        write(chance.randrange(3, 9), chance=chance)
        sign_checkpoint(seeds=SEEDS, at=NOON + timedelta(hours=hour))
    write(chance.randrange(1, 4), chance=chance)
    lines = [json.loads(as_line(line)) for line in exported()]
    kept = read_file((outside / "checkpoints.txt").read_text())
    return Log(rows=[line["entry"] for line in lines[:-1]], kept=kept)


def write(number: int, *, chance: Random) -> None:
    with django.db.transaction.atomic():
        for _ in range(number):
            who = f"{chance.getrandbits(64):016x}"
            record(
                "test.act", actor=chance.choice(["ani", "eka"]), at=NOON, subjects=[who], purpose="service"
            )
    sequence()


@pytest.fixture
def log(office: Path) -> Log:
    return hours(office, chance=Random(7), since=0)


def test_every_way_of_tampering_is_found(office: Path, request: pytest.FixtureRequest) -> None:
    first, runs = request.config.getoption("--seed"), request.config.getoption("--runs") or 2
    began, counts = time.perf_counter(), dict[str, Counted]()
    for seed in range(first, first + runs):
        chance = Random(seed)
        fresh = run(hours(office, chance=chance, since=3 * (seed - first)), chance=chance)
        counts = {by: added(counts.get(by, Counted()), one) for by, one in fresh.items()}
    print_table(counts, seed=first, runs=runs, seconds=time.perf_counter() - began)

    every = total(counts)
    assert every.attempted == every.landed == 8 * TIMES * runs
    assert (every.lost, every.doubled, every.stuck, every.signed) == (0, 0, 0, 0)


def print_table(counts: Mapping[str, Counted], *, seed: int, runs: int, seconds: float) -> None:
    print(f"\n{'attack':<14}{''.join(f'{name:>11}' for name in vars(Counted()))}")
    for by, one in {**counts, "all": total(counts)}.items():
        print(f"{by:<14}{''.join(f'{value:>11}' for value in vars(one).values())}")
    print(f"seed {seed}, runs {runs}, {seconds:.1f} seconds")


# Without one of the defences, some attack goes unseen.


def test_without_a_checkpoint_from_outside_most_are_believed(log: Log) -> None:
    told = run(log, chance=Random(1), looks=lambda shown: found(replace(shown, kept=())))
    assert told["full rewrite"].lost == TIMES
    assert total(told).lost > TIMES


def test_without_the_other_keepers_checkpoints_a_fork_is_believed(log: Log) -> None:
    told = run(log, chance=Random(1), looks=lambda shown: found(replace(shown, kept=shown.kept[:1])))
    assert (told["fork"].doubled, total(told).lost) == (TIMES, 0)


def test_without_leaf_hashes_made_anew_an_edit_is_believed(log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    def believed(line: Mapping[str, str], *, tree: fsck.Frontier, report: fsck.Report) -> None:
        tree.add(bytes.fromhex(line["hash"]))

    monkeypatch.setattr(fsck, "_add", believed)
    assert run(log, chance=Random(1))["edit"].lost > 0


def test_without_the_consistency_proof_the_server_signs_what_was_changed(
    log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "proves_consistency", lambda *_given, **_named: True)
    assert total(run(log, chance=Random(1))).signed > 0


def test_who_has_the_key_can_sign_the_next_forged_log_and_not_the_last(log: Log) -> None:
    """The stolen key: signatures fit, so only that others kept the earlier roots finds it."""
    rows = rewritten(log, Random(1))
    leaves = [leaf_hash(entry_bytes(row)) for row in rows]
    again = [
        signed(origin=ORIGIN, size=one.size, root=root_hash(leaves[: one.size]), at=one.at, seed=SEED)
        for one in log.kept
    ]
    assert not found(Shown(lines=export(rows), kept=[again]))
    assert found(Shown(lines=export(rows), kept=[again, log.kept]))
