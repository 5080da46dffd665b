"""Everything this room keeps, gathered from its parts."""

from rekam.applications.filing.models import Application, ApplicationStep, ApplicationTry
from rekam.applications.products.models import Paper
from rekam.applications.uploads.models import Scan

__all__ = ["Application", "ApplicationStep", "ApplicationTry", "Paper", "Scan"]
