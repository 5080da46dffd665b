"""Who was before the scanners in this session: officers, and people recorded here. In memory only.

It answers two questions and no other: is this sample the operator's own, and was this body already
recorded under another name today? The server repeats the second against everybody.
"""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from rekam.abis.engine.template import PersonTemplate

Same = Callable[[PersonTemplate, PersonTemplate], bool]


@dataclass
class SessionGallery:
    """Templates of this session; gone when the process ends, and the page says so.

    same   whether two templates of one position are the same body (1:1)
    """

    same: Same
    officers: dict[str, dict[str, PersonTemplate]] = field(default_factory=dict)
    people: dict[uuid.UUID, dict[str, PersonTemplate]] = field(default_factory=dict)

    def keep_officer(self, username: str, *, position: str, template: PersonTemplate) -> None:
        """Remember an officer's reference."""
        self.officers.setdefault(username, {})[position] = template

    def keep_person(self, draft: uuid.UUID, *, position: str, template: PersonTemplate) -> None:
        """Remember a captured sample of a person."""
        self.people.setdefault(draft, {})[position] = template

    def forget(self, draft: uuid.UUID) -> None:
        """Forget a draft that was given up."""
        self.people.pop(draft, None)

    def officers_matching(self, template: PersonTemplate) -> Iterator[str]:
        """Officers with any finger, or any iris, like this one: they may lay another finger than asked."""
        for username, references in self.officers.items():
            if any(self.same(template, moved) for moved in _as_position(references, like=template)):
                yield username

    def others_matching(
        self, template: PersonTemplate, *, position: str, draft: uuid.UUID
    ) -> Iterator[uuid.UUID]:
        """Other people of this session whose sample at the same position is like this one."""
        for other, samples in self.people.items():
            if other != draft and position in samples and self.same(template, samples[position]):
                yield other


def _as_position(references: dict[str, PersonTemplate], *, like: PersonTemplate) -> Iterator[PersonTemplate]:
    for reference in references.values():
        for finger in reference.fingers.values():
            for position in like.fingers:
                yield PersonTemplate(fingers={position: finger})
        for iris in reference.irises.values():
            for position in like.irises:
                yield PersonTemplate(irises={position: iris})
