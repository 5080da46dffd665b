"""What this part's actions mean; none of them touches a person's data."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act

ACTS = {
    "coverage.follow_up_written": Act(words=lazy("Provinsi menulis catatan atau permintaan kepada dinas")),
    "coverage.follow_up_answered": Act(words=lazy("Dinas menjawab permintaan provinsi")),
    "coverage.follow_up_closed": Act(words=lazy("Dinas menutup catatan atau permintaan provinsi")),
}
