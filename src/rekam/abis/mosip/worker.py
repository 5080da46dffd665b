"""MOSIP's part of the worker: messages in their order, answers, letting go of those that arrived."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from rekam.abis.mosip import services
from rekam.abis.mosip.forgetting import forget_messages
from rekam.abis.mosip.manual import questions
from rekam.abis.mosip.opening import PartnerKey
from rekam.abis.mosip.posting import Outlet, post_answers
from rekam.abis.mosip.services import Partner
from rekam.abis.mosip.shares import Login, Share
from rekam.abis.setting_files import content_of, first_line


@dataclass(frozen=True)
class Door:
    """See `working.Door`.

    outlet  where answers are sent; None = MOSIP's side fetches them
    """

    name = "MOSIP"
    partner: Partner
    outlet: Outlet | None

    def do_next(self) -> bool:
        """Do one message; whether there was one."""
        return services.do_next(partner=self.partner, clock=_now)

    def chores(self) -> bool:
        """Answer what people decided, and send answers; False where MOSIP's side took none."""
        questions.answer_decided(clock=_now)
        return self.outlet is None or post_answers(self.outlet, clock=_now)

    def forget(self, *, before: datetime) -> None:
        """Let go of old messages."""
        forget_messages(before=before, at=_now(), dry_run=False)


def door_of(environment: Mapping[str, str]) -> Door:
    """The door that an installation's variables describe (docs/reference/settings.md).

    Raises RuleBroken("mosip_address" | "mosip_partner_key" | "mosip_file").
    """
    places = environment.get("REKAM_MOSIP_SHARES", "").replace(",", " ").split()
    outlet_url = environment.get("REKAM_MOSIP_ANSWERS", "")
    outlet = None
    if outlet_url:
        token = first_line(environment.get("REKAM_MOSIP_ANSWERS_TOKEN_FILE", ""))
        outlet = Outlet.at(outlet_url, token=token)
    share = Share.at(places, login=_login(environment))
    return Door(partner=Partner(share=share, key=_key(environment)), outlet=outlet)


def _login(environment: Mapping[str, str]) -> Login | None:
    url = environment.get("REKAM_MOSIP_LOGIN", "")
    if not url:
        return None
    return Login(
        url=url,
        app=environment.get("REKAM_MOSIP_APP", "regproc"),
        client=environment.get("REKAM_MOSIP_CLIENT", ""),
        secret=first_line(environment.get("REKAM_MOSIP_SECRET_FILE", "")),
    )


def _key(environment: Mapping[str, str]) -> PartnerKey | None:
    private = environment.get("REKAM_MOSIP_KEY_FILE", "")
    if not private:
        return None
    certificate = environment.get("REKAM_MOSIP_CERTIFICATE_FILE", "")
    return PartnerKey.read(private=content_of(private), certificate=content_of(certificate))


def _now() -> datetime:
    return datetime.now(UTC)
