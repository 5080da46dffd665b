"""What allocation's actions mean; none of them touches a person's data (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act

ACTS = {
    "cards.order.proposed": Act(words=lazy("Urutan pembagian blanko diusulkan")),
    "cards.order.decided": Act(words=lazy("Usulan urutan pembagian blanko diputus")),
    "cards.blanks.shared": Act(words=lazy("Blanko dibagi di antara tempat pelayanan")),
    "cards.request.asked": Act(words=lazy("Blanko diminta kepada pusat")),
    "cards.request.allotted": Act(words=lazy("Jatah blanko dari pusat dicatat")),
    "cards.request.collected": Act(words=lazy("Blanko diambil di pusat")),
    "cards.request.received": Act(words=lazy("Blanko yang diminta diterima")),
    "cards.loan.proposed": Act(words=lazy("Provinsi mengusulkan pinjaman blanko")),
    "cards.loan.accepted": Act(words=lazy("Pinjaman blanko diterima")),
    "cards.loan.refused": Act(words=lazy("Pinjaman blanko ditolak")),
    "cards.loan.sent": Act(words=lazy("Blanko pinjaman dikirim")),
    "cards.loan.returned": Act(words=lazy("Blanko pinjaman dikembalikan")),
}
