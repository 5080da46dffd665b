"""A new photograph of who is recorded: a finger says who it is, a second officer says whether it holds."""

import io
from datetime import timedelta
from functools import cache

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image

from rekam.abis import services as abis
from rekam.abis.engine.formats import encode_record
from rekam.abis.engine.positions import Position
from rekam.abis.engine.samples import Sample
from rekam.abis.models import Template
from rekam.audit.models import Entry
from rekam.cards import services
from rekam.cards.counter.portraits import clean_portrait
from rekam.cards.orders.models import PrintJob, Reprint
from rekam.cards.orders.requirements import Cause
from rekam.enrolment import queries as enrolment
from rekam.enrolment.models import Record
from rekam.enrolment.portraits import queries as portraits
from rekam.enrolment.portraits import services as taking
from rekam.enrolment.portraits.models import PortraitChange
from rekam.enrolment.portraits.rules import Likeness, Standing, likeness_of
from rekam.enrolment.rules import Status
from rekam.kernel.errors import RuleBroken
from rekam.simulation.bodies import body
from rekam.vault import services as vault
from tests.cards.city import NOON, portrait, record

OWN, STRANGER = 7, 8


@cache
def finger(person: int = OWN, *, impression: int = 1) -> Sample:
    return body(person).finger(Position.RIGHT_INDEX, impression=impression)


@cache
def jpeg(impression: int) -> bytes:
    kept = io.BytesIO()
    drawn = body(OWN).portrait(backdrop="red", impression=impression)
    Image.fromarray(drawn[:, :, ::-1]).save(kept, "JPEG")
    return kept.getvalue()


clean = cache(clean_portrait)


@pytest.fixture
def of(office: None, own_vault: None) -> Record:
    """Somebody whose card was handed over, with one finger in the abis."""
    made = record(state=Status.CARD_ISSUED)
    abis.enrol(subject=made.subject, at=NOON, samples=[finger(impression=0)])
    made.portrait = vault.keep(clean(jpeg(0)), kind="portrait")
    made.save(update_fields=["portrait"])
    return made


def take(of: Record, *, picture: bytes, person: int = OWN, ground: str = "head_cover") -> taking.Taken:
    return taking.take(
        record=of.uuid,
        picture=clean(picture),
        samples=[finger(person)],
        ground=ground,
        note="",
        actor="siti",
        at=NOON,
    )


def ordered(of: Record) -> tuple[PortraitChange, PrintJob]:
    change = take(of, picture=jpeg(3)).change
    assert change is not None
    kept_for = "best_of_tries" if change.findings else ""
    job = services.order_with_photograph(
        change=change.uuid, kept_for=kept_for, old_card=True, actor="siti", at=NOON
    )
    return change, job


def test_the_approved_card_puts_the_photograph_in_force_and_keeps_the_one_before(of: Record) -> None:
    before, templates = enrolment.portrait(of), Template.objects.count()
    change, job = ordered(of)
    assert likeness_of(change.likeness and change.likeness / 100) is Likeness.LIKE
    assert Reprint.objects.get(job=job).cause == Cause.PHOTO
    of.refresh_from_db()
    assert enrolment.portrait(of) == before
    with pytest.raises(RuleBroken, match="four_eyes"):
        services.approve_print(job=job.uuid, actor="siti", at=NOON)
    services.approve_print(job=job.uuid, actor="budi", at=NOON)
    of.refresh_from_db()
    (kept,) = portraits.history(of)
    assert enrolment.portrait(of) == portraits.picture(kept, new=True) != before
    assert portraits.picture(kept, new=False) == before
    assert (Record.objects.count(), Template.objects.count()) == (1, templates)
    assert Entry.objects.filter(action="enrolment.portrait_in_force").exists()


def test_a_refused_order_leaves_the_photograph_before_in_force_and_the_other_is_let_go(of: Record) -> None:
    before = enrolment.portrait(of)
    change, job = ordered(of)
    services.refuse_print(job=job.uuid, reason="wajahnya bukan orang itu", actor="budi", at=NOON)
    of.refresh_from_db()
    assert enrolment.portrait(of) == before
    assert taking.forget_unused(before=NOON + timedelta(days=1)) == [str(change.uuid)]
    with pytest.raises(RuleBroken, match="portrait_missing"):
        portraits.picture(portraits.get_change(change.uuid), new=True)
    assert enrolment.portrait(of) == before


def test_a_strangers_finger_takes_no_photograph_and_the_comparison_stays_in_the_audit(of: Record) -> None:
    taken = take(of, picture=jpeg(3), person=STRANGER)
    assert (taken.decision, taken.change) == ("none", None)
    assert not PortraitChange.objects.exists()
    assert Entry.objects.filter(action="enrolment.holder_compared").exists()


def test_a_photograph_taken_again_takes_the_place_of_the_first_until_one_is_ordered(of: Record) -> None:
    first = take(of, picture=jpeg(3)).change
    _, _job = ordered(of)
    assert first is not None
    assert portraits.get_change(first.uuid).standing == Standing.DROPPED
    with pytest.raises(RuleBroken, match="portrait_change_open"):
        take(of, picture=jpeg(3))


def test_a_picture_without_a_face_is_told_and_needs_a_reason(of: Record) -> None:
    change = take(of, picture=portrait(), ground="body").change
    assert change is not None
    assert (change.findings, change.likeness) == (["photo_no_face"], None)
    with pytest.raises(RuleBroken, match="photo_reason_missing"):
        services.order_with_photograph(change=change.uuid, kept_for="", old_card=True, actor="siti", at=NOON)
    with pytest.raises(RuleBroken, match="portrait_ground_unknown"):
        take(of, picture=portrait(), ground="prettier")


def test_the_pages_take_show_and_order_it(
    of: Record, siti: Client, budi: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enrolment, "portrait", lambda _record: clean(jpeg(0)))
    page = reverse("cards:take_photograph", args=[of.uuid], urlconf="tests.cards.urls")
    assert siti.post(page, {"ground": "head_cover"}).status_code == 400
    sent = {
        "ground": "head_cover",
        "photo": SimpleUploadedFile("foto.jpg", jpeg(3)),
        "records": SimpleUploadedFile("jari.bin", encode_record(finger())),
    }
    answer = siti.post(page, sent)
    assert answer.status_code == 302
    shown = siti.get(answer["Location"])
    assert "wajahnya sama" in shown.content.decode()
    told = {"agreed": "on", "old_card": "on", "kept_for": "best_of_tries"}
    placed = siti.post(answer["Location"], told)
    assert "Bandingkan kedua wajah" in budi.get(placed["Location"]).content.decode()
    change = PortraitChange.objects.get()
    picture = reverse("cards:photograph_after", args=[change.uuid], urlconf="tests.cards.urls")
    assert budi.get(picture)["Content-Type"] == "image/png"


def test_a_cosine_of_two_photographs_warns_and_decides_nothing() -> None:
    told = [likeness_of(one) for one in (None, 0.2, 0.4, 0.74, 0.75)]
    assert told == [Likeness.UNKNOWN, Likeness.UNLIKE, Likeness.OPEN, Likeness.OPEN, Likeness.LIKE]


def test_an_order_refused_after_its_approval_takes_the_photograph_along(of: Record) -> None:
    before = enrolment.portrait(of)
    change, job = ordered(of)
    services.approve_print(job=job.uuid, actor="budi", at=NOON)
    with pytest.raises(RuleBroken, match="four_eyes"):
        services.refuse_print(job=job.uuid, reason="kartunya tidak jadi dicetak", actor="siti", at=NOON)
    services.refuse_print(job=job.uuid, reason="kartunya tidak jadi dicetak", actor="budi", at=NOON)

    of.refresh_from_db()
    assert enrolment.portrait(of) == before
    assert portraits.get_change(change.uuid).standing == Standing.REFUSED
    assert portraits.history(of) == []
    assert Entry.objects.filter(action="enrolment.portrait_undone").exists()
    assert take(of, picture=jpeg(3)).change is not None


WORN = {
    "ground": "body",
    "code": "worn",
    "reason": "jari aus, iris katarak",
    "witness_1": "Hasan Basri",
    "witness_2": "Siti Aminah",
}


def test_whom_nothing_can_compare_two_witnesses_and_the_second_officer_vouch_for(
    of: Record, siti: Client, budi: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(enrolment, "portrait", lambda _record: clean(jpeg(0)))
    page = reverse("cards:take_photograph", args=[of.uuid], urlconf="tests.cards.urls")

    def sent(**told: str) -> HttpResponse:
        return siti.post(page, {**WORN, **told, "photo": SimpleUploadedFile("foto.jpg", jpeg(3))})

    assert sent(witness_2="").status_code == 400
    assert sent(code="").status_code == 400
    assert "witness_twice" in sent(witness_2="hasan basri").content.decode()
    assert "reason_missing" in sent(reason="aus").content.decode()
    assert not PortraitChange.objects.exists()

    answer = sent()
    told = {"agreed": "on", "old_card": "on", "kept_for": "best_of_tries"}
    placed = siti.post(answer["Location"], told)
    read = budi.get(placed["Location"]).content.decode()
    assert "Tanpa pencocokan jari atau iris" in read
    assert "Hasan Basri, Siti Aminah" in read
    change = PortraitChange.objects.get()
    assert (change.excuse, change.taken_by) == ("worn", "siti")
    assert not Entry.objects.filter(action="enrolment.holder_compared").exists()


def test_what_the_witnesses_said_goes_two_years_after_the_photograph_came_into_force(of: Record) -> None:
    vouched = taking.Vouched(code="worn", reason="jari aus, katarak", witnesses=["Hasan", "Aminah"])
    taken = taking.take(
        record=of.uuid,
        picture=clean(jpeg(3)),
        samples=[],
        ground="body",
        note="",
        vouched=vouched,
        actor="siti",
        at=NOON,
    )
    assert taken.change is not None
    PortraitChange.objects.update(standing=Standing.IN_FORCE, decided_at=NOON, decided_by="budi")
    assert taking.forget_words(before=NOON) == []
    assert taking.forget_words(before=NOON + timedelta(days=1)) == [str(taken.change.uuid)]
    kept = PortraitChange.objects.get()
    assert (kept.excuse, kept.excuse_reason, kept.witnesses) == ("worn", "", [])
