"""The worker's tasks of the outreach rooms; procrastinate looks for them here."""

from rekam.outreach.plans.jobs import make_plan
from rekam.outreach.rounds.jobs import make_home_day

__all__ = ["make_home_day", "make_plan"]
