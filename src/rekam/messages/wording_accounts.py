"""What is sent about residents' accounts. Pure."""

from collections.abc import Mapping

from rekam.messages.rules import Kind
from rekam.messages.texts import Template, Text, Wording

ACCOUNTS: Mapping[Template, Wording] = {
    Template.ACCOUNT_CODE: Wording(
        version=1,
        kind=Kind.AWAITED,
        texts={
            "id": Text(
                "{office}: kode Anda {code}, berlaku {minutes} menit. Petugas tidak pernah memintanya.",
                subject="Kode untuk akun Anda",
            ),
            "en": Text(
                "{office}: your code is {code}, for {minutes} minutes. No officer ever asks for it.",
                subject="The code for your account",
            ),
        },
    ),
    Template.ACCOUNT_KNOWN: Wording(
        version=1,
        kind=Kind.AWAITED,
        texts={
            "id": Text(
                "{office}: alamat ini sudah punya akun. Masuklah, atau minta kode baru di loket. "
                "Bukan Anda? Abaikan.",
                subject="Alamat ini sudah punya akun",
            ),
            "en": Text(
                "{office}: this address has an account. Sign in, or ask for a new code at the counter. "
                "Not you? Ignore this.",
                subject="This address has an account",
            ),
        },
    ),
    Template.ACCOUNT_RECOVERED: Wording(
        version=1,
        kind=Kind.AWAITED,
        texts={
            "id": Text(
                "{office}: akun Anda dibuka lagi dengan kode dari loket; cara masuk lama dicabut. "
                "Bukan Anda? Datang ke kantor.",
                subject="Akun Anda dibuka lagi",
            ),
            "en": Text(
                "{office}: your account was recovered by a code of the counter; old ways in ended. "
                "Not you? Come to the office.",
                subject="Your account was recovered",
            ),
        },
    ),
}
