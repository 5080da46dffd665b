"""The reference page of what credentials say, from the table itself."""

from rekam.credentials import claims
from rekam.credentials.claims import Element, Form

FORMS = {
    Form.TEXT: "text",
    Form.DATE: "date: `YYYY-MM-DD`; tag 1004 in the mdoc; `YYYYMMDD` in the QR code",
    Form.SEX: "`L` or `P`; 1 or 2 in the QR code",
    Form.TRUTH: "true or false",
    Form.PHOTO: "data URI; bytes in mdoc and QR code (key 17 says JPEG, AVIF or WEBP)",
    Form.MEMBERS: "list of maps: nik, nama, hubungan",
}


def text() -> str:
    """`docs/reference/credential-claims.md`."""
    found: dict[str, Element] = {}
    for kind in claims.TYPES.values():
        for one in kind.elements:
            found.setdefault(one.name, one)
    names = " | ".join(claims.TYPES)
    lines = [
        "# What credentials say",
        "",
        "From `rekam.credentials.claims`, the one table from which SD-JWT VC, mdoc and QR code are made.",
        "",
        "| type | vct of the SD-JWT VC | docType and namespace of the mdoc |",
        "|---|---|---|",
        *(f"| {kind.code} | `{kind.vct}` | `{kind.doctype}` |" for kind in claims.TYPES.values()),
        "",
        "Required: ●; left out where nobody knows it: ○.",
        "",
        f"| claim | key in Claim 169 | {names} | form |",
        "|---|---|" + "---|" * (len(claims.TYPES) + 1),
        *(_row(one) for one in found.values()),
        "",
    ]
    return "\n".join(lines)


def _row(one: Element) -> str:
    marks = [
        next(("●" if own.required else "○" for own in kind.elements if own.name == one.name), "")
        for kind in claims.TYPES.values()
    ]
    key = "not in a QR code" if one.qr is None else str(one.qr)
    return f"| {one.name} | {key} | {' | '.join(marks)} | {FORMS[one.form]} |"
