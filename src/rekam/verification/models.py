"""Everything this room keeps, gathered from its parts."""

from rekam.verification.asking.models import Asked, MonthUse, NikUse
from rekam.verification.partners.models import Partner, PartnerKey, PartnerStep
from rekam.verification.reports.models import UseReport

__all__ = ["Asked", "MonthUse", "NikUse", "Partner", "PartnerKey", "PartnerStep", "UseReport"]
