"""The acceptance on real input, through the whole server: packets in, decisions out.

People made of real fingers, eyes and faces are recorded, then recorded again under other NIKs with other
images of the same bodies. All of these must be caught, pointing at the right person; nobody else.
"""

import uuid

import pytest

from rekam.abis.chimera import Chimera, chimeras
from rekam.abis.engine.formats import encode_record
from rekam.abis.models import SearchRun
from rekam.abis.services import rebuild_gallery
from rekam.enrolment import intake, pipeline
from rekam.enrolment.models import Record
from rekam.enrolment.rules import Status
from rekam.kernel.database import EVERYWHERE, scope
from rekam.simulation.gallery import synthetic_templates
from tests.abis.engine.shared_data import BIOMETRICS, needs_images
from tests.enrolment.scene import NOON, Session, make_resident, person_of

BYSTANDERS = 300
CAUGHT = {Status.DUPLICATE_RECORD, Status.ADJUDICATE_RECORD}


def record_visit(people: list[Chimera], *, visit: int) -> list[Record]:
    """Everybody's images of one visit, each under a NIK of their own, through door and pipeline."""
    packets = []
    for number, chimera in enumerate(people):
        records = {sample.position.value: encode_record(sample) for sample in chimera.samples(visit)}
        with scope(EVERYWHERE):
            resident = make_resident(nik=f"36730241019{visit}{number:04d}")
            sent = Session(person=person_of(resident), records=records).send()
            intake.receive(sent.data, packet=sent.id, at=NOON)
        packets.append(sent.id)
    pipeline.run_waiting(len(packets) * len(pipeline.STAGES))
    with scope(EVERYWHERE):
        return [Record.objects.get(packet__uuid=packet) for packet in packets]


def candidates(record: Record) -> set[uuid.UUID]:
    with scope(EVERYWHERE):
        run = SearchRun.objects.get(subject__uuid=record.subject)
    return {uuid.UUID(one["subject"]) for one in run.candidates if one["outcome"] != "none"}


@pytest.mark.shared
@needs_images
@pytest.mark.usefixtures("server")
def test_real_people_under_other_niks_are_all_caught_and_no_stranger_is(
    capsys: pytest.CaptureFixture[str], many_people: int | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REKAM_FINGER_EXTRACTOR", "leader")
    people = chimeras(BIOMETRICS)[:many_people]
    rebuild_gallery(background=synthetic_templates(BYSTANDERS, 1))

    first = record_visit(people, visit=0)
    again = record_visit(people, visit=1)

    found = sum(before.subject in candidates(after) for before, after in zip(first, again, strict=True))
    others = sum(
        len(candidates(after) - {before.subject}) for before, after in zip(first, again, strict=True)
    ) + sum(len(candidates(record)) for record in first)
    with capsys.disabled():
        print(
            f"\n{len(people)} people of real images among {BYSTANDERS} synthetic ones, recorded twice: "
            f"{found} second recordings found, {len(people) - found} missed, {others} strangers matched"
        )
    assert {record.state for record in first} == {Status.PRINT_READY_RECORD}
    assert {record.state for record in again} <= CAUGHT
    assert (found, others) == (len(people), 0)
