"""From a draft to the parts that the pages draw: frames, steps, portraits, devices."""

import datetime
import uuid
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from rekam.enrolment.capture_rules import FACE, SIGNATURE, Bounds, Grade, grade
from rekam.enrolment.particulars import Person
from rekam.enrolment.photo_rules import Backdrop, backdrop_of
from rekam.enrolment.slip import covered
from rekam.station import plan
from rekam.station.desk import Desk, Work
from rekam.station.device_words import device_part
from rekam.station.naming import short_name
from rekam.station.photo import photo_of
from rekam.station.plan import Progress
from rekam.station.recording import sample_facts
from rekam.station.store.visits import Draft
from rekam.ui.parts import Frame, State, Step

STATES = {Grade.GOOD: State.GOOD, Grade.FAIR: State.WAIT, Grade.POOR: State.BAD}


def progress_of(work: Work, *, draft: Draft) -> Progress:
    """What is done of a draft, from the stores."""
    facts = sample_facts(work.bench.outbox, draft=draft.id)
    return Progress(
        noticed=bool(draft.notice),
        qualities={position: one.quality for position, one in facts.items()},
        exceptions=draft.excepted(),
        signed=SIGNATURE in work.bench.outbox.parts(draft.id),
        photo=photo_of(work.bench.visits.journal_of(draft.id)),
    )


def person_page(desk: Desk, *, work: Work, draft: Draft, page: str) -> dict[str, Any]:
    """Everything around the task: who, the steps, the portraits, the devices, the way on and back."""
    progress = progress_of(work, draft=draft)
    before = plan.page_before(page)
    return {
        "draft": draft,
        "page": page,
        "person_name": draft.person.name,
        "person_facts": person_facts(draft, today=desk.now().date()),
        "person_counter": _("orang ke-%(number)d di kunjungan ini")
        % {"number": len(work.bench.visits.recorded()) + 1},
        "station_steps": steps(draft, progress=progress, page=page),
        "face": frame(work, draft=draft.id, position="face", progress=progress, name=_("Wajah")),
        "irises": [
            frame(work, draft=draft.id, position=iris, progress=progress)
            for iris in plan.GROUPS[plan.IRIS_PAGE]
        ],
        "backdrop": backdrop(draft.person),
        "devices": [device_part(one) for one in desk.scanners.standing() if one.kind],
        "forward": reverse("station:page", args=[draft.id, plan.page_after(page)]),
        "back": reverse("station:page", args=[draft.id, before]) if before else reverse("station:people"),
        "progress": progress,
    }


def person_facts(draft: Draft, *, today: datetime.date) -> list[str]:
    """Sex, birth and age, address, and the NIK with its middle covered."""
    person = draft.person
    born = person.birth_date
    age = today.year - born.year - ((today.month, today.day) < (born.month, born.day))
    sex = _("Laki-laki") if person.sex == "L" else _("Perempuan")
    life = _("%(sex)s · lahir %(day)s (%(age)d tahun)") % {
        "sex": sex,
        "day": born.strftime("%d-%m-%Y"),
        "age": age,
    }
    nik = f"NIK {covered(person.nik)}" if person.nik else _("belum tahu NIK")
    return [fact for fact in (life, person.address, nik) if fact]


def backdrop(person: Person) -> str:
    """The colour that belongs behind the photograph, in words."""
    words = {
        Backdrop.RED: _("Latar merah (tahun ganjil)"),
        Backdrop.BLUE: _("Latar biru (tahun genap)"),
        Backdrop.ORANGE: _("Latar jingga (warga negara asing)"),
    }
    return words[backdrop_of(born=person.birth_date, foreigner=person.foreigner)]


def frame(
    work: Work, *, draft: uuid.UUID, position: str, progress: Progress, name: str | None = None
) -> Frame:
    """One captured part: its picture while the program remembers it, its quality in word and number."""
    label = name or short_name(position)
    code = progress.exceptions.get(position, "")
    if progress.is_absent(position):
        return Frame(name=label, state=State.EXCEPTION, code=code)
    quality = progress.qualities.get(position)
    if quality is None:
        return Frame(name=label, state=State.NONE, word=_("belum"))
    state, word = judged(quality, parameters=work.worklist.parameters.of(position))
    seen = (draft, position) in work.previews
    image = reverse("station:preview", args=[draft, position]) if seen else ""
    return Frame(name=label, state=state, word=word, quality=quality, image=image)


def judged(quality: int, *, parameters: Bounds) -> tuple[State, str]:
    """The state and the word of a quality."""
    one = grade(quality, parameters=parameters)
    words = {Grade.GOOD: _("baik"), Grade.FAIR: _("cukup"), Grade.POOR: _("ulangi")}
    return STATES[one], words[one]


def steps(draft: Draft, *, progress: Progress, page: str) -> list[Step]:
    """The list at the left."""
    names = {
        "notice": _("Pemberitahuan hukum"),
        "face": _("Wajah"),
        "fingers": _("Sidik jari"),
        "irises": _("Iris"),
        "signature": _("Tanda tangan"),
        "summary": _("Ringkasan"),
    }
    shown = [Step(name=_("Cari orang"), state="done", note=_("dari daftar kunjungan"))]
    if draft.person.resident is None:
        shown = [Step(name=_("Cari orang"), state="done", note=_("datang tanpa daftar"))]
    for step, pages in plan.STEPS:
        done = all(progress.is_done(one) for one in pages)
        state = "current" if page in pages else "done" if done else "todo"
        open_page = next((one for one in pages if not progress.is_done(one)), pages[0])
        href = reverse("station:page", args=[draft.id, open_page])
        note = _note(step, done=done, draft=draft, progress=progress)
        shown.append(Step(name=names[step], state=state, note=note, href=href))
    return shown


def _note(step: str, *, done: bool, draft: Draft, progress: Progress) -> str:
    if step == "notice" and done:
        return _("dibacakan, versi %(version)s") % {"version": draft.notice.partition("/")[0]}
    if step == "fingers":
        captured, of, absent = progress.fingers()
        told = _("%(captured)d dari %(of)d") % {"captured": captured, "of": of}
        return told + (_(", %(absent)d pengecualian") % {"absent": absent} if absent else "")
    if step == "irises":
        captured = sum(position in progress.qualities for position in plan.GROUPS[plan.IRIS_PAGE])
        return _("%(captured)d dari 2") % {"captured": captured}
    if step == "face" and FACE in progress.qualities and not done:
        return _("belum disetujui")
    return _("selesai") if done else _("belum")


def hands(work: Work, *, draft: uuid.UUID, progress: Progress) -> dict[str, list[Frame]]:
    """The ten fingers as they lie on the table."""
    return {
        side: [frame(work, draft=draft, position=finger, progress=progress) for finger in fingers]
        for side, fingers in (("left", plan.LEFT_HAND), ("right", plan.RIGHT_HAND))
    }


def tips(frames: Sequence[Frame], *, positions: Sequence[str]) -> dict[str, str]:
    """How each finger of a drawn hand is marked."""
    pairs = zip(positions, frames, strict=True)
    return {position.rpartition("_")[2]: str(one.state.value) for position, one in pairs}
