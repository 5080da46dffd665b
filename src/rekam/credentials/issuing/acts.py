"""What issuing means to the person it touches, and what it shows (audit.rules.Act)."""

from django.utils.translation import gettext_lazy as lazy

from rekam.audit.rules import Act, Field

FACE = (
    *(Field.NIK, Field.NAME, Field.BIRTH, Field.SEX, Field.ADDRESS, Field.MARITAL_STATUS, Field.OCCUPATION),
    *(Field.RELIGION, Field.BLOOD_GROUP, Field.PORTRAIT, Field.KK, Field.FAMILY),
)
SHOWN = (Field.NAME, Field.NIK, Field.BIRTH, Field.PORTRAIT)

ACTS = {
    "credentials.person_seen": Act(
        words=lazy("Petugas membuka halaman KTP digital Anda saat melayani Anda"), fields=SHOWN
    ),
    "credentials.own_seen": Act(words=lazy("Anda membuka halaman KTP digital Anda"), fields=(Field.NAME,)),
    "credentials.offered": Act(words=lazy("Kode KTP digital diberikan untuk Anda"), fields=(Field.NAME,)),
    "credentials.code_refused": Act(
        words=lazy("Kode KTP digital Anda dicoba dan ditolak"), fields=(Field.NAME,)
    ),
    "credentials.activated": Act(words=lazy("KTP digital diaktifkan di sebuah ponsel"), fields=(Field.NAME,)),
    "credentials.token_repeated": Act(
        words=lazy("Kunci lama dari ponsel Anda dipakai lagi; ponsel itu harus diaktifkan ulang"),
        fields=(Field.NAME,),
    ),
    "credentials.issued": Act(words=lazy("Salinan digital dokumen Anda diterbitkan ke ponsel"), fields=FACE),
    "credentials.deferred": Act(
        words=lazy("Salinan digital menunggu keputusan atas data Anda"), fields=(Field.NAME,)
    ),
    "credentials.noted": Act(words=lazy("Ponsel memberi tahu bahwa salinan diterima atau dihapus")),
    "credentials.printed": Act(words=lazy("Kode QR kertas berisi data Anda dicetak"), fields=FACE),
    "credentials.revoked": Act(
        words=lazy("Salinan digital dokumen Anda dicabut"), fields=(Field.CARD_STATUS,)
    ),
    "credentials.phone_ended": Act(
        words=lazy("KTP digital di sebuah ponsel dicabut"), fields=(Field.CARD_STATUS,)
    ),
    "credentials.phone_suspended": Act(
        words=lazy("KTP digital di ponsel Anda ditangguhkan"), fields=(Field.CARD_STATUS,)
    ),
    "credentials.phone_lifted": Act(
        words=lazy("Penangguhan KTP digital Anda diakhiri"), fields=(Field.CARD_STATUS,)
    ),
    "credentials.remote_step": Act(
        words=lazy("Petugas melihat Anda lewat video, atau wajah Anda dibandingkan, untuk KTP digital"),
        fields=(Field.PORTRAIT,),
    ),
}
