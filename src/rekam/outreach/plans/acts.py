"""What planning means to a person: nothing of theirs is shown until a visit calls them (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act

ACTS = {
    "outreach.plan.asked": Act(words=lazy("Rencana kunjungan perekaman disusun, sebagai jumlah saja")),
    "outreach.plan.stopped": Act(words=lazy("Pencarian rencana kunjungan dihentikan, sebagai jumlah saja")),
    "outreach.date.pinned": Act(words=lazy("Tanggal satu tempat perekaman ditetapkan")),
    "outreach.date.lifted": Act(words=lazy("Ketetapan tanggal satu tempat perekaman dicabut")),
}
