"""What the refusals of the API say, and their HTTP status where it is not 409."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

_PROOF = lazy("Bukti DPoP tidak ada, bukan untuk permintaan ini, atau sudah dipakai. Buat bukti baru.")

SENTENCES: dict[str, str | Promise] = {
    "asked_too_fast": lazy("Paling banyak {most} dalam {minutes} menit. Tunggu sebentar, lalu ulangi."),
    "client_wrong": lazy("Klien atau tanda tangannya tidak dikenal. Periksa kunci, alamat tujuan dan jam."),
    "consent_code_unknown": lazy("Tidak ada yang menunggu kode ini. Mintalah kode baru kepada lembaganya."),
    "yes_not_given": lazy(
        "Isian ini memerlukan persetujuan penduduknya sendiri, yang baru dan belum dipakai."
    ),
    "consent_tries": lazy("Terlalu banyak percobaan. Coba lagi {minutes} menit lagi."),
    "dpop_missing": _PROOF,
    "dpop_repeated": _PROOF,
    "dpop_wrong": _PROOF,
    "grant_type_unknown": lazy("Hanya grant_type client_credentials."),
    "presence_invalid": lazy("KTP digital yang ditunjukkan tidak sah atau sudah dicabut."),
    "presence_not_shown": lazy(
        "KTP digital belum ditunjukkan untuk isian ini, sudah dipakai, atau milik orang lain. Minta lagi."
    ),
    "presence_suspended": lazy("KTP digital yang ditunjukkan sedang ditangguhkan."),
    "presence_unknown": lazy("Keadaan KTP digital yang ditunjukkan tidak dapat dipastikan. Coba lagi nanti."),
    "receipt_of_another_client": lazy("Tanda terima ini untuk lembaga lain."),
    "receipt_of_another_question": lazy("Tanda terima ini untuk pertanyaan lain."),
    "receipt_wrong": lazy("Tanda terima ini bukan dari kantor ini, atau diubah."),
    "reference_busy": lazy("Pertanyaan dengan nomor ini sedang dijawab. Ulangi sebentar lagi."),
    "reference_taken": lazy("Nomor ini sudah dipakai untuk pertanyaan lain. Pakai nomor baru."),
    "request_malformed": lazy("Isi permintaan tidak sesuai dengan yang diterangkan di openapi.json."),
    "sandbox_key_private": lazy(
        "Ini kunci rahasia. Jangan dikirim ke mana pun; buat kunci baru dan tempel kunci umumnya saja."
    ),
    "sandbox_key_wrong": lazy("Ini bukan kunci umum P-256. Tempel PEM (BEGIN PUBLIC KEY) atau JWK utuh."),
    "sandbox_tries": lazy("Sudah {most} klien dibuka dari tempat ini. Tunggu {minutes} menit."),
    "signing_root_away": lazy("Kunci untuk bertanya kepada telepon belum dibuat. Laporkan kepada kantor."),
    "token_missing": lazy("Sertakan token: Authorization: DPoP ..."),
    "token_of_another_key": lazy("Token ini milik kunci lain."),
    "access_token_over": lazy("Token sudah lewat waktunya. Minta yang baru."),
    "token_wrong": lazy("Token ini tidak berlaku. Minta yang baru."),
}
STATUS: dict[str, int] = {
    **dict.fromkeys(
        ("grant_type_unknown", "request_malformed", "consent_code_unknown", "receipt_wrong"), 400
    ),
    **dict.fromkeys(("client_wrong", "dpop_missing", "dpop_repeated", "dpop_wrong"), 401),
    **dict.fromkeys(("token_missing", "token_of_another_key", "access_token_over", "token_wrong"), 401),
    "yes_not_given": 403,
    **dict.fromkeys(
        ("presence_invalid", "presence_not_shown", "presence_suspended", "presence_unknown"), 403
    ),
    "asked_too_fast": 429,
    "consent_tries": 429,
    "receipt_of_another_question": 400,
    **dict.fromkeys(("sandbox_key_private", "sandbox_key_wrong"), 400),
    "sandbox_tries": 429,
    "signing_root_away": 503,
}
