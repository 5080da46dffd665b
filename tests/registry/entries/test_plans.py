"""What entries would do, without a database."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekam.kernel.errors import RuleBroken
from rekam.registry.entries.cautions import cautions_of
from rekam.registry.entries.effects import Kind
from rekam.registry.entries.facts import parse, unparse
from rekam.registry.entries.fieldset import FIELDS
from rekam.registry.entries.moves import MovePractice
from rekam.registry.entries.planning import NEW_KK, NEW_NIK, Plan, Scene, Step
from rekam.registry.entries.plans import make_plan
from rekam.registry.entries.rules import Block
from rekam.registry.entries.state import as_json, differences, fold, undo
from rekam.registry.rules import Status
from tests.registry.entries.families import (
    ANAK,
    BAPAK,
    IBU,
    KK,
    NENEK,
    NEXT_VILLAGE,
    OTHER_CITY,
    OTHER_KECAMATAN,
    OTHER_KK,
    PEOPLE,
    TETANGGA,
    TODAY,
    after,
    scene,
    state,
)

ALL = [str(uuid) for uuid in (BAPAK, IBU, ANAK, NENEK)]
NEWBORN = UUID(int=99)
BIRTH = {
    "on": "2026-11-20",
    "newcomer": str(NEWBORN),
    "full_name": "Ratu Aisyah",
    "sex": "P",
    "birth_place": "Serang",
    "birth_date": "2026-11-20",
    "religion": "Islam",
    "kk": KK,
}


def plan(kind: Kind, subject: UUID | None, at: Scene | None = None, **facts: object) -> Plan:
    told = parse(kind, {"on": "2026-11-20"} | facts)
    return make_plan(kind=kind, subject=subject, facts=told, scene=at or scene())


def steps(made: Plan) -> Mapping[UUID, Step]:
    return {step.resident: step for step in made.steps}


def refused(kind: Kind, subject: UUID | None, at: Scene | None = None, **facts: object) -> str:
    with pytest.raises(RuleBroken) as told:
        plan(kind, subject, at, **facts)
    return told.value.code


def test_a_newborn_gets_a_number_and_the_place_of_the_family() -> None:
    (step,) = plan(Kind.BIRTH, None, **BIRTH).steps

    assert (step.before, step.after.nik, step.after.kk) == (None, NEW_NIK, KK)
    assert (step.after.address, step.after.rt, step.after.head_relation) == ("Kp. Baru", "001", "Anak")


@pytest.mark.parametrize(
    ("name", "code"),
    [("Aisyah", "name_single_word"), ("R. Aisyah", "name_abbreviated"), ("A" * 61, "name_too_long")],
)
def test_a_new_name_follows_the_rule_of_names(name: str, code: str) -> None:
    assert refused(Kind.BIRTH, None, **(BIRTH | {"full_name": name})) == code


def test_a_legacy_name_stays_valid_when_another_element_changes() -> None:
    made = plan(Kind.CHANGE, NENEK, values={"occupation": "Mengurus Rumah Tangga"})

    assert steps(made)[NENEK].after.full_name == "N"
    assert refused(Kind.CHANGE, NENEK, values={"full_name": "Nur"}) == "name_single_word"


def test_a_dead_head_leaves_a_widow_and_a_new_card_with_a_new_head() -> None:
    made = plan(Kind.DEATH, BAPAK, left_head=str(IBU))

    found = steps(made)
    assert (found[BAPAK].after.status, found[BAPAK].after.kk) == (Status.DEAD, KK)
    assert found[IBU].after.head_relation == "Kepala Keluarga"
    assert found[IBU].after.marital_status == "Cerai Mati"
    assert {found[uuid].after.kk for uuid in (IBU, ANAK, NENEK)} == {f"{NEW_KK}0"}
    assert {found[uuid].kind for uuid in (IBU, ANAK, NENEK)} == {Kind.CARD_REISSUED}


def test_a_head_does_not_die_without_a_new_head_for_those_who_stay() -> None:
    assert refused(Kind.DEATH, BAPAK) == "new_head_missing"
    assert refused(Kind.DEATH, BAPAK, left_head=str(TETANGGA)) == "new_head_missing"


def test_a_member_who_dies_changes_nobody_elses_number() -> None:
    made = plan(Kind.DEATH, NENEK)

    assert set(steps(made)) == {NENEK}
    assert made.new_cards == ()


def test_nobody_dies_in_the_future_or_before_birth() -> None:
    assert refused(Kind.DEATH, NENEK, on="2026-11-25") == "event_in_future"
    assert refused(Kind.DEATH, NENEK, on="1979-12-31") == "event_before_birth"


def test_a_whole_family_that_moves_keeps_its_number_by_the_circular() -> None:
    made = plan(
        Kind.MOVE_WITHIN, BAPAK, members=ALL, area_code=OTHER_KECAMATAN, address="Jl. Raya", rt="1", rw="1"
    )

    assert {step.after.kk for step in made.steps} == {KK}
    assert {step.after.area_code for step in made.steps} == {OTHER_KECAMATAN}
    assert [card.number for card in made.moved_cards] == [KK]


def test_by_the_other_practice_the_number_changes_with_the_kecamatan() -> None:
    at = scene(practice=MovePractice.NEW_BY_KECAMATAN)
    made = plan(Kind.MOVE_WITHIN, BAPAK, at, members=ALL, area_code=OTHER_KECAMATAN, address="Jl. Raya")

    assert [card.head for card in made.new_cards] == [BAPAK]
    assert {step.after.kk for step in made.steps} == {f"{NEW_KK}0"}


def test_one_member_who_moves_gets_a_card_of_her_own() -> None:
    made = plan(Kind.MOVE_WITHIN, ANAK, members=[str(ANAK)], area_code=NEXT_VILLAGE, address="Jl. Raya")

    assert set(steps(made)) == {ANAK}
    assert steps(made)[ANAK].after.head_relation == "Kepala Keluarga"


def test_a_move_out_of_the_city_is_another_event() -> None:
    facts = {"members": ALL, "area_code": OTHER_CITY, "address": "Jl. Raya"}

    assert refused(Kind.MOVE_WITHIN, BAPAK, **facts) == "move_leaves_the_city"


def test_who_moves_out_keeps_nik_and_card_and_needs_the_letter() -> None:
    facts = {"members": [str(ANAK)], "destination": "Kota Cilegon"}
    made = plan(Kind.MOVE_OUT, ANAK, skpwni="SKPWNI/1", **facts)

    assert steps(made)[ANAK].columns == ("status", "status_on")
    assert refused(Kind.MOVE_OUT, ANAK, skpwni="", **facts) == "skpwni_missing"


def test_members_who_move_are_on_one_card() -> None:
    facts = {"skpwni": "SKPWNI/1", "destination": "Kota Cilegon"}

    assert (
        refused(Kind.MOVE_OUT, ANAK, members=[str(ANAK), str(TETANGGA)], **facts) == "members_of_other_cards"
    )
    assert refused(Kind.MOVE_OUT, ANAK, members=[str(BAPAK)], **facts) == "members_of_other_cards"


ARRIVAL = BIRTH | {
    "nik": "3672010101900001",
    "skpwni": "SKPWNI/9",
    "origin": "Kota Cilegon",
    "full_name": "Ujang",
    "sex": "L",
    "birth_date": "1990-01-01",
    "marital_status": "Kawin",
}


def test_a_foreigner_comes_with_nationality_and_permit() -> None:
    foreign = {"nationality": "WNA", "permit_until": "2030-06-30"}
    for kind, facts in ((Kind.MOVE_IN, ARRIVAL), (Kind.LATE_BIODATA, BIRTH)):
        (step,) = plan(kind, None, **(facts | foreign)).steps
        assert (step.after.nationality, step.after.permit_until) == ("WNA", date(2030, 6, 30))
        assert {"nationality", "permit_until"} <= set(FIELDS[kind])
        assert refused(kind, None, **(facts | {"nationality": "ABC"})) == "entry_facts_invalid"
        assert refused(kind, None, **(facts | foreign | {"nationality": "WNI"})) == "entry_facts_invalid"


def test_whoever_comes_back_as_a_foreigner_gets_the_permit_he_has_now() -> None:
    gone = replace(PEOPLE[NENEK], status="moved", nationality="WNA", permit_until=date(2020, 1, 1))
    facts = ARRIVAL | {"newcomer": str(NENEK), "nik": gone.nik, "birth_date": "1980-01-01"}
    foreign = {"nationality": "WNA", "permit_until": "2030-06-30"}
    (step,) = plan(Kind.MOVE_IN, None, scene(nenek=gone), **(facts | foreign)).steps
    assert (step.after.nationality, step.after.permit_until) == ("WNA", date(2030, 6, 30))


def test_who_arrives_keeps_the_nik_and_the_one_word_name() -> None:
    (step,) = plan(Kind.MOVE_IN, None, **ARRIVAL).steps

    assert (step.after.nik, step.after.full_name, step.after.ever_married) == (ARRIVAL["nik"], "Ujang", True)


def test_who_was_recorded_elsewhere_is_not_recorded_again() -> None:
    (step,) = plan(Kind.MOVE_IN, None, **(ARRIVAL | {"recorded_on": "2015-02-03"})).steps

    assert (step.after.recorded_on, step.after.ektp_status) == (date(2015, 2, 3), "BIO_CAPTURED")


def test_nobody_arrives_without_the_letter_or_with_a_nik_that_somebody_has() -> None:
    assert refused(Kind.MOVE_IN, None, **(ARRIVAL | {"skpwni": ""})) == "skpwni_missing"
    assert refused(Kind.MOVE_IN, None, **(ARRIVAL | {"nik": PEOPLE[IBU].nik})) == "nik_in_use"


def test_who_comes_back_gets_the_old_row_back() -> None:
    gone = state(3, "Dewi Lestari", sex="P", status="moved", status_on=TODAY, recorded_on=date(2021, 1, 1))
    facts = ARRIVAL | {"newcomer": str(ANAK), "nik": gone.nik, "kk": OTHER_KK}
    (step,) = plan(Kind.MOVE_IN, None, scene(anak=gone), **facts).steps

    assert step.before == gone
    assert (step.after.status, step.after.kk, step.after.recorded_on) == (
        "active",
        OTHER_KK,
        date(2021, 1, 1),
    )


def test_a_marriage_makes_a_new_card_and_both_wajib_for_ever() -> None:
    made = plan(Kind.MARRIAGE, ANAK, spouse=str(TETANGGA), head=str(TETANGGA), document="12/34/2026")

    found = steps(made)
    assert {found[uuid].after.marital_status for uuid in (ANAK, TETANGGA)} == {"Kawin"}
    assert all(found[uuid].after.ever_married for uuid in (ANAK, TETANGGA))
    assert (found[ANAK].after.head_relation, found[TETANGGA].after.head_relation) == (
        "Istri",
        "Kepala Keluarga",
    )
    assert {found[uuid].after.kk for uuid in (ANAK, TETANGGA)} == {f"{NEW_KK}0"}


def test_after_a_divorce_who_leaves_has_a_card_with_the_children() -> None:
    made = plan(Kind.DIVORCE, BAPAK, spouse=str(IBU), leaver=str(IBU), children=[str(ANAK)])

    found = steps(made)
    assert {found[uuid].after.marital_status for uuid in (BAPAK, IBU)} == {"Cerai Hidup"}
    assert {found[uuid].after.kk for uuid in (IBU, ANAK)} == {f"{NEW_KK}0"}
    assert found[BAPAK].after.kk == KK


def test_to_split_somebody_must_stay_and_to_join_is_no_move() -> None:
    assert refused(Kind.SPLIT_CARD, BAPAK, members=ALL, new_head=str(BAPAK)) == "nobody_stays"
    far = state(5, "Ujang", kk=OTHER_KK, area_code=NEXT_VILLAGE)
    at = Scene(people=PEOPLE | {TETANGGA: far}, cards={}, today=TODAY)
    assert refused(Kind.JOIN_CARD, ANAK, at, members=[str(ANAK)], kk=OTHER_KK) == "kk_unknown"


def test_a_member_joins_the_neighbours_card() -> None:
    made = plan(Kind.JOIN_CARD, NENEK, members=[str(NENEK)], kk=OTHER_KK)

    assert (steps(made)[NENEK].after.kk, steps(made)[NENEK].after.rt) == (OTHER_KK, "003")
    assert steps(made)[NENEK].after.head_relation == "Famili Lain"


def test_a_correction_of_the_birth_date_keeps_the_nik_and_warns() -> None:
    told = parse(Kind.CORRECTION, {"on": "2026-11-20", "values": {"birth_date": "1981-07-01"}})
    made = make_plan(kind=Kind.CORRECTION, subject=BAPAK, facts=told, scene=scene())

    assert steps(made)[BAPAK].after.nik == PEOPLE[BAPAK].nik
    assert cautions_of(made, kind=Kind.CORRECTION, subject=BAPAK, facts=told, scene=scene()) == [
        "nik_birth_date_differs",
        "birth_date_convention",
    ]


def test_by_a_change_nobody_becomes_never_married() -> None:
    changed = plan(Kind.CHANGE, BAPAK, values={"marital_status": "Belum Kawin"})
    corrected = plan(Kind.CORRECTION, BAPAK, values={"marital_status": "Belum Kawin"})

    assert steps(changed)[BAPAK].after.ever_married
    assert not steps(corrected)[BAPAK].after.ever_married


def test_what_changes_nothing_is_not_entered() -> None:
    assert refused(Kind.CHANGE, BAPAK, values={"religion": "Islam"}) == "nothing_changes"


def test_a_nik_blocked_for_want_of_a_recording_still_counts() -> None:
    made = plan(Kind.DEACTIVATION, ANAK, reason=Block.NOT_RECORDED)

    assert (steps(made)[ANAK].after.status, steps(made)[ANAK].after.blocked_for) == ("active", "not_recorded")
    young = state(3, "Dewi Lestari", birth_date=date(2005, 5, 2))
    assert (
        refused(Kind.DEACTIVATION, ANAK, scene(anak=young), reason="not_recorded") == "block_before_its_day"
    )


def test_a_head_out_of_use_for_a_while_stays_on_the_familys_card_and_comes_back_to_it() -> None:
    before = scene()
    made = plan(Kind.DEACTIVATION, BAPAK, before, reason=Block.ANOMALOUS)
    assert set(steps(made)) == {BAPAK}
    assert made.new_cards == ()
    back = after(after(before, made), plan(Kind.REACTIVATION, BAPAK, after(before, made)))
    assert back == before


def test_of_a_double_nik_one_stays() -> None:
    made = plan(Kind.DOUBLE_NIK, NENEK, keep=str(TETANGGA), basis="biometric")

    found = steps(made)
    assert (found[NENEK].after.status, found[NENEK].after.blocked_for) == ("inactive", "double")
    assert found[TETANGGA].columns == ()
    assert refused(Kind.DOUBLE_NIK, NENEK, keep=str(TETANGGA), basis="name") == "entry_facts_invalid"


def test_facts_are_read_back_as_they_were_kept() -> None:
    told = parse(Kind.BIRTH, BIRTH)

    assert parse(Kind.BIRTH, unparse(told)) == told


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"sex": 1}, "sex"),
        ({"birth_date": "2026-13-01"}, "birth_date"),
        ({"newcomer": "x"}, "newcomer"),
        ({"nik": "1"}, "nik"),
        ({"full_name": "a\x00b"}, "full_name"),
    ],
)
def test_ill_formed_facts_are_refused_by_field(given: dict[str, object], field: str) -> None:
    with pytest.raises(RuleBroken) as told:
        parse(Kind.BIRTH, BIRTH | given)
    assert told.value.facts["field"] == field


class Told:
    """An event as the fold reads it."""

    def __init__(self, step: Step, *, whole: bool) -> None:
        self.changes = differences(before=step.before, after=step.after) if step.before else {}
        self.state = as_json(step.after) if whole else None


people = st.sampled_from([BAPAK, IBU, ANAK, NENEK, TETANGGA])
groups = st.lists(people, min_size=1, max_size=4, unique=True)
villages = st.sampled_from([NEXT_VILLAGE, OTHER_KECAMATAN])


@st.composite
def entries(draw: st.DrawFn) -> tuple[Kind, UUID, dict[str, object]]:
    """Something that an officer might enter, sensible or not."""
    who, other = draw(people), draw(people)
    members = [str(one) for one in {who, *draw(groups)}]
    kind = draw(
        st.sampled_from(
            [Kind.DEATH, Kind.MOVE_WITHIN, Kind.MOVE_OUT, Kind.MARRIAGE, Kind.DIVORCE, Kind.SPLIT_CARD]
        )
    )
    facts: dict[Kind, dict[str, object]] = {
        Kind.DEATH: {"left_head": str(other)},
        Kind.MOVE_WITHIN: {
            "members": members,
            "area_code": draw(villages),
            "address": "Jl. Raya",
            "left_head": str(other),
        },
        Kind.MOVE_OUT: {
            "members": members,
            "skpwni": "S/1",
            "destination": "Cilegon",
            "left_head": str(other),
        },
        Kind.MARRIAGE: {"spouse": str(other), "head": str(who), "left_head": str(draw(people))},
        Kind.DIVORCE: {"spouse": str(other), "leaver": str(who), "left_head": str(other)},
        Kind.SPLIT_CARD: {"members": members, "new_head": str(who), "left_head": str(other)},
    }
    return kind, who, facts[kind]


@settings(max_examples=300, deadline=None)
@given(st.lists(entries(), max_size=8), st.sampled_from(MovePractice))
def test_whatever_is_entered_the_register_stays_sound(
    entered: list[tuple[Kind, UUID, dict[str, object]]], practice: MovePractice
) -> None:
    now = scene(practice=practice)
    history: dict[UUID, list[Told]] = {uuid: [] for uuid in PEOPLE}
    first: dict[UUID, Step] = {}
    for kind, who, facts in entered:
        try:
            made = plan(kind, who, now, **facts)
        except RuleBroken:
            continue
        for step in made.steps:
            first.setdefault(step.resident, step)
        numbered = after(now, made)
        for step in made.steps:
            done = Step(
                resident=step.resident,
                kind=step.kind,
                before=step.before,
                after=numbered.people[step.resident],
            )
            history[step.resident].append(Told(done, whole=not history[step.resident]))
        now = numbered
        _check_sound(now)
    for uuid, events in history.items():
        folded = fold(events)
        assert folded == (now.people[uuid] if events else None)
        if events and first[uuid].before is not None:
            whole = events[0].state
            assert whole is not None
            assert undo(fold(events[:1]) or PEOPLE[uuid], changes=events[0].changes) == PEOPLE[uuid]


def _check_sound(now: Scene) -> None:
    """Each card has one head and one address; nobody's NIK ever changes, and nobody is recorded again."""
    for uuid, one in now.people.items():
        assert (one.recorded_on, one.ektp_status) == (PEOPLE[uuid].recorded_on, PEOPLE[uuid].ektp_status)
    assert {uuid: one.nik for uuid, one in now.people.items()} == {u: one.nik for u, one in PEOPLE.items()}
    for kk in {one.kk for one in now.people.values() if one.status == Status.ACTIVE}:
        members = [now.people[uuid] for uuid in now.members(kk)]
        assert [one.head_relation for one in members].count("Kepala Keluarga") == 1
        assert len({(one.area_code, one.address, one.rt) for one in members}) == 1


def test_a_history_that_was_broken_from_outside_is_found() -> None:
    (step,) = plan(Kind.CHANGE, BAPAK, values={"religion": "Kristen"}).steps
    begins, goes_on = Told(step, whole=True), Told(step, whole=False)

    with pytest.raises(ValueError, match="another religion"):
        fold([begins, goes_on])
