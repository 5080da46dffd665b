"""The paper of a *tanda terima*: the one chosen last stays chosen while the browser session lasts."""

from django.http import HttpRequest

PAPERS = {"58mm": "58 mm", "a6": "A6"}
CHOSEN = "paper"  # in the session


def slip_paper(request: HttpRequest) -> dict[str, object]:
    """What `ui/slip_paper.html` and the print styles need; `?kertas=` chooses."""
    wanted = request.GET.get("kertas", "")
    if wanted in PAPERS:
        request.session[CHOSEN] = wanted
    return {"papers": PAPERS, "paper": request.session.get(CHOSEN, "58mm")}
