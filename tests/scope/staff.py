"""The officers of a place, and what belongs to them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property

from rekam.accounts.caps.models import DailyUse, ReadingStop
from rekam.accounts.caps.reading import Sign
from rekam.accounts.caps.rules import Sort
from rekam.accounts.models import Account, Deputy, FactorReset, Passkey, SignIn
from rekam.accounts.rules import Role
from rekam.devices.pairing.models import Pairing
from rekam.kernel.dates import OfficeZone, today_at
from tests.personas import officer

NOW = datetime.now(UTC)
TODAY = today_at(zone=OfficeZone.WIB, now=NOW)


@dataclass(frozen=True)
class Staff:
    """Where it is, and who works there.

    area_code   of all rows
    lives_in    of the register's row, where it is another one by now
    """

    name: str
    serial: int
    area_code: str
    lives_in: str = ""

    @cached_property
    def colleague(self) -> Account:
        """An officer of this area, who moved away as the person did."""
        area = self.lives_in or self.area_code
        made = officer(Role.OPERATOR, areas=(area,), username=f"petugas-{self.serial}")
        made.has_second_factor = True
        made.save(update_fields=["has_second_factor"])
        return made

    @cached_property
    def use(self) -> DailyUse:
        return DailyUse.objects.create(username=self.colleague.username, day=TODAY, sort=Sort.LOOKS, people=7)

    @cached_property
    def reading_stop(self) -> ReadingStop:
        return ReadingStop.objects.create(
            username=self.colleague.username, sign=Sign.ALONE, number=61, most=60, at=NOW
        )

    @cached_property
    def session(self) -> SignIn:
        return SignIn.objects.create(
            account=self.colleague, session_key=f"session{self.serial}", device="?", at=NOW, seen_at=NOW
        )

    @cached_property
    def passkey(self) -> Passkey:
        return Passkey.objects.create(
            account=self.colleague,
            credential_id=self.serial.to_bytes(8),
            public_key=b"key",
            sign_count=0,
            name="kunci",
            made_at=NOW,
        )

    @cached_property
    def reset(self) -> FactorReset:
        return FactorReset.objects.create(account=self.colleague, asked_by="somebody", asked_at=NOW)

    @cached_property
    def pairing(self) -> Pairing:
        return Pairing.objects.create(
            name=f"KSM-{self.serial}",
            area_code=self.lives_in or self.area_code,
            code_digest=f"{self.serial:064}",
            invited_by="somebody",
            invited_at=NOW,
        )

    @cached_property
    def deputy(self) -> Deputy:
        area = self.lives_in or self.area_code
        stand_in = officer(Role.OPERATOR, areas=(area,), username=f"wakil-{self.serial}")
        return Deputy.objects.create(
            absent=self.colleague,
            stand_in=stand_in,
            from_day=TODAY,
            until_day=TODAY,
            given_by="somebody",
            given_at=NOW,
        )
