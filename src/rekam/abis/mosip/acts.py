"""What this door's actions mean to the person they touch (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

BODY = (Field.BIOMETRICS,)

ACTS = {
    "abis.mosip.inserted": Act(
        words=lazy("Sistem kependudukan lain menitipkan biometrik Anda untuk dibandingkan"), fields=BODY
    ),
    "abis.mosip.searched": Act(
        words=lazy("Biometrik Anda dibandingkan atas permintaan sistem lain"), fields=BODY
    ),
    "abis.mosip.deleted": Act(words=lazy("Biometrik Anda dihapus atas permintaan sistem lain"), fields=BODY),
    "abis.mosip.lent": Act(
        words=lazy("Sistem lain meminta petugas membandingkan biometrik Anda tanpa nama"), fields=BODY
    ),
    "abis.mosip.told": Act(words=lazy("Putusan petugas tentang biometrik Anda dikirim kepada sistem lain")),
}
