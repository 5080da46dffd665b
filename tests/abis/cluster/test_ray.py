"""Holders that are actors of Ray: the same answer as of one process, also when one is killed meanwhile."""

import importlib.util
import os
import signal
import time
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.abis.engine.bodies import person

from rekam.abis.cluster.holder import places
from rekam.abis.engine.gallery import Gallery
from rekam.abis.engine.parameters import Parameters
from rekam.abis.engine.positions import FINGERS
from rekam.abis.engine.questions import Question
from rekam.abis.engine.search import Answer, search, search_crew
from rekam.abis.engine.stretch import Who
from rekam.kernel.errors import RuleBroken

pytestmark = [
    pytest.mark.skipif(
        importlib.util.find_spec("ray") is None, reason="needs the optional group cluster (Ray)"
    ),
    pytest.mark.filterwarnings("ignore"),  # Ray's own
]
PEOPLE, SHARDS = 62, 3
FEW = Parameters(shortlist=8, finalists=6, index_from=50, index_share=0.05)
PROBES = [person(7, shake=1, fingers=3), person(30, shake=1, fingers=2, eyes=False), person(999, fingers=2)]
QUESTIONS = 5
"""Count, Vote, Alike, Closer, Compare."""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gallery]:
    folder = tmp_path_factory.mktemp("shards")
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("REKAM_DATA", str(folder))
        from rekam.abis.cluster.ray_start import start_alone

        start_alone(count=SHARDS)
        filled = Gallery.create(folder / "gallery")
        filled.append_many((uuid.UUID(int=k), person(k)) for k in range(PEOPLE))
        filled.remove([uuid.UUID(int=k) for k in (5, 50)])
        filled.index(FINGERS[:2])
        begin(filled)
        yield filled
        import ray

        ray.shutdown()


def begin(gallery: Gallery) -> list[int]:
    """Holders at their places; their processes."""
    from rekam.abis.cluster.ray_crew import start_holders

    there = places(len(gallery.view()), count=SHARDS)
    return start_holders(gallery.path, places=there, indexed=FINGERS[:2], index_from=50)


def asked(probe: Any, gallery: Gallery, *, crew: Any = None, wait: float = 60.0) -> Answer:
    from rekam.abis.cluster.ray_crew import RayCrew

    holders = crew or RayCrew(count=SHARDS, state=gallery.state, wait_seconds=wait)
    return search_crew(probe, crew=holders, who=Who(), parameters=FEW)


@pytest.mark.parametrize("probe", PROBES, ids=["everything", "two fingers", "a stranger"])
def test_holders_answer_as_one_process_does(gallery: Gallery, probe: Any) -> None:
    answer = asked(probe, gallery)

    assert list(answer.candidates) == search(probe, gallery=gallery, parameters=FEW)
    assert [one.rows for one in answer.coverage] == [20, 21, 21]
    assert answer.people == PEOPLE - 2


@pytest.mark.parametrize("by", ["process", "ray"])
@pytest.mark.parametrize("question", range(QUESTIONS))
def test_a_holder_that_is_killed_in_mid_search_is_waited_for(
    gallery: Gallery, question: int, by: str
) -> None:
    import ray

    from rekam.abis.cluster.ray_crew import NAMESPACE, RayCrew, name_of

    class Kills(RayCrew):
        puts = 0
        died_at = 0.0

        def _put(self, number: int, asked: Question[Any]) -> object | None:
            if number == 1:
                self.puts += 1
            if number == 1 and self.puts == question + 1:
                holder: Any = ray.get_actor(name_of(1), namespace=NAMESPACE)
                process: int = ray.get(holder.process.remote())
                reference = super()._put(number, asked)
                if by == "ray":
                    ray.kill(holder, no_restart=False)
                else:
                    os.kill(process, signal.SIGKILL)
                self.died_at = time.monotonic()
                return reference
            return super()._put(number, asked)

    crew = Kills(count=SHARDS, state=gallery.state, wait_seconds=120)

    answer = asked(PROBES[0], gallery, crew=crew)

    assert crew.died_at
    print(f"answered {time.monotonic() - crew.died_at:.1f} s after it died")
    assert list(answer.candidates) == search(PROBES[0], gallery=gallery, parameters=FEW)
    assert answer.people == PEOPLE - 2


def test_holders_see_what_the_writer_appends_and_answer_for_before_too(gallery: Gallery) -> None:
    before = gallery.state
    gallery.append(uuid.UUID(int=PEOPLE), person(PEOPLE))
    probe = person(PEOPLE, shake=1)
    from rekam.abis.cluster.ray_crew import RayCrew

    now = asked(probe, gallery)
    then = asked(probe, gallery, crew=RayCrew(count=SHARDS, state=before, wait_seconds=60))

    assert list(now.candidates) == search(probe, gallery=gallery, parameters=FEW)
    assert now.candidates[0].subject == uuid.UUID(int=PEOPLE)
    assert uuid.UUID(int=PEOPLE) not in {one.subject for one in then.candidates}
    assert (now.people, then.people) == (PEOPLE - 1, PEOPLE - 2)


def test_a_holder_that_does_not_come_back_is_no_answer_until_it_is_put_there_again(gallery: Gallery) -> None:
    import ray

    from rekam.abis.cluster.ray_crew import NAMESPACE, name_of

    ray.kill(ray.get_actor(name_of(2), namespace=NAMESPACE), no_restart=True)

    with pytest.raises(RuleBroken, match="shards_unreachable"):
        asked(PROBES[0], gallery, wait=2.0)

    begin(gallery)
    assert list(asked(PROBES[0], gallery).candidates) == search(PROBES[0], gallery=gallery, parameters=FEW)


def test_everything_of_ray_listens_on_this_machine_alone(gallery: Gallery) -> None:
    from rekam.abis.cluster.ray_start import NAME

    note = Path(os.environ["REKAM_DATA"]) / NAME
    assert note.stat().st_mode & 0o077 == 0
    mine = {os.getpid()}
    for one in sorted(int(path.name) for path in Path("/proc").glob("[0-9]*")):
        if parent_of(one) in mine:
            mine.add(one)
    inodes = {link for one in mine for link in sockets_of(one)}
    outside = [
        line
        for table in ("tcp", "tcp6")
        for line in Path(f"/proc/net/{table}").read_text().splitlines()[1:]
        if line.split()[3] == "0A" and line.split()[9] in inodes and "0100007F" not in line.split()[1]
    ]
    assert len(inodes) > SHARDS
    assert outside == []


def parent_of(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return 0


def sockets_of(process: int) -> set[str]:
    try:
        links = [str(one.readlink()) for one in Path(f"/proc/{process}/fd").iterdir()]
    except (FileNotFoundError, ProcessLookupError):
        return set()
    return {link[8:-1] for link in links if link.startswith("socket:[")}
