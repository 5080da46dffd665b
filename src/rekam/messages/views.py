"""The send log, and the page where one says no: without an account, and with one answer for every code."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_GET, require_http_methods

from rekam.accounts.permissions import address_of, allow
from rekam.messages import queries, services
from rekam.messages.forms import StopForm
from rekam.messages.rules import Channel, State
from rekam.messages.wording import Template
from rekam.messages.words import CHANNELS, STATES, TEMPLATES

PER_PAGE = 50
DAYS = 30


@allow("messages.see")
@require_GET
def log(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.log(), PER_PAGE).get_page(request.GET.get("page"))
    told = queries.sums(since=timezone.now() - timedelta(days=DAYS))
    context = {
        "page": page,
        "rows": [(row, *_words(row.template, row.channel, State(row.state))) for row in page],
        "sums": [(one.messages, *_words(one.template, one.channel, one.state)) for one in told],
        "days": DAYS,
        "ways": [(CHANNELS[channel], services.sends(channel)) for channel in Channel],
    }
    return render(request, "messages/log.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(no_store=True, private=True)
def stop(request: HttpRequest, code: str = "") -> HttpResponse:
    """A link alone changes nothing, since programs that look at messages open it: the button does."""
    form = StopForm(request.POST or None, initial={"code": code})
    done = request.method == "POST" and form.is_valid()
    if done:
        again = request.POST.get("what") == "again"
        services.stop(form.cleaned_data["code"], again=again, asker=address_of(request), at=timezone.now())
    return render(
        request, "messages/stop.html", {"form": form, "done": done}, status=400 if form.errors else 200
    )


def _words(template: str, channel: str, state: State) -> tuple[object, object, tuple[str, object]]:
    return TEMPLATES[Template(template)], CHANNELS[Channel(channel)], STATES[state]
