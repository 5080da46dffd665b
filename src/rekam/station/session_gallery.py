"""Who was before the scanners in this session: officers, and people recorded here. In memory only.

It answers two questions and no other: is this the operator's own body, and was this body already
recorded under another name in this session? The server repeats the second against everybody.
"""

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rekam.abis.engine.template import PersonTemplate
from rekam.station.comparing import SAME_BODY, likeness


@dataclass
class SessionGallery:
    """Templates of this session; gone when the process ends, and the page says so."""

    officers: dict[str, PersonTemplate] = field(default_factory=dict)
    people: dict[uuid.UUID, PersonTemplate] = field(default_factory=dict)

    def keep_officer(self, username: str, *, template: PersonTemplate) -> None:
        """Add to an officer's reference."""
        self.officers[username] = merged([self.officers.get(username, PersonTemplate()), template])

    def keep_person(self, draft: uuid.UUID, *, template: PersonTemplate) -> None:
        """Add what was captured of a person."""
        self.people[draft] = merged([self.people.get(draft, PersonTemplate()), template])

    def forget(self, draft: uuid.UUID) -> None:
        """Forget a draft that was given up."""
        self.people.pop(draft, None)

    def officers_matching(self, template: PersonTemplate) -> Iterator[str]:
        """Officers whose parts together, or any one finger or iris, are like these.

        An officer may lay another finger on the glass than the one that was asked for.
        """
        for username, reference in self.officers.items():
            if likeness(template, reference) >= SAME_BODY or _any_single(template, reference=reference):
                yield username

    def others_matching(self, template: PersonTemplate, *, draft: uuid.UUID) -> Iterator[uuid.UUID]:
        """Other people of this session whose parts are like these and what is known of this draft."""
        probe = merged([self.people.get(draft, PersonTemplate()), template])
        for other, known in self.people.items():
            if other != draft and likeness(probe, known) >= SAME_BODY:
                yield other


def merged(templates: Iterable[PersonTemplate]) -> PersonTemplate:
    """One template of all parts; a later one takes the place of an earlier one of the same position."""
    parts = list(templates)
    return PersonTemplate(
        fingers={position: finger for one in parts for position, finger in one.fingers.items()},
        irises={position: iris for one in parts for position, iris in one.irises.items()},
        face=next((one.face for one in reversed(parts) if one.face is not None), None),
    )


def _any_single(template: PersonTemplate, *, reference: PersonTemplate) -> bool:
    pairs = [
        (PersonTemplate(fingers={position: finger}), PersonTemplate(fingers={position: known}))
        for position, finger in template.fingers.items()
        for known in reference.fingers.values()
    ] + [
        (PersonTemplate(irises={position: iris}), PersonTemplate(irises={position: known}))
        for position, iris in template.irises.items()
        for known in reference.irises.values()
    ]
    return any(likeness(first, second) >= SAME_BODY for first, second in pairs)
