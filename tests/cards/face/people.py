"""Invented people, as their cards' fields."""

from datetime import date

from rekam.cards.face.fields import CardFace
from rekam.registry.rules import Nationality


def face(**changed: object) -> CardFace:
    values: dict[str, object] = {
        "province": "Banten",
        "regency": "Kota Serang",
        "nik": "3673025208090003",
        "name": "Ratu Maryamah",
        "birth_place": "Serang",
        "birth_date": date(2009, 8, 12),
        "sex": "PEREMPUAN",
        "blood_group": "O",
        "address": "Kp. Sawah Luhur No. 12",
        "rt": "4",
        "rw": "2",
        "village": "Sawah Luhur",
        "district": "Kasemen",
        "religion": "Islam",
        "marital_status": "Belum Kawin",
        "occupation": "Pelajar/Mahasiswa",
        "nationality": Nationality.WNI,
        "permit_until": None,
        "issue_place": "Kota Serang",
        "issued_on": date(2026, 11, 21),
    }
    return CardFace(**(values | changed))  # type: ignore[arg-type]
