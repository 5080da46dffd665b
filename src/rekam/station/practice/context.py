"""What the frame around each page needs in practice."""

from django.http import HttpRequest

from rekam.station.desk import Work
from rekam.station.practice import lessons, notebook, room


def practice(request: HttpRequest) -> dict[str, object]:
    """Values for the strip under the band."""
    work: Work | None = getattr(request, "work", None)
    if work is None:
        return {"practice_login": {"username": room.USERNAME, "passphrase": room.PASSPHRASE}}
    done = lessons.done(notebook.evidence(work))
    return {
        "practice_done": len(done),
        "practice_of": len(lessons.LESSONS),
        "practice_passphrase": room.PASSPHRASE,
        "practice_unplugged": not room.get_room().device.is_alive,
    }
