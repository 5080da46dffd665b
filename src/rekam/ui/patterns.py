"""What the pattern pages show: made-up figures, every partial in every state."""

from datetime import UTC, datetime
from decimal import Decimal

from django import forms
from django.contrib.messages import ERROR, SUCCESS, WARNING
from django.contrib.messages.storage.base import Message
from django.core.paginator import Paginator

from rekam.ui.forms import ThreePartDateField
from rekam.ui.parts import (
    Act,
    Button,
    Choice,
    Column,
    Day,
    Device,
    Fact,
    Frame,
    Hint,
    NavItem,
    Portion,
    Shell,
    State,
    Step,
)

AT = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)
NIK = "NIK terdiri dari 16 angka; yang diisi %(typed)s"
ROOMS = ("Capaian", "Jemput bola", "Perekaman", "Ajudikasi", "Kartu dan blanko", "Permohonan", "Laporan")
DISTRICTS = [
    ("Kasemen", 78203, 75717, -31),
    ("Cipocok Jaya", 76120, 74517, -9),
    ("Serang", 172906, 169494, -27),
    ("Walantaka", 79311, 78451, -8),
    ("Taktakan", 83297, 82455, -6),
    ("Curug", 43377, 42968, -3),
]


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


def shell(*, current: str, office: str = "Disdukcapil Kota Serang", role: str = "Kepala Dinas") -> Shell:
    """The frame of a sample page."""
    nav = [NavItem(label=room, href="#utama", current=room == current) for room in ROOMS]
    version = "Rekam 0.1 · aturan hitung 2026-2 · angka pada halaman ini contoh belaka"
    return Shell(office=office, role=role, nav=nav, home_url="#utama", version=version, logout_url="#")


def components() -> dict[str, object]:
    """All that /pola/ shows."""
    wrong = {
        "born_day": "12",
        "born_month": "18",
        "born_year": "2009",
        "nik": "367302520809000",
        "place": "k",
    }
    return {
        "shell": shell(current="Capaian"),
        "at": AT,
        "form": SampleForm(),
        "wrong_form": SampleForm(data=wrong, prefix=None, auto_id="salah_%s"),
        "states": [
            (State.GOOD, "siap cetak", ""),
            (State.WAIT, "menunggu pusat", "3 hari"),
            (State.BAD, "ditolak", "foto dan jari berbeda orang"),
            (State.NONE, "belum direkam", ""),
            (State.EXCEPTION, "pengecualian F2", ""),
        ],
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
        **station(),
        **adjudication(),
        **resident(),
    } | {"shell": shell(current="Capaian")}


def station() -> dict[str, object]:
    """The capture of four fingers, one of them too dry."""
    good, bad, none = State.GOOD, State.BAD, State.NONE
    right = [
        Frame(name="Jempol", word="belum"),
        Frame(name="Telunjuk", state=good, word="baik", quality=68),
        Frame(name="Tengah", state=good, word="baik", quality=74),
        Frame(name="Manis", state=State.WAIT, word="cukup", quality=51),
        Frame(name="Kelingking", state=bad, word="ulangi", quality=22),
    ]
    left = [
        Frame(name="Kelingking", word="belum"),
        Frame(name="Manis", word="belum"),
        Frame(name="Tengah", state=State.EXCEPTION, code="F2"),
        Frame(name="Telunjuk", word="belum"),
        Frame(name="Jempol", word="belum"),
    ]
    return {
        "shell": Shell(
            office="Stasiun KSM-02 · Balai Kelurahan Sawah Luhur",
            role="Operator: Yayan S.",
            home_url="#utama",
        ),
        "waiting": 14,
        "offline": True,
        "online_word": "Luring sejak 08.12",
        "person_name": "Ratu Maryamah",
        "person_facts": [
            "Perempuan · lahir 12-08-2009 (17 tahun)",
            "Sawah Luhur RT 04 RW 02",
            "NIK 3673 0252 •••• 0004",
        ],
        "counter": "orang ke-15 hari ini · 1 menit 52 detik",
        "station_steps": [
            Step(name="Cari orang", state="done", note="dari daftar kunjungan"),
            Step(name="Pemberitahuan hukum", state="done", note="dibacakan, versi 3"),
            Step(name="Wajah", state="done", note="baik"),
            Step(name="Sidik jari", state="current", note="3 dari 9, 1 pengecualian"),
            Step(name="Iris", state="done", note="2 dari 2"),
            Step(name="Tanda tangan", note="belum"),
            Step(name="Ringkasan", note="belum"),
        ],
        "frames": right[1:],
        "tips": {"index": good, "middle": good, "ring": State.WAIT, "little": bad},
        "left": left,
        "right": right,
        "capture_buttons": [
            Button(label="Ambil ulang", kind="primary", key=" ", cap="Spasi"),
            Button(label="Lanjut, jari ini nanti", key="Enter"),
            Button(label="Pengecualian", key="p", cap="P"),
            Button(label="Mundur", key="Escape", cap="Esc", end=True),
        ],
        "face": Frame(name="Wajah", state=good, word="baik"),
        "irises": [
            Frame(name="Kanan", state=good, word="baik"),
            Frame(name="Kiri", state=none, word="belum"),
        ],
        "devices": [
            Device(name="Pemindai jari", state=good, word="siap"),
            Device(name="Pemindai iris", state=good, word="siap"),
            Device(name="Kamera", state=good, word="siap"),
            Device(
                name="Papan tanda tangan",
                state=bad,
                word="terputus",
                advice="Cabut kabel USB, tunggu 5 detik, pasang lagi.",
            ),
            Device(name="Salinan USB", state=good, word="terpasang"),
            Device(name="Baterai, disk", word="71 %, sisa 38 GB"),
        ],
        "hotkeys": [Hint(keys=("F2",), does="Laporkan alat rusak"), Hint(keys=("F1",), does="Bantuan")],
    }


def adjudication() -> dict[str, object]:
    """Two records, nothing preselected."""
    return {
        "shell": shell(current="Ajudikasi", role="Ajudikator 2"),
        "record_a": [
            Fact(key="Direkam", value="14-03-2019, tetap"),
            Fact(key="Jenis kelamin, usia", value="perempuan, 24"),
            Fact(key="Jari, iris", value="10, 2"),
        ],
        "record_b": [
            Fact(key="Direkam", value="19-11-2026, keliling"),
            Fact(key="Jenis kelamin, usia", value="perempuan, 31"),
            Fact(key="Jari, iris", value="9 (1 pengecualian), 2"),
        ],
        "choices": [
            Choice(value="same", label="Orang yang sama", key="1"),
            Choice(value="other", label="Orang berbeda", key="2"),
            Choice(value="unclear", label="Tidak dapat ditentukan", key="3"),
        ],
        "decide_buttons": [
            Button(label="Simpan putusan", kind="primary", key="Control+Enter", cap="Ctrl Enter"),
            Button(label="Lewati", key="l", cap="L"),
        ],
        "evidence": [
            Fact(key="Mesin", value="abis 0.1, jari MCC, iris 15 putaran"),
            Fact(key="Galeri", value="523.601 orang, versi 8.114"),
            Fact(key="Ambang", value="FPIR 0,1 %"),
            Fact(key="Mutu gambar", value="A 64, B 58 (NFIQ 2, telunjuk kanan)"),
        ],
    }


def resident() -> dict[str, object]:
    """A card in print, on the second of four days."""
    return {
        "shell": Shell(office="Kota Serang", home_url="#utama"),
        "days": [
            Day(number=1, date="Sen 23", word="lewat", state="past"),
            Day(number=2, date="Sel 24", word="hari ini", state="today"),
            Day(number=3, date="Rab 25"),
            Day(number=4, date="Kam 26", word="batas", state="limit"),
        ],
        "late_days": [
            Day(number=1, date="Sen 16", word="lewat", state="past"),
            Day(number=2, date="Sel 17", word="menunggu Anda", state="paused"),
            Day(number=4, date="Kam 19", word="lewat batas", state="late"),
        ],
        "timeline": [
            Step(name="Direkam", state="done", note="Kamis 19 November, Balai Kelurahan Sawah Luhur"),
            Step(name="Diperiksa: data Anda tidak ganda", state="done", note="Jumat 20 November"),
            Step(name="Dicetak", state="current", note="blanko sudah tersedia untuk Anda"),
            Step(name="Siap diambil", note="kami kirim SMS ke nomor berakhiran 41"),
        ],
        "object_buttons": [Button(label="Ada yang salah atau terlambat", href="#utama")],
    }
