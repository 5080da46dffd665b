"""What the actions on questions mean; who showed a document is not known, so no entry is about a person."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act

ACTS = {
    "credentials.question_asked": Act(words=lazy("Petugas meminta ditunjukkan KTP digital")),
    "credentials.question_answered": Act(words=lazy("Sebuah telepon menunjukkan KTP digital")),
    "credentials.question_declined": Act(words=lazy("Sebuah telepon tidak bersedia menunjukkan KTP digital")),
}
