"""What this room's actions mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field
from rekam.outreach.events.acts import ACTS as EVENTS
from rekam.outreach.plans.acts import ACTS as PLANS
from rekam.outreach.results.acts import ACTS as RESULTS
from rekam.outreach.rounds.acts import ACTS as ROUNDS
from rekam.outreach.sites import acts as sites

ACTS = {
    **EVENTS,
    **PLANS,
    **RESULTS,
    **ROUNDS,
    "outreach.visit.planned": Act(
        words=lazy("Anda masuk daftar undangan perekaman di dekat rumah"), fields=(Field.CARD_STATUS,)
    ),
    "outreach.visit.moved": Act(
        words=lazy("Perekaman yang mengundang Anda dipindah ke hari lain"), fields=(Field.CARD_STATUS,)
    ),
    "outreach.visit.called_off": Act(
        words=lazy("Perekaman yang mengundang Anda batal; Anda diundang lagi nanti"),
        fields=(Field.CARD_STATUS,),
    ),
    "outreach.place.told": Act(words=lazy("Tempat kunjungan dan kelurahannya diberi tahu, tanpa nama orang")),
    "outreach.list.given": Act(
        words=lazy("Daftar undangan dibawa petugas ke tempat perekaman"),
        fields=(Field.NIK, Field.NAME, Field.BIRTH, Field.SEX, Field.ADDRESS),
    ),
} | sites.ACTS
