"""What telling of a visit means to a person: nothing of theirs is shown (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act

ACTS = {
    "outreach.visit.reported": Act(words=lazy("Hasil satu kunjungan perekaman dicatat, sebagai jumlah saja")),
    "outreach.visit.photographed": Act(words=lazy("Foto satu kunjungan perekaman disimpan sebagai bukti")),
}
