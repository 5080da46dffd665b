"""What the digital KTP is called: IKD is the centre's own name, and only the centre may say so."""

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy


def product_name() -> str | Promise:
    """IKD where the centre's profile is switched on (REKAM_CALLED_IKD), else KTP digital."""
    return lazy("Identitas Kependudukan Digital (IKD)") if settings.REKAM_CALLED_IKD else lazy("KTP digital")
