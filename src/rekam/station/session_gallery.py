"""Who was before the scanners in this session: officers, and people recorded here. In memory only.

It answers three questions and no other: is this the operator's own body, was this body already recorded
under another name in this session, and is a finger the one that lies at another place already? The server
repeats the second against everybody.
"""

import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from rekam.abis.engine.positions import Position
from rekam.abis.engine.template import FingerTemplate, PersonTemplate
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

    def forget_positions(self, draft: uuid.UUID, *, positions: Collection[str]) -> None:
        """Forget what was captured of a draft at these positions, since it is taken again."""
        known = self.people.get(draft, PersonTemplate())
        fingers = {place: one for place, one in known.fingers.items() if place not in positions}
        irises = {place: one for place, one in known.irises.items() if place not in positions}
        self.people[draft] = PersonTemplate(fingers=fingers, irises=irises, face=known.face)

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

    def fingers_elsewhere(self, template: PersonTemplate, *, draft: uuid.UUID) -> Iterator[str]:
        """Positions at which this draft already has fingers of this capture: a hand laid down twice.

        Told only where at least half of the capture's fingers are found again under other names.
        """
        known = self.people.get(draft, PersonTemplate()).fingers
        twice = [
            str(other)
            for position, finger in template.fingers.items()
            for other, before in known.items()
            if other != position and _same_finger(finger, before)
        ]
        if 2 * len(twice) >= len(template.fingers):
            yield from twice

    def shows_another_hand(self, template: PersonTemplate, *, draft: uuid.UUID) -> bool:
        """Whether most fingers of a capture speak against those that this draft has at the same places.

        Then the hands were mistaken before, and the better picture of the wrong hand must not stay.
        """
        known = self.people.get(draft, PersonTemplate()).fingers
        pairs = [(finger, known[place]) for place, finger in template.fingers.items() if place in known]
        against = sum(_finger_likeness(finger, before) < 0 for finger, before in pairs)
        return len(pairs) > 1 and 2 * against > len(pairs)


def merged(templates: Iterable[PersonTemplate]) -> PersonTemplate:
    """One template of all parts; a later one takes the place of an earlier one of the same position."""
    parts = list(templates)
    return PersonTemplate(
        fingers={position: finger for one in parts for position, finger in one.fingers.items()},
        irises={position: iris for one in parts for position, iris in one.irises.items()},
        face=next((one.face for one in reversed(parts) if one.face is not None), None),
    )


def _any_single(template: PersonTemplate, *, reference: PersonTemplate) -> bool:
    fingers = (
        _same_finger(finger, known)
        for finger in template.fingers.values()
        for known in reference.fingers.values()
    )
    irises = (
        likeness(PersonTemplate(irises={position: iris}), PersonTemplate(irises={position: known}))
        >= SAME_BODY
        for position, iris in template.irises.items()
        for known in reference.irises.values()
    )
    return any(fingers) or any(irises)


def _same_finger(first: FingerTemplate, second: FingerTemplate) -> bool:
    return _finger_likeness(first, second) >= SAME_BODY


def _finger_likeness(first: FingerTemplate, second: FingerTemplate) -> float:
    place = Position.RIGHT_INDEX  # any: positions only say what is compared with what
    one, other = (PersonTemplate(fingers={place: finger}) for finger in (first, second))
    return likeness(one, other)
