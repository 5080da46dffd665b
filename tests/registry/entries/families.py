"""Two families of Kasemen, as values and as rows."""

from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from uuid import UUID

from rekam.kernel.names import name_key
from rekam.registry.entries.moves import MovePractice
from rekam.registry.entries.planning import Card, Plan, Scene
from rekam.registry.entries.state import ResidentState
from rekam.registry.models import FamilyCard, Resident

TODAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)
VILLAGE, NEXT_VILLAGE = "36.73.02.1001", "36.73.02.1006"
OTHER_KECAMATAN, OTHER_CITY = "36.73.01.1001", "36.72.01.1001"
KK, OTHER_KK = "3673020101200001", "3673020101200002"

BAPAK, IBU, ANAK, NENEK, TETANGGA = (UUID(int=number) for number in range(1, 6))


def state(serial: int, name: str, **columns: object) -> ResidentState:
    values: dict[str, object] = {
        "nik": f"367302010180{serial:04}",
        "kk": KK,
        "area_code": VILLAGE,
        "full_name": name,
        "name_key": name_key(name),
        "sex": "L",
        "birth_place": "Serang",
        "birth_date": date(1980, 1, 1),
        "religion": "Islam",
        "marital_status": "Belum Kawin",
        "occupation": "Petani/Pekebun",
        "head_relation": "Anak",
        "address": "Kp. Baru",
        "rt": "001",
        "rw": "002",
    }
    return ResidentState(**(values | columns))  # type: ignore[arg-type]


PEOPLE = {
    BAPAK: state(
        1, "Saepul Bahri", marital_status="Kawin", ever_married=True, head_relation="Kepala Keluarga"
    ),
    IBU: state(2, "Siti", sex="P", marital_status="Kawin", ever_married=True, head_relation="Istri"),
    ANAK: state(3, "Dewi Lestari", sex="P", birth_date=date(2004, 5, 2), nik="3673024205040001"),
    NENEK: state(4, "N", sex="P", head_relation="Orang Tua", marital_status="Cerai Mati", ever_married=True),
    TETANGGA: state(5, "Ujang", kk=OTHER_KK, head_relation="Kepala Keluarga", birth_date=date(2002, 7, 1)),
}
CARDS = {
    KK: Card(KK, BAPAK, VILLAGE, "Kp. Baru", "001", "002"),
    OTHER_KK: Card(OTHER_KK, TETANGGA, VILLAGE, "Kp. Baru", "003", "002"),
}


def scene(*, practice: MovePractice = MovePractice.WHOLE_FAMILY_KEEPS, **changed: ResidentState) -> Scene:
    """The families; `changed` replaces somebody by lower-case name."""
    names = {"bapak": BAPAK, "ibu": IBU, "anak": ANAK, "nenek": NENEK, "tetangga": TETANGGA}
    people = PEOPLE | {names[name]: one for name, one in changed.items()}
    return Scene(people=people, cards=CARDS, today=TODAY, practice=practice)


def after(before: Scene, plan: Plan) -> Scene:
    """The scene once a plan is carried out, with numbers as an office would issue them."""
    taken = sorted({*before.cards, *(one.kk for one in before.people.values())})
    numbers = {card.number: f"{int(taken[-1]) + 1 + at:016}" for at, card in enumerate(plan.new_cards)}
    people = dict(before.people)
    for step in plan.steps:
        people[step.resident] = replace(step.after, kk=numbers.get(step.after.kk, step.after.kk))
    cards = dict(before.cards) | {card.number: card for card in plan.moved_cards}
    cards |= {numbers[card.number]: replace(card, number=numbers[card.number]) for card in plan.new_cards}
    return replace(before, people=people, cards=cards)


def settle() -> dict[UUID, Resident]:
    """The families as rows of the register, loaded without an event."""
    rows = {uuid: Resident.objects.create(uuid=uuid, **asdict(one)) for uuid, one in PEOPLE.items()}
    for card in CARDS.values():
        head = rows[card.head] if card.head else None
        FamilyCard.objects.create(made_on=date(2020, 1, 1), **(asdict(card) | {"head": head}))
    return rows
