"""A printer with its computer at the Dinas, approved orders, and the program's side of the talk."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from rekam.cards.orders.models import PrintJob
from rekam.cards.printing import services
from rekam.cards.printing.content import Content
from rekam.cards.printing.models import Batch, Printer
from rekam.cards.printing.rules import Condition, Kind, Step
from rekam.devices.services import register_station
from rekam.vault import sealing
from tests.cards.city import DINAS, NOON, approved, holder, record

SEED = bytes([7]) * 32
PUBLIC = sealing.signing_public(SEED)
KID = sealing.kid_of(PUBLIC)


def content(job: PrintJob, *, serial: str, **_at: object) -> Content:
    """In place of the drawn card: who and which blank, to be told apart afterwards."""
    return Content(front=f"depan {job.uuid}".encode(), chip=f"cip {serial} {job.uuid}".encode())


def printer(*, kind: Kind = Kind.BRIDGE, name: str = "Pencetak 1", ribbon: int = 200) -> Printer:
    register_station(public_key=PUBLIC, name="LOKET-1", area_code=DINAS, actor="admin", at=NOON)
    return services.register_printer(
        name=name,
        site=DINAS,
        kind=kind,
        model="",
        computer=KID,
        ribbon=ribbon,
        clean_every=500,
        actor="rina",
        at=NOON,
    )


def orders(number: int, *, start: int = 1) -> list[PrintJob]:
    return [approved(record(holder(number=n))) for n in range(start, start + number)]


def batch(of: Printer, *, cards: int = 1) -> Batch:
    jobs = [job.uuid for job in orders(cards)]
    return services.start_batch(printer=of.uuid, jobs=jobs, actor="rina", at=NOON)


@dataclass
class Program:
    """One run of the program beside a printer, without the line between."""

    printer: Printer
    run: UUID

    @property
    def seat(self) -> services.Seat:
        return services.Seat(self.printer.uuid, self.run, NOON)

    def look(self, condition: Condition = Condition.READY, *, ribbon: int | None = None) -> bool:
        return services.look(self.seat, condition=condition, ribbon=ribbon)

    def take(self, uid: str) -> services.Taken:
        taken = services.take(self.seat, uid=uid)
        assert isinstance(taken, services.Taken), taken
        return taken

    def begin(self, taken: services.Taken, step: Step, *, uid: str = "") -> bool:
        return services.begin(self.seat, card=taken.card.uuid, step=step, uid=uid)

    def up_to(self, taken: services.Taken, last: Step) -> None:
        """Begin every step of a card up to this one, reading its own chip back."""
        for step in taken.steps[: taken.steps.index(last) + 1]:
            self.begin(taken, step, uid=taken.serial)

    def make(self, uid: str) -> services.Taken:
        taken = self.take(uid)
        self.up_to(taken, taken.steps[-1])
        services.finish(self.seat, card=taken.card.uuid)
        return taken


def program(of: Printer) -> Program:
    made = Program(of, uuid4())
    services.hello(made.seat)
    return made
