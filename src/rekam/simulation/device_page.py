"""A page on which a visitor of the demo chooses whose body lies on the simulated scanners."""

from html import escape
from urllib.parse import parse_qs

from rekam.simulation.device_state import Bench, Lying

PAGE = """<!doctype html><html lang="id"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Alat tiruan</title>
<style>body{{font:18px/26px system-ui,sans-serif;max-width:40em;margin:2em auto;padding:0 15px;color:#17211f}}
input{{font:inherit;width:8em;padding:5px;border:2px solid #17211f}}
button{{font:inherit;font-weight:600;padding:7px 12px;border:0;background:#0d4f4a;color:#fff}}
small{{color:#4c5855}}</style>
<h1>Siapa yang duduk di depan alat?</h1>
<p><strong>{now}</strong></p>
<form method="post" action="/orang">
<p><label>Nomor tubuh <input name="person" inputmode="numeric" value="{person}"></label>
<button>Dudukkan</button></p></form>
<p><small>Setiap nomor adalah satu tubuh buatan: sepuluh jari, dua iris, satu wajah. Nomor yang sama dua
kali = orang yang sama datang lagi, dengan letak jari yang lain. Tidak seorang pun nyata.</small></p>
</html>"""
MOST = 10**9


def page(bench: Bench) -> bytes:
    """The page as it stands now."""
    lying = bench.lying()
    person = lying.person if lying else ""
    now = (
        f"Tubuh nomor {person}, kedatangan ke-{lying.impression + 1}." if lying else "Tidak ada siapa-siapa."
    )
    return PAGE.format(now=escape(now), person=escape(str(person))).encode()


def seat(form: bytes, *, bench: Bench) -> None:
    """Seat the person that the form names; the same number again comes with another impression.

    What is no number seats nobody.
    """
    told = parse_qs(form.decode(errors="replace")).get("person", [""])[0].strip()
    if not told.isascii() or not told.isdigit() or int(told) > MOST:
        bench.lay(None)
        return
    before = bench.lying()
    again = before is not None and before.person == int(told)
    bench.lay(Lying(person=int(told), impression=before.impression + 1 if before and again else 0))
