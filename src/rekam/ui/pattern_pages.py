"""What the whole sample pages show: a capture, a case, a resident's card; all made up."""

from django.templatetags.static import static

from rekam.ui.parts import (
    Button,
    Choice,
    Day,
    Device,
    Fact,
    Frame,
    Hint,
    NavItem,
    Shell,
    State,
    Step,
)

FINGER, IRIS, FACE = "ui/patterns/finger.svg", "ui/patterns/iris.svg", "ui/patterns/face.svg"
ROOMS = ("Capaian", "Jemput bola", "Perekaman", "Ajudikasi", "Kartu dan blanko", "Permohonan", "Laporan")


def shell(*, current: str, office: str = "Disdukcapil Kota Serang", role: str = "Kepala Dinas") -> Shell:
    """The frame of a sample page."""
    nav = [NavItem(label=room, href="#utama", current=room == current) for room in ROOMS]
    version = "Rekam 0.1 · aturan hitung 2026-2 · angka pada halaman ini contoh belaka"
    return Shell(office=office, role=role, nav=nav, home_url="#utama", version=version, logout_url="#")


def station() -> dict[str, object]:
    """The capture of four fingers, one of them too dry."""
    good, bad, none = State.GOOD, State.BAD, State.NONE
    right = [
        Frame(name="Jempol", word="belum"),
        Frame(name="Telunjuk", state=good, word="baik", quality=68, image=static(FINGER)),
        Frame(name="Tengah", state=good, word="baik", quality=74, image=static(FINGER)),
        Frame(name="Manis", state=State.WAIT, word="cukup", quality=51, image=static(FINGER)),
        Frame(name="Kelingking", state=bad, word="ulangi", quality=22, image=static(FINGER)),
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
        "face": Frame(name="Wajah", state=good, word="baik", image=static(FACE)),
        "irises": [
            Frame(name="kanan", state=good, word="baik", image=static(IRIS)),
            Frame(name="kiri", state=none, word="belum"),
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
        "hints": [
            Hint(keys=("←", "→"), does="jari lain"),
            Hint(keys=("+", "−"), does="perbesar"),
            Hint(keys=("M",), does="minutiae"),
        ],
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
