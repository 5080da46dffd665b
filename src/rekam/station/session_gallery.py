"""Who was before the scanners in this session: officers, and people recorded here. In memory only.

It answers three questions and no other: is this the operator's own body, was this body already recorded
under another name in this session, and is a finger the one that lies at another place already? The server
repeats the second against everybody.
"""

import uuid
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field

from rekam.abis.engine.positions import Position
from rekam.abis.engine.template import PersonTemplate
from rekam.enrolment.operators.likeness import finger_likeness, is_body_of, likeness
from rekam.enrolment.operators.rules import SAME_BODY
from rekam.enrolment.worklist import Officer
from rekam.kernel.errors import RuleBroken


@dataclass
class SessionGallery:
    """Templates of this session; gone when the process ends, and the page says so.

    known      officers as the office brought them with the work list
    officers   officers as they were taken here since the program began
    """

    known: dict[str, PersonTemplate] = field(default_factory=dict)
    officers: dict[str, PersonTemplate] = field(default_factory=dict)
    people: dict[uuid.UUID, PersonTemplate] = field(default_factory=dict)

    def know_officers(self, officers: Iterable[Officer]) -> None:
        """Take the bodies that came with a work list; one that cannot be read is as if it was never taken."""
        self.known = {}
        for one in officers:
            if one.body:
                with suppress(RuleBroken):
                    self.known[one.username] = PersonTemplate.from_bytes(one.body)

    def keep_officer(self, username: str, *, template: PersonTemplate) -> None:
        """Add to an officer's reference."""
        self.officers[username] = merged([self.officers.get(username, PersonTemplate()), template])

    def keep_person(self, draft: uuid.UUID, *, template: PersonTemplate) -> None:
        """Add the fingers and irises of a person: brothers and sisters, who are alike, stand in one queue."""
        bare = PersonTemplate(fingers=template.fingers, irises=template.irises)
        self.people[draft] = merged([self.people.get(draft, PersonTemplate()), bare])

    def forget(self, draft: uuid.UUID) -> None:
        """Forget a draft that was given up."""
        self.people.pop(draft, None)

    def forget_positions(self, draft: uuid.UUID, *, positions: Collection[str]) -> None:
        """Forget what was captured of a draft at these positions, since it is taken again."""
        self.people[draft] = without(self.people.get(draft, PersonTemplate()), positions=positions)

    def officers_matching(self, template: PersonTemplate) -> Iterator[str]:
        """Officers whose parts together, or any one finger, iris or face, are like these."""
        for username in {**self.known, **self.officers}:
            references = (of[username] for of in (self.known, self.officers) if username in of)
            if any(is_body_of(template, reference=reference) for reference in references):
                yield username

    def others_matching(self, template: PersonTemplate, *, draft: uuid.UUID) -> Iterator[uuid.UUID]:
        """Other people of this session whose parts are like these and what is known of this draft."""
        probe = merged([self.people.get(draft, PersonTemplate()), template])
        for other, known in self.people.items():
            if other != draft and likeness(probe, known) >= SAME_BODY:
                yield other

    def fingers_elsewhere(self, template: PersonTemplate, *, draft: uuid.UUID) -> Iterator[str]:
        """Positions at which this draft already has fingers of this capture: a hand laid down twice.

        Told only where at least half of the capture's fingers are found again under other names.
        """
        known = self.people.get(draft, PersonTemplate()).fingers
        twice = [
            str(other)
            for position, finger in template.fingers.items()
            for other, before in known.items()
            if other != position and finger_likeness(finger, before) >= SAME_BODY
        ]
        if 2 * len(twice) >= len(template.fingers):
            yield from twice

    def shows_another_hand(self, template: PersonTemplate, *, draft: uuid.UUID) -> bool:
        """Whether most fingers of a capture speak against those that this draft has at the same places.

        Then the hands were mistaken before, and the better picture of the wrong hand must not stay.
        """
        known = self.people.get(draft, PersonTemplate()).fingers
        pairs = [(finger, known[place]) for place, finger in template.fingers.items() if place in known]
        against = sum(finger_likeness(finger, before) < 0 for finger, before in pairs)
        return len(pairs) > 1 and 2 * against > len(pairs)


def merged(templates: Iterable[PersonTemplate]) -> PersonTemplate:
    """One template of all parts; a later one takes the place of an earlier one of the same position."""
    parts = list(templates)
    return PersonTemplate(
        fingers={position: finger for one in parts for position, finger in one.fingers.items()},
        irises={position: iris for one in parts for position, iris in one.irises.items()},
        face=next((one.face for one in reversed(parts) if one.face is not None), None),
    )


def without(template: PersonTemplate, *, positions: Collection[str]) -> PersonTemplate:
    """A template without the parts at these positions."""
    return PersonTemplate(
        fingers={place: one for place, one in template.fingers.items() if place not in positions},
        irises={place: one for place, one in template.irises.items() if place not in positions},
        face=None if Position.FACE in positions else template.face,
    )
