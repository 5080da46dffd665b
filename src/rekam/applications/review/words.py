"""The queue's words."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as lazy

from rekam.applications.catalogue.words import Text
from rekam.applications.review.queries import Pile

PILES: Mapping[Pile, Text] = {
    Pile.ALL: lazy("semua"),
    Pile.CHECK: lazy("periksa syarat"),
    Pile.APPROVE: lazy("setujui"),
    Pile.ORIGINALS: lazy("tunggu berkas asli"),
    Pile.WORK: lazy("kerjakan"),
    Pile.HAND_OUT: lazy("serahkan"),
    Pile.APPLICANT: lazy("tunggu pemohon"),
}
