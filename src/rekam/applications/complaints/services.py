"""The door to everything that changes complaints."""

from rekam.applications.complaints.escalating import escalate
from rekam.applications.complaints.filing import Told, file, reopen, reply
from rekam.applications.complaints.paper import print_forms, read_form
from rekam.applications.complaints.working import answer, ask, hand_over, link, name_accused, take

__all__ = [
    "Told",
    "answer",
    "ask",
    "escalate",
    "file",
    "hand_over",
    "link",
    "name_accused",
    "print_forms",
    "read_form",
    "reopen",
    "reply",
    "take",
]
