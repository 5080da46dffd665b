"""The demo's operator with a body of his own, so that laying it on the scanners is refused."""

from datetime import UTC, datetime
from uuid import uuid4

from rekam.abis.engine.template import PersonTemplate
from rekam.abis.finger_extractor import finger_extractor
from rekam.config.demo_gallery import version_of
from rekam.kernel.places import data_folder

OPERATOR, WITNESS = "yayan", "vera"
BODY = 7  # the number to give the simulated scanners


def kept_template() -> bytes:
    """The operator's template; kept for the next start, since drawing a body takes seconds."""
    path = data_folder() / f"demo-officer-{version_of(BODY)}"
    if not path.exists():
        from rekam.abis.engine.enrol import extract_person
        from rekam.abis.engine.positions import Position
        from rekam.simulation.bodies import body

        drawn = body(BODY)
        template = extract_person(
            (drawn.sample(position, impression=0) for position in Position), extractor=finger_extractor()
        )
        path.write_bytes(template.to_bytes())
    return path.read_bytes()


def enrol_operator(*, station: str) -> None:
    """Take the operator's body as if at this station (kid), and confirm it as the witness would."""
    from rekam.accounts.models import Account
    from rekam.enrolment.operators import services
    from rekam.enrolment.operators.messages import PNG, TakenBody

    at, number = datetime.now(UTC), "000000"
    taken = TakenBody(
        id=uuid4(),
        station=station,
        username=OPERATOR,
        template=PersonTemplate.from_bytes(kept_template()),
        photo=PNG,  # nobody looks at it: it goes with the decision
        exceptions={},
        number=number,
    )
    services.take(taken, officer=Account.objects.get(username=OPERATOR), at=at)
    services.confirm(taken.id, number=number, actor=WITNESS, at=at)
