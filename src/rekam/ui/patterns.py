"""What the pattern pages show: made-up figures, every partial in every state."""

from datetime import UTC, datetime
from decimal import Decimal

from django import forms
from django.contrib.messages import ERROR, SUCCESS, WARNING
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator
from django.utils.html import format_html

from rekam.ui.forms import ThreePartDateField
from rekam.ui.parts import (
    Act,
    Button,
    Column,
    Fact,
    Hint,
    Portion,
    State,
    Step,
)
from rekam.ui.pattern_pages import adjudication, resident, shell, station

AT = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
NIK = "NIK terdiri dari 16 angka; yang diisi %(typed)s"
DISTRICTS = [
    ("Kasemen", 78203, 75717, -31),
    ("Cipocok Jaya", 76120, 74517, -9),
    ("Serang", 172906, 169494, -27),
    ("Walantaka", 79311, 78451, -8),
    ("Taktakan", 83297, 82455, -6),
    ("Curug", 43377, 42968, -3),
]


WRONG = {"born_day": "12", "born_month": "18", "born_year": "2009", "nik": "367302520809000", "place": "k"}


class SampleForm(forms.Form):
    """One field of every kind."""

    born = ThreePartDateField(label="Tanggal lahir", help_text="Contoh: 12 8 2009")
    nik = forms.CharField(label="NIK", help_text="16 angka, tanpa spasi")
    reason = forms.CharField(label="Alasan", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    place = forms.ChoiceField(
        label="Tempat", choices=[("", "Pilih tempat"), ("k", "Kantor"), ("b", "Keliling")]
    )
    sex = forms.ChoiceField(
        label="Jenis kelamin", choices=[("l", "Laki-laki"), ("p", "Perempuan")], widget=forms.RadioSelect
    )
    needs = forms.MultipleChoiceField(
        label="Kebutuhan",
        choices=[("r", "Kursi roda"), ("j", "Juru bahasa isyarat")],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    read_out = forms.BooleanField(label="Pemberitahuan hukum sudah dibacakan")
    papers = forms.FileField(
        label="Berkas", help_text="JPEG, PNG atau PDF, paling besar 5 MB", required=False
    )

    def clean_nik(self) -> str:
        """The length is told with what was typed."""
        typed = str(self.cleaned_data["nik"])
        if len(typed) != 16:
            raise forms.ValidationError(NIK, params={"typed": len(typed)})
        return typed


def components() -> dict[str, object]:
    """All that /pola/ shows."""
    parts = _words() | _buttons() | _figures() | station() | adjudication() | resident()
    return parts | {
        "shell": shell(current="Capaian"),
        "at": AT,
        "form": SampleForm(),
        "wrong_form": SampleForm(data=WRONG, auto_id="salah_%s"),
        "page": Paginator(range(1, 1341), 20).page(4),
        "tour": [
            Step(name="Selisih hari ini", state="done", note="9.612"),
            Step(name="Satu kelurahan", state="done"),
            Step(name="Rekam satu orang", state="current", note="server mati"),
            Step(name="Nyalakan server"),
            Step(name="Jari yang sama"),
            Step(name="Cetak dan serahkan"),
            Step(name="Selisih berkurang satu"),
        ],
    }


def dashboard() -> dict[str, object]:
    """The first page of the head of office, with its numbers in a still picture."""
    return _figures() | {
        "shell": shell(current="Capaian"),
        "sentence": format_html(
            "dari <strong>{}</strong> wajib KTP; <strong>{}</strong> ({}) sudah direkam.",
            "533.214",
            "523.602",
            "98,19\u00a0%",
        ),
        "change_columns": [
            Column(label="Sebab"),
            Column(label="sejak kemarin", number=True),
            Column(label="sejak 17 Nov", number=True),
        ],
        "changes": [
            ("Direkam", "−74", "−338"),
            ("Menjadi wajib (genap 17 atau menikah)", "+41", "+263"),
            ("Pindah datang, belum rekam", "+6", "+31"),
            ("Meninggal", "−5", "−21"),
            ("Pindah keluar", "−3", "−19"),
        ],
        "change_total": ("Selisih", "−35", "−84"),
    }


def _words() -> dict[str, object]:
    return {
        "states": [
            (State.GOOD, "siap cetak", ""),
            (State.WAIT, "menunggu pusat", "3 hari"),
            (State.BAD, "ditolak", "foto dan jari berbeda orang"),
            (State.NONE, "belum direkam", ""),
            (State.EXCEPTION, "pengecualian F2", ""),
        ],
        "none": [],
        "sample_messages": [
            Message(SUCCESS, "Orang ke-15 tersimpan di laptop ini."),
            Message(WARNING, "Salinan USB tidak terpasang."),
            Message(ERROR, "Paket ditolak: tanda tangan petugas tidak cocok. Kode packet_signature_wrong."),
        ],
        "hints": [
            Hint(keys=("←", "→"), does="jari lain"),
            Hint(keys=("+", "−"), does="perbesar"),
            Hint(keys=("M",), does="minutiae"),
        ],
        "facts": [
            Fact(key="Nama", value="Ratu Maryamah", href="#utama", act="Ada yang salah"),
            Fact(
                key="Tanggal lahir", value="12 Agustus 2009 (17 tahun)", href="#utama", act="Ada yang salah"
            ),
            Fact(key="Alamat", value="Sawah Luhur RT 04 RW 02"),
        ],
    }


def _buttons() -> dict[str, object]:
    return {
        "buttons": [
            Button(label="Setujui", kind="primary"),
            Button(label="Simpan, lanjut nanti"),
            Button(label="Batalkan keping", kind="warning"),
            Button(label="Unduh XLSX", href="#utama"),
            Button(label="Menunggu orang kedua", disabled=True),
        ],
        "key_buttons": [
            Button(label="Simpan putusan", kind="primary", key="Control+Enter", cap="Ctrl Enter"),
            Button(label="Lewati", key="l", cap="L"),
            Button(label="Mundur", key="Escape", cap="Esc", end=True),
        ],
        "save_buttons": [Button(label="Simpan", kind="primary")],
    }


def _figures() -> dict[str, object]:
    return {
        "columns": [
            Column(label="Kelurahan"),
            Column(label="Kecamatan", wide=True),
            Column(label="Belum rekam", unit="orang", number=True),
            Column(label="% wajib", number=True),
        ],
        "rows": [("Sawah Luhur", "Kasemen", "497", "4,91"), ("Unyur", "Serang", "468", "2,22")],
        "total": ("Kota Serang", "", "9.612", "1,81"),
        "districts": [
            {
                "name": name,
                "wajib": wajib,
                "recorded": recorded,
                "gap": wajib - recorded,
                "rate": Decimal(100 * (wajib - recorded)) / wajib,
                "week": week,
            }
            for name, wajib, recorded, week in DISTRICTS
        ],
        "mean": Decimal("1.81"),
        "most": Decimal("3.5"),
        "portions": [
            Portion(label="Dapat dijangkau", count=5871),
            Portion(label="Di luar daerah", count=2014),
            Portion(label="Diduga meninggal atau pindah", count=968),
            Portion(label="Belum diketahui", count=759),
        ],
        "acts": [
            Act(
                what="Rekam usia 16 di 31 SMA dan SMK, Januari–Maret.",
                why="Sekitar 1.340 orang tidak akan masuk angka belum rekam.",
                href="#utama",
                verb="Lihat rencana",
            ),
            Act(
                what="Putuskan 37 ajudikasi",
                why="yang menunggu lebih dari 7 hari. Kartu 37 orang tertahan.",
                href="#utama",
                verb="Buka antrean",
            ),
        ],
    }
