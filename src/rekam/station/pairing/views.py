"""The page on which a laptop is paired with its office."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_http_methods

from rekam.devices.pairing.messages import PairState, read_invitation
from rekam.kernel.errors import RuleBroken
from rekam.station.identity import TRUST_FILE
from rekam.station.middleware import StationRequest, public
from rekam.station.pairing.asking import ask, settle
from rekam.station.sync import ServerLink
from rekam.station.wording import told

REFRESH_SECONDS = 5


class PairForm(forms.Form):
    """The invitation's text."""

    text = forms.CharField(
        label=lazy("Teks kode dari kantor"),
        help_text=lazy("Empat kata, mulai dengan REKAM1."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
    )


@public
@require_http_methods(["GET", "POST"])
def pair(request: StationRequest) -> HttpResponse:
    """Open to anybody on a laptop that knows no office yet; afterwards to an officer at work."""
    if (request.desk.folder / TRUST_FILE).exists() and not hasattr(request, "work"):
        return redirect("station:unlock")
    text = request.session.get("pairing", "")
    if request.method == "GET" and text:
        return _standing(request, text=text)
    form = PairForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return render(request, "station/pair.html", {"form": form})
    ask(read_invitation(form.cleaned_data["text"]), station=request.desk.identity)
    request.session["pairing"] = form.cleaned_data["text"]
    return redirect("station:pair")


def _standing(request: StationRequest, *, text: str) -> HttpResponse:
    desk, invitation = request.desk, read_invitation(text)
    try:
        heard = ask(invitation, station=desk.identity)
    except RuleBroken as broken:
        if broken.code == "server_unreachable":  # the line may come back; another refusal stays one
            context = {"problem": told(broken), "seconds": REFRESH_SECONDS}
            return render(request, "station/pair.html", context)
        del request.session["pairing"]
        raise
    state = heard.answer.state
    if state is PairState.ASKED:
        context = {"number": heard.number, "name": heard.answer.name, "seconds": REFRESH_SECONDS}
        return render(request, "station/pair.html", context)
    del request.session["pairing"]
    if state is not PairState.CONFIRMED:
        desk.flash = _("Kantor menolak laptop ini. Mulai lagi dengan kode baru.")
        return redirect("station:pair")
    desk.link = ServerLink(settle(desk.folder, invitation=invitation, answer=heard.answer))
    done = _("Terdaftar sebagai %(name)s; sambungan diperiksa. Tarik daftar kunjungan.")
    desk.flash = done % {"name": heard.answer.name}
    return redirect("station:unlock")
