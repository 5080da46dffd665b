"""Everything this room keeps, gathered from its parts."""

from rekam.applications.filing.models import Application, ApplicationStep, ApplicationTry
from rekam.applications.uploads.models import Scan

__all__ = ["Application", "ApplicationStep", "ApplicationTry", "Scan"]
