"""What this door's actions mean to the person they touch (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

BODY = (Field.BIOMETRICS,)

ACTS = {
    "abis.osia.inserted": Act(
        words=lazy("Sistem kependudukan lain menitipkan biometrik Anda untuk dibandingkan"), fields=BODY
    ),
    "abis.osia.read": Act(
        words=lazy("Sistem lain membaca kembali biometrik Anda yang dititipkannya"), fields=BODY
    ),
    "abis.osia.changed": Act(words=lazy("Sistem lain mengubah catatan biometrik Anda yang dititipkannya")),
    "abis.osia.searched": Act(
        words=lazy("Biometrik Anda dibandingkan atas permintaan sistem lain"), fields=BODY
    ),
    "abis.osia.sent_again": Act(words=lazy("Permintaan sistem lain yang gagal diulang")),
    "abis.osia.deleted": Act(words=lazy("Biometrik Anda dihapus atas permintaan sistem lain"), fields=BODY),
}
