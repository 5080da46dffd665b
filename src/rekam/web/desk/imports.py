"""Imports from SIAK: they stand in the queue, and are looked at and decided on their own page."""

from collections.abc import Sequence
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rekam.accounts.queries import accounts_of_person
from rekam.kernel.errors import RuleBroken
from rekam.registry.bulk import queries, services
from rekam.registry.bulk.rules import State
from rekam.ui.templatetags.rekam import jumlah
from rekam.web.desk.cases import Asker, Case, Change, Decision, Detail, Part, Text


class Imports:
    """Files that were checked and wait for a decision."""

    name = "impor"
    word: Text = lazy("Impor dari SIAK")
    permission = "registry.approve_import"
    fresh = True

    def waiting(self, asker: Asker) -> Sequence[Case]:
        """Those that others brought, the oldest first."""
        own = accounts_of_person(asker.username)
        ready = [one for one in queries.latest() if one.state == State.READY]
        return [
            Case(
                source=self.name,
                key=one.uuid,
                kind=self.word,
                area_code=one.area_code,
                since=one.sent_at,
                by=one.sent_by,
                paper=one.file_name,
            )
            for one in reversed(ready)
            if one.sent_by not in own
        ]

    def count(self, asker: Asker) -> int:
        """Those that others brought."""
        return len(self.waiting(asker))

    def detail(self, key: UUID, _asker: Asker) -> Detail:
        """How many rows would be new, change or go; the rows themselves stand on the import's page."""
        one = queries.get_import(key)
        counted = [
            (_("Baris dalam berkas"), one.counts.get("rows", 0)),
            (_("Baru"), one.counts.get("new", 0)),
            (_("Berubah"), one.counts.get("changed", 0)),
            (_("Tidak ada lagi dalam daftar"), one.counts.get("gone", 0)),
            (_("Ditolak"), one.counts.get("rejected", 0)),
        ]
        return Detail(
            title=one.file_name,
            question=lazy("Samakah hitungannya dengan yang diharapkan dari berkas ini?"),
            parts=[
                Part(
                    _("Hitungan"),
                    [Change(word, None, jumlah(number)) for word, number in counted],
                )
            ],
            subjects=[],
            stands_against=lazy("Impor disetujui di halamannya sendiri, sesudah baris-barisnya dilihat."),
            full_page=reverse("registry:import", args=[key]),
        )

    def approve(self, decision: Decision) -> None:
        """Not from here: its rows have to be seen first. Raises RuleBroken("not_found")."""
        raise RuleBroken("not_found", key=decision.key)

    def refuse(self, decision: Decision) -> None:
        """Close it without taking anything over."""
        services.refuse(decision.key, actor=decision.actor, at=decision.at)
