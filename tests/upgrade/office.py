"""What happens at an office of one version, as a program: `python office.py ACT [...]`, answers in JSON.

furnish PEOPLE   an operator, so many residents, a visit of tomorrow, invitations for the laptops
decide           let in every laptop that asked
open             what the worker does first with packets that arrived: open them, or refuse them
count            packets and recordings that are there
told             the operator's public key, and the people of the list, as a recording of messages needs them
"""

import json
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from rekam.kernel.commands import set_up

set_up()

from rekam.accounts.models import Account  # noqa: E402
from rekam.accounts.rules import Role  # noqa: E402
from rekam.devices.pairing.messages import PairState, fingerprint_of  # noqa: E402
from rekam.devices.pairing.models import Pairing  # noqa: E402
from rekam.devices.pairing.services import decide, invite  # noqa: E402
from rekam.enrolment import opening  # noqa: E402
from rekam.enrolment.models import Packet, PacketState, Record  # noqa: E402
from rekam.kernel.database import EVERYWHERE, scope  # noqa: E402
from rekam.outreach.services import plan_visit  # noqa: E402
from rekam.registry.models import Resident  # noqa: E402
from rekam.vault.keys import make_keys  # noqa: E402
from tests.personas import KASEMEN, officer, resident  # noqa: E402

PASSPHRASE = "laut kidul tenang"
CODES = ("AAAA2222BBBB", "CCCC3333DDDD")


def furnish(people: str) -> dict[str, object]:
    at, keys = datetime.now(UTC), make_keys()
    officer(Role.OPERATOR, username="yayan", areas=("36.73.02",), password=PASSPHRASE)
    for serial in range(int(people)):
        resident(serial=serial, name=f"Warga {serial}").save()
    plan_visit(area_code=KASEMEN, on=at.date() + timedelta(days=1), actor="yayan", at=at)
    for number, code in enumerate(CODES):
        invite(name=f"KSM-{number}", area_code="36.73.02", code=code, actor="test", at=at)
    return {"fingerprint": fingerprint_of(keys.receipt_public[keys.receipt_kid])}


def let_in() -> dict[str, object]:
    asked = Pairing.objects.filter(state=PairState.ASKED)
    for one in asked:
        decide(one.uuid, same=True, actor="test", at=datetime.now(UTC))
    return {"let_in": len(asked)}


def open_all() -> dict[str, object]:
    waiting = Packet.objects.filter(state=PacketState.RECEIVED).values_list("uuid", flat=True)
    return {"opened": sum(opening.open_stage(one, at=datetime.now(UTC)) for one in list(waiting))}


def count() -> dict[str, object]:
    packets = Counter(
        f"{state} {code}".strip() for state, code in Packet.objects.values_list("state", "code")
    )
    ids = Counter(str(one) for one in Packet.objects.values_list("uuid", flat=True))
    people = Counter(str(one) for one in Record.objects.values_list("resident", flat=True))
    return {"states": packets, "packets": ids, "people": people}


def told() -> dict[str, object]:
    officer = Account.objects.get(username="yayan")
    fields = ("uuid", "nik", "area_code", "full_name", "birth_date", "sex")
    people = [{name: str(row[name]) for name in fields} for row in Resident.objects.values(*fields)]
    return {"officer": bytes(officer.signing_key or b"").hex(), "people": people}


ACTS: dict[str, Callable[..., dict[str, object]]] = {
    "furnish": furnish,
    "decide": let_in,
    "open": open_all,
    "count": count,
    "told": told,
}


if __name__ == "__main__":
    with scope(EVERYWHERE):
        print(json.dumps(ACTS[sys.argv[1]](*sys.argv[2:])))
