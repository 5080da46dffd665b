"""What the log of outages means in the audit; none touches a resident (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act

ACTS = {
    "devices.outage.suspected": Act(words=lazy("Gangguan diduga dari stasiun yang diam")),
    "devices.outage.longer": Act(words=lazy("Dugaan gangguan diperbarui")),
    "devices.outage.reported": Act(words=lazy("Gangguan dicatat petugas")),
    "devices.outage.confirmed": Act(words=lazy("Gangguan dipastikan petugas")),
    "devices.outage.corrected": Act(words=lazy("Catatan gangguan dikoreksi")),
    "devices.outage.ended": Act(words=lazy("Gangguan dicatat berakhir")),
    "devices.outage.counted": Act(
        words=lazy("Orang yang pulang karena gangguan dihitung dari nomor antrean")
    ),
    "devices.outage.dismissed": Act(words=lazy("Dugaan gangguan dinyatakan bukan gangguan")),
}
