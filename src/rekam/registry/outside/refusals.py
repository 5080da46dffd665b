"""What the refusals of this part say, and their HTTP status where it is not 409."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

SENTENCES: dict[str, str | Promise] = {
    "outside_lives_here": lazy("Orang ini penduduk wilayah Anda. Layani lewat pencarian register."),
    "outside_place_unknown": lazy("Akun Anda tidak mempunyai wilayah, jadi tidak ada tempat layanannya."),
    "outside_tries_used_up": lazy(
        "Jatah pencarian luar domisili Anda hari ini habis. Minta rekan melayani orang ini, "
        "atau lanjutkan besok."
    ),
    "outside_already_recorded": lazy(
        "Orang ini sudah direkam. Perekaman kedua tidak perlu; pindah pun tidak memerlukannya."
    ),
    "outside_too_young": lazy("Orang ini belum 16 tahun dan belum menikah; belum dapat direkam."),
    "outside_without_card": lazy(
        "Orang ini belum pernah memegang KTP-el. Kartu pertamanya dicetak oleh Disdukcapil asal."
    ),
}
STATUS: dict[str, int] = {"outside_tries_used_up": 429}
