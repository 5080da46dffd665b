"""Everything this room keeps, gathered from its parts."""

from rekam.verification.api.models import Given
from rekam.verification.asking.models import Asked, MonthUse, NikUse
from rekam.verification.comparing.models import ComparisonTry
from rekam.verification.consent.models import ConsentRequest, ConsentTry
from rekam.verification.partners.models import Partner, PartnerKey, PartnerStep
from rekam.verification.presence.models import Presence
from rekam.verification.reports.models import UseReport
from rekam.verification.sandbox.models import SandboxClient, SandboxTry
from rekam.verification.tokens.models import SeenOnce

__all__ = [
    "Asked",
    "ComparisonTry",
    "ConsentRequest",
    "ConsentTry",
    "Given",
    "MonthUse",
    "NikUse",
    "Partner",
    "PartnerKey",
    "PartnerStep",
    "Presence",
    "SandboxClient",
    "SandboxTry",
    "SeenOnce",
    "UseReport",
]
