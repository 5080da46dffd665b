"""What this room's actions mean to the person they touch, and what they show (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

BODY = (Field.BIOMETRICS,)

ACTS = {
    "abis.case.opened": Act(
        words=lazy("Sistem menemukan sidik jari atau iris yang mirip milik Anda"), fields=BODY
    ),
    "abis.case.seen": Act(
        words=lazy("Petugas membandingkan sidik jari Anda tanpa tahu nama Anda"), fields=BODY
    ),
    "abis.image.seen": Act(
        words=lazy("Gambar sidik jari atau iris Anda dibuka tanpa nama Anda"), fields=BODY
    ),
    "abis.decision_seen": Act(
        words=lazy("Petugas membaca lagi putusan apakah dua rekaman dari orang yang sama"), fields=BODY
    ),
    "abis.verdict.given": Act(
        words=lazy("Petugas memberi pendapat: orang yang sama atau bukan"), fields=BODY
    ),
    "abis.templates.reextraction_began": Act(words=lazy("Pembacaan ulang semua gambar biometrik dimulai")),
    "abis.templates.reextracted": Act(words=lazy("Gambar biometrik dibaca ulang oleh mesin pembanding")),
    "abis.import.began": Act(words=lazy("Pengambilan biometrik dari sistem pembanding lain dimulai")),
    "abis.import.ended": Act(words=lazy("Biometrik dari sistem pembanding lain selesai diambil")),
    "abis.case.decided": Act(words=lazy("Dua petugas sepakat: orang yang sama atau bukan"), fields=BODY),
}
