"""What waits for somebody in the ledger of this scope, the most urgent first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from rekam.accounts.permissions import Account, allowed
from rekam.cards.blanks.carriers import open_carriers
from rekam.cards.blanks.counts.queries import open_counts
from rekam.cards.blanks.destruction.queries import count_waiting, open_minutes
from rekam.cards.blanks.losses.queries import count_open_blank_alarms
from rekam.cards.blanks.seconds.queries import acts_for
from rekam.cards.blanks.seconds.rules import Kind
from rekam.cards.blanks.seconds.words import HEADS
from rekam.cards.blanks.shipments.queries import shipments
from rekam.cards.blanks.shipments.rules import Standing
from rekam.cards.packs.queries import overdue_packs


@dataclass(frozen=True)
class Todo:
    """One sentence that says what to do, and where."""

    told: str
    href: str


def todo_of(account: Account, *, today: date) -> Sequence[Todo]:
    """What this officer, or somebody beside them, should do next in the ledger."""
    found = [*_alarms(account), *_shipments(account, today=today), *_of_two(account)]
    away = open_carriers()
    if away:
        told = _("%(n)s tim masih membawa blanko atau kartu; catat kembalinya.") % {"n": len(away)}
        found.append(Todo(told, reverse("cards:carriers")))
    late = overdue_packs(today=today).count()
    if late:
        told = _("%(n)s bawaan kartu lewat harinya; terima kembali kartunya, atau catat hilang.")
        found.append(Todo(told % {"n": late}, reverse("cards:packs")))
    waiting = count_waiting()
    if waiting and allowed(account, "cards.receive_blanks"):
        told = _("%(n)s keping rusak atau ditarik menunggu pemusnahan; buat berita acaranya.")
        found.append(Todo(told % {"n": waiting}, reverse("cards:waiting")))
    return found


def _alarms(account: Account) -> list[Todo]:
    number = count_open_blank_alarms() if allowed(account, "cards.see_blank_alarms") else 0
    told = _("%(n)s alarm keping hilang belum dijawab; periksa sekarang.") % {"n": number}
    return [Todo(told, reverse("cards:blank_alarms"))] if number else []


def _shipments(account: Account, *, today: date) -> list[Todo]:
    found = []
    for one in shipments(today=today):
        here = reverse("cards:shipment", args=[one.row.uuid])
        facts = {"n": one.left, "from": one.from_site.name, "to": one.to_site.name}
        if one.standing is Standing.LATE:
            told = _("%(n)s keping dari %(from)s ke %(to)s terlambat; tanyakan di mana kirimannya.")
            found.append(Todo(told % facts, here))
        elif one.standing is Standing.SHORT:
            told = _("%(n)s keping dari %(from)s ke %(to)s belum ditemukan; cari, atau laporkan hilang.")
            found.append(Todo(told % facts, here))
        elif one.standing is Standing.REFUSED and one.leaves:
            told = _("%(to)s menolak %(n)s keping dari %(from)s; ambil kembali kirimannya.")
            found.append(Todo(told % facts, here))
        elif one.standing is Standing.ROAD and one.comes and one.row.sent_by != account.username:
            told = _("%(n)s keping dari %(from)s menuju %(to)s; hitung dan terima bila sudah tiba.")
            found.append(Todo(told % facts, here))
    return found


def _of_two(account: Account) -> list[Todo]:
    counts = [
        Todo(
            _("Hitungan penyimpanan menunggu petugas kedua; periksa dan pastikan."),
            reverse("cards:safe_count", args=[row.uuid]),
        )
        for row in open_counts()
        if row.actor != account.username
    ]
    papers = [
        Todo(
            _("Berita acara %(number)s menunggu kepastian saksi setelah pembakaran.")
            % {"number": row.number},
            reverse("cards:minutes", args=[row.uuid]),
        )
        for row in open_minutes()
    ]
    asked = [
        Todo(
            _("%(what)s: pastikan dengan akun Anda, atau batalkan.") % {"what": HEADS[Kind(row.kind)]},
            reverse("cards:act_of_two", args=[row.uuid]),
        )
        for row in acts_for(account.username)
    ]
    return [*asked, *counts, *papers]
