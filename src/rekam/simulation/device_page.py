"""A page on which a visitor of the demo chooses whose body lies on the scanners, and how they fail."""

from collections.abc import Iterable
from html import escape
from urllib.parse import parse_qs

from rekam.simulation.device_state import STATUSES, Bench, Fault, FaultKind, Lying
from rekam.simulation.faces import BACKDROPS, FLAWS
from rekam.simulation.sbi_parts import Kind

PAGE = """<!doctype html><html lang="id"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><title>Alat tiruan</title>
<style>body{{font:18px/26px system-ui,sans-serif;max-width:40em;margin:2em auto;padding:0 15px;color:#17211f}}
input,select{{font:inherit;padding:5px;border:2px solid #17211f}}input{{width:8em}}
label{{display:inline-block;margin:0 1em 8px 0}}
button{{font:inherit;font-weight:600;padding:7px 12px;border:0;background:#0d4f4a;color:#fff}}
small{{color:#4c5855}}</style>
<h1>Siapa yang duduk di depan alat?</h1>
<p><strong>{now}</strong></p>
<form method="post" action="/orang">
<p><label>Nomor tubuh <input name="person" inputmode="numeric" value="{person}"></label>
<label>Kain latar <select name="backdrop">{backdrops}</select></label>
<label>Foto <select name="flaw">{flaws}</select></label>
<button>Dudukkan</button></p></form>
<p><small>Setiap nomor adalah satu tubuh buatan: sepuluh jari, dua iris, satu wajah. Nomor yang sama dua
kali = orang yang sama datang lagi, dengan letak jari yang lain. Tidak seorang pun nyata.</small></p>
<h2>Bagaimana alatnya?</h2>
<form method="post" action="/keadaan">
<p>{statuses}</p>
<p><label>Pengambilan berikutnya <select name="fault">{faults}</select></label>
<label>Lambat <input name="delay" inputmode="numeric" value="{delay}"> milidetik</label>
<button>Terapkan</button></p></form>
</html>"""
MOST = 10**9
LONGEST_DELAY = 120_000
BACKDROP_WORDS = {"red": "merah", "blue": "biru", "orange": "jingga"}
FLAW_WORDS = {
    "": "baik",
    "eyes_closed": "mata tertutup",
    "turned": "menoleh",
    "tilted": "miring",
    "dark": "gelap",
    "far": "terlalu jauh",
}
STATUS_WORDS = {
    "Ready": "siap",
    "Busy": "sibuk",
    "Not Ready": "belum siap",
    "Not Registered": "belum terdaftar",
    "Unplugged": "tercabut",
}
KIND_WORDS = {Kind.FINGER: "Pemindai jari", Kind.IRIS: "Pemindai iris", Kind.FACE: "Kamera"}


def page(bench: Bench) -> bytes:
    """The page as it stands now."""
    lying = bench.lying()
    person = lying.person if lying else ""
    now = (
        f"Tubuh nomor {person}, kedatangan ke-{lying.impression + 1}." if lying else "Tidak ada siapa-siapa."
    )
    statuses = bench.statuses()
    return PAGE.format(
        now=escape(now),
        person=escape(str(person)),
        backdrops=_options(BACKDROP_WORDS.items(), chosen=lying.backdrop if lying else "red"),
        flaws=_options(FLAW_WORDS.items(), chosen=lying.flaw if lying else ""),
        statuses="".join(
            f'<label>{KIND_WORDS[kind]} <select name="{kind.value}">'
            f"{_options(STATUS_WORDS.items(), chosen=statuses[kind])}</select></label>"
            for kind in Kind
        ),
        faults=_options(((kind.value, kind.value) for kind in FaultKind), chosen=bench.fault().kind.value),
        delay=round(bench.delay_seconds() * 1000),
    ).encode()


def seat(form: bytes, *, bench: Bench) -> None:
    """Seat the person that the form names; the same number again comes with another impression.

    What is no number seats nobody; what is no backdrop or flaw stays as it should be.
    """
    fields = _fields(form)
    told = fields.get("person", "").strip()
    if not told.isascii() or not told.isdigit() or int(told) > MOST:
        bench.lay(None)
        return
    before = bench.lying()
    again = before is not None and before.person == int(told)
    backdrop, flaw = fields.get("backdrop", ""), fields.get("flaw", "")
    bench.lay(
        Lying(
            person=int(told),
            impression=before.impression + 1 if before and again else 0,
            backdrop=backdrop if backdrop in BACKDROPS else "red",
            flaw=flaw if flaw in FLAWS else "",
        )
    )


def set_up(form: bytes, *, bench: Bench) -> None:
    """Set statuses, the next capture's fault and the delay; what the form does not know stays as it is."""
    fields = _fields(form)
    for kind in Kind:
        if fields.get(kind.value) in STATUSES:
            bench.set_status(kinds=frozenset({kind}), status=fields[kind.value])
    if fields.get("fault") in set(FaultKind):
        bench.set_fault(Fault(kind=FaultKind(fields["fault"])))
    delay = fields.get("delay", "")
    if delay.isascii() and delay.isdigit() and int(delay[:7]) <= LONGEST_DELAY:
        bench.set_delay(int(delay[:7]))


def _fields(form: bytes) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(form.decode(errors="replace")).items()}


def _options(words: Iterable[tuple[str, str]], *, chosen: str) -> str:
    return "".join(
        f'<option value="{value}"{" selected" if value == chosen else ""}>{word}</option>'
        for value, word in words
    )
