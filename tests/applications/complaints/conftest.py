"""An office with a back office, a verifikator and a head, a province above it, and complaints."""

from collections.abc import Iterator
from datetime import datetime
from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest

from rekam.accounts.rules import Role
from rekam.applications.complaints import services
from rekam.applications.complaints.models import Complaint
from rekam.applications.complaints.rules import Accused, Category, Channel
from rekam.applications.complaints.services import Told
from rekam.kernel.database import Scope, scope
from tests.applications.conftest import MONDAY, OFFICE
from tests.personas import officer

SAID = "Saya diminta membayar supaya cepat."
FOUND = "Kami sudah memeriksanya; tidak ada biaya."


@pytest.fixture
def staff(db: None) -> Iterator[SimpleNamespace]:
    """Rina checks, Vera approves, Euis heads, Banten supervises; Adi opens accounts."""
    people = SimpleNamespace(
        rina=officer(Role.BACK_OFFICE, username="rina"),
        vera=officer(Role.VERIFIKATOR, username="vera"),
        euis=officer(Role.HEAD, username="euis"),
        banten=officer(Role.PROVINCE, areas=("36",), username="banten"),
        adi=officer(Role.ADMINISTRATOR, username="adi"),
    )
    with scope(OFFICE):
        yield people


def filed(
    category: Category = Category.LATE,
    accused: Accused = Accused.NOBODY,
    *,
    application: str = "",
    token: UUID | None = None,
    said: str = SAID,
    at: datetime = MONDAY,
) -> Complaint:
    told = Told(category=category, said=said, accused=accused, application=application)
    return services.file(told=told, token=token or uuid4(), channel=Channel.ONLINE, at=at).complaint


PROVINCE = Scope.of("36")
