"""`rekam abis demo`: a simulated MOSIP against the ABIS alone; drawn bodies, in a folder that goes away.

Inserts three people and one of them again under another id, asks who is the same, deletes, and asks again;
then asks two simulated adjudicators whether a registration is one of two others.
"""

import argparse
import os
import tempfile
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from uuid import uuid4

import httpx

from rekam.abis.engine.positions import Position
from rekam.config import abis_serve
from rekam.config.abis_home import at_home
from rekam.config.database import running_database
from rekam.config.migrate import migrate
from rekam.config.processes import Family, free_port
from rekam.kernel.commands import set_up
from rekam.kernel.places import write_private
from rekam.simulation import mosip_messages, mosip_papers
from rekam.simulation.bodies import body
from rekam.simulation.mosip_messages import Line, Message
from rekam.simulation.mosip_share import CLIENT, LOGIN, SECRET, SHARE, ShareState, running_share
from rekam.vault.keys import make_keys

POSITIONS = (
    *(Position.RIGHT_THUMB, Position.RIGHT_INDEX, Position.LEFT_THUMB, Position.LEFT_INDEX),
    *(Position.IRIS_RIGHT, Position.IRIS_LEFT, Position.FACE),
)
SECONDS = 120.0
# name in what is printed -> the body's seed and which visit it is
PEOPLE = {"Ana": (9_001, 0), "Ben": (9_002, 0), "Cora": (9_003, 0), "Ana again": (9_001, 1)}


def main(arguments: list[str]) -> int:
    """Play once and stop; 0 when every answer was as it should be."""
    argparse.ArgumentParser(prog="rekam abis demo", description=__doc__).parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="rekam-abis-demo-") as folder:
        os.environ["REKAM_DATA"] = folder
        os.environ.pop("DATABASE_URL", None)
        at_home()
        state = ShareState()
        with running_share(state) as address:
            certificate = _become_partner(Path(folder), address=address)
            with running_database():
                return _play(state, address=address, certificate=certificate)


def _play(state: ShareState, *, address: str, certificate: bytes) -> int:
    from rekam.abis.mosip.tokens import make_token

    set_up(role="rekam_migrate")
    migrate(verbosity=0)
    make_keys()
    token = make_token().read_text()
    family = Family()
    try:
        port = free_port(8200)
        abis_serve.start(family, host="127.0.0.1", port=port)
        base = f"http://127.0.0.1:{port}/api/v1/mosip"
        with httpx.Client(
            headers={"Authorization": f"Bearer {token}"}, timeout=30, trust_env=False
        ) as client:
            line = Line(base, client)
            right = _story(line, state, address=address, certificate=certificate)
            right = _asked_of_people(line, state, address=address, certificate=certificate) and right
    finally:
        family.stop()
    print(f"log-ins at the data share: {state.logins}, documents fetched: {state.fetches}")
    print("as it should be" if right else "NOT as it should be")
    return 0 if right else 1


def _story(line: Line, state: ShareState, *, address: str, certificate: bytes) -> bool:
    names = {name: str(uuid4()) for name in PEOPLE}
    who = {reference: name for name, reference in names.items()}
    for name, (seed, impression) in PEOPLE.items():
        papers = mosip_papers.document(
            body(seed), positions=POSITIONS, impression=impression, at=datetime.now(UTC)
        )
        state.documents[names[name]] = mosip_papers.close(
            papers,
            certificate=certificate,
            random=Random(seed + impression),  # noqa: S311
        )
        url = f"{address}{SHARE}/{names[name]}"
        _told(f"insert {name}", line, mosip_messages.insert(names[name], url=url))
    found = _told("identify Ana again", line, mosip_messages.identify(names["Ana again"]))
    same = _candidates(found, who=who)
    alone = _candidates(_told("identify Ben", line, mosip_messages.identify(names["Ben"])), who=who)
    _told("delete Ana again", line, mosip_messages.delete(names["Ana again"]))
    after = _candidates(_told("identify Ana", line, mosip_messages.identify(names["Ana"])), who=who)
    twice = _told("insert Ben a second time", line, mosip_messages.insert(names["Ben"], url=address))
    return (same, alone, after, twice.get("failureReason")) == (["Ana"], [], [], "10")


def _asked_of_people(line: Line, state: ShareState, *, address: str, certificate: bytes) -> bool:
    """Is "Ana again" one of Ana and Ben? Two people look; whether the answer is as they said."""
    from rekam.config import abis_demo_people

    numbers = {name: mosip_messages.registration(at) for at, name in enumerate(PEOPLE)}
    who = {number: name for name, number in numbers.items()}
    at = {
        name: _shared(state, name, document=numbers[name], address=address, certificate=certificate)
        for name in ("Ana again", "Ana", "Ben")
    }
    gallery = {numbers[name]: at[name] for name in ("Ana", "Ben")}
    question = mosip_messages.adjudicate(numbers["Ana again"], url=at["Ana again"], gallery=gallery)
    began = time.monotonic()
    line.send(question)
    cases = _until_put_before_people()
    seconds = time.monotonic() - began
    print(f"{'adjudicate Ana again':26} two cases wait for people ({seconds:.1f} s)", flush=True)
    answers = {cases[numbers["Ana"]]: "same", cases[numbers["Ben"]]: "different"}
    for name, password in abis_demo_people.open_accounts().items():
        abis_demo_people.judge(line.base.partition("/api")[0], name=name, password=password, answers=answers)
        print(f"{'':26} {name} looked at both", flush=True)
    told = _told("the adjudicators' answer", line, question)["candidateList"]
    assert isinstance(told, dict)
    for one in told["candidates"]:
        said = one["analytics"]
        print(f"{'':26} -> {who[one['referenceId']]}, {said['modalities']}, by {said['primaryOperatorID']}")
    return [who[one["referenceId"]] for one in told["candidates"]] == ["Ana"]


def _shared(state: ShareState, name: str, *, document: str, address: str, certificate: bytes) -> str:
    """The address of a registration's document as the adjudication's policy shares it."""
    seed, impression = PEOPLE[name]
    papers = mosip_papers.document(
        body(seed), positions=POSITIONS, impression=impression, at=datetime.now(UTC)
    )
    state.documents[document] = mosip_papers.close(
        mosip_papers.policy_document(papers, name=name),
        certificate=certificate,
        random=Random(f"{seed} {impression}"),  # noqa: S311
    )
    return f"{address}{SHARE}/{document}"


def _until_put_before_people() -> Mapping[str, str]:
    from rekam.config import abis_demo_people

    end = time.monotonic() + SECONDS
    while not (cases := abis_demo_people.waiting_cases()):
        if time.monotonic() > end:
            raise TimeoutError("no case was opened")
        time.sleep(0.2)
    return cases


def _told(words: str, line: Line, message: Message) -> Message:
    began = time.monotonic()
    answer = line.ask(message, seconds=SECONDS)
    done = "done" if answer["returnValue"] == "1" else f"refused, failureReason {answer['failureReason']}"
    print(f"{words:26} {done} ({time.monotonic() - began:.1f} s)", flush=True)
    return answer


def _candidates(answer: Message, *, who: dict[str, str]) -> list[str]:
    listed = answer.get("candidateList")
    found = listed["candidates"] if isinstance(listed, dict) else []
    for one in found:
        total = one["analytics"]
        print(
            f"{'':26} -> {who[one['referenceId']]}, score {total['internalScore']}, "
            f"confidence {total['confidence']} %"
        )
    return [who[one["referenceId"]] for one in found]


def _become_partner(folder: Path, *, address: str) -> bytes:
    """Make the files and variables that a country would get from its MOSIP; the certificate."""
    private, certificate = mosip_papers.partner(at=datetime.now(UTC))
    files = {
        "REKAM_MOSIP_KEY_FILE": private,
        "REKAM_MOSIP_CERTIFICATE_FILE": certificate,
        "REKAM_MOSIP_SECRET_FILE": SECRET.encode(),
    }
    for name, content in files.items():
        write_private(folder / "partner" / name, content)
        os.environ[name] = str(folder / "partner" / name)
    os.environ["REKAM_MOSIP_SHARES"] = f"{address}{SHARE}"
    os.environ["REKAM_MOSIP_LOGIN"] = f"{address}{LOGIN}"
    os.environ["REKAM_MOSIP_CLIENT"] = CLIENT
    return certificate
