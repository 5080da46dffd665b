"""A page on which a visitor of the demo sees the simulated printer, breaks it and mends it."""

from collections.abc import Iterable
from html import escape
from urllib.parse import parse_qs

from rekam.simulation.printer_body import Breaks, Machine

PAGE = """<!doctype html><html lang="id"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Pencetak tiruan</title>
<style>body{{font:18px/26px system-ui,sans-serif;max-width:40em;margin:2em auto;padding:0 15px;color:#17211f}}
select,input{{font:inherit;padding:5px;border:2px solid #17211f;max-width:100%}}input{{width:6em}}
button{{font:inherit;font-weight:600;padding:7px 12px;border:0;background:#0d4f4a;color:#fff}}
form{{margin:0 0 16px}}small{{color:#4c5855}}</style>
<h1>Pencetak kartu tiruan</h1>
<p><strong>{condition}</strong> · pita untuk {ribbon} kartu · {feeder} keping menunggu · {inside}</p>
<p>Keluar baik: {good} · baki tolak: {rejected}</p>
<form method="post" action="/atur">
<label>Yang rusak berikutnya <select name="breaks">{breaks}</select></label>
<label>pada langkah <select name="at">{steps}</select></label> <button>Rusakkan</button></form>
<form method="post" action="/atur"><label>Setiap langkah <input name="seconds" inputmode="decimal"
value="{seconds}"> detik</label> <button>Terapkan</button></form>
<form method="post" action="/atur"><input type="hidden" name="mend" value="200">
<button>Bereskan: pita baru, tutup</button></form>
<form method="post" action="/atur"><input type="hidden" name="take_out" value="1">
<button>Keluarkan kartu yang di dalam</button></form>
<p><small>Muat ulang untuk melihat keadaannya sekarang. Mati = proses ini berhenti, seperti kabel dicabut;
jalankan lagi dengan perintah yang sama.</small></p></html>"""
BREAKS = {
    Breaks.JAM: "kartu macet",
    Breaks.RIBBON_OUT: "pita habis",
    Breaks.CHIP_FAILED: "cip tidak dapat ditulis",
    Breaks.UNPLUGGED: "kabel tercabut",
    Breaks.WRONG_UID: "terbaca cip lain",
    Breaks.DIE_BEFORE: "mati sebelum langkah",
    Breaks.DIE_AFTER: "mati sesudah langkah",
}
STEPS = {
    "print": "mencetak",
    "chip": "menulis cip",
    "read": "memeriksa cip",
    "feed": "mengambil keping",
    "eject": "mengeluarkan kartu",
}


def page(machine: Machine) -> bytes:
    """The page as it stands now."""
    body, seen = machine.body, machine.look()
    trays = [card.tray for card in body.out]
    return PAGE.format(
        condition=escape(str(seen["condition"])),
        ribbon=body.ribbon_left,
        feeder=len(body.feeder),
        inside=escape(f"di dalam: {body.inside.uid}") if body.inside else "tidak ada kartu di dalam",
        good=trays.count("good"),
        rejected=trays.count("reject"),
        breaks=_options(BREAKS.items()),
        steps=_options(STEPS.items()),
        seconds=f"{machine.seconds:g}",
    ).encode()


def set_up(form: bytes, *, machine: Machine) -> None:
    """Do what one of the forms says; what is no sense is passed over."""
    told = {name: values[-1] for name, values in parse_qs(form.decode(errors="replace")).items()}
    if told.get("breaks") in set(Breaks) and told.get("at") in STEPS:
        machine.will_break(Breaks(told["breaks"]), at=told["at"])
    if told.get("seconds", "").replace(".", "", 1).isdigit():
        machine.seconds = min(600.0, float(told["seconds"]))
    if told.get("mend", "").isdigit():
        machine.mend(ribbon=int(told["mend"]))
    if "take_out" in told:
        machine.take_out()


def _options(words: Iterable[tuple[str, str]]) -> str:
    return "".join(f'<option value="{value}">{escape(word)}</option>' for value, word in words)
