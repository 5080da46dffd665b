"""Where a recording stands, as the parts of a page."""

from rekam.enrolment.looking_up import Standing
from rekam.ui.dates import long_date
from rekam.ui.language import page_language
from rekam.ui.parts import Step


def steps(standing: Standing) -> list[Step]:
    """The way of a recording for the timeline; the first step that is not done is where it is now."""
    done = sum(one.done for one in standing.stages)
    return [
        Step(
            name=str(one.name),
            state="done" if one.done else "current" if place == done else "todo",
            note=long_date(one.on, language=page_language()) if one.on else "",
        )
        for place, one in enumerate(standing.stages)
    ]
