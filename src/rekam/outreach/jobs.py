"""The worker's tasks of the outreach rooms; procrastinate looks for them here."""

from rekam.outreach.plans.jobs import make_plan

__all__ = ["make_plan"]
