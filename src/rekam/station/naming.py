"""Names of parts, groups and exception codes, as the operator reads them."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

SHORT: dict[str, Words] = {
    "thumb": _("Jempol"),
    "index": _("Telunjuk"),
    "middle": _("Tengah"),
    "ring": _("Manis"),
    "little": _("Kelingking"),
}
_OTHERS: dict[str, Words] = {
    "iris_right": _("iris kanan"),
    "iris_left": _("iris kiri"),
    "face": _("wajah"),
    "signature": _("tanda tangan"),
    "exception_photo": _("foto pengecualian"),
}
_LONG: dict[str, Words] = {
    "right_thumb": _("jempol kanan"),
    "right_index": _("telunjuk kanan"),
    "right_middle": _("jari tengah kanan"),
    "right_ring": _("jari manis kanan"),
    "right_little": _("kelingking kanan"),
    "left_thumb": _("jempol kiri"),
    "left_index": _("telunjuk kiri"),
    "left_middle": _("jari tengah kiri"),
    "left_ring": _("jari manis kiri"),
    "left_little": _("kelingking kiri"),
}
CODES: dict[str, Words] = {
    "F1": _("F1 · jari terluka atau dibalut"),
    "F2": _("F2 · jari tidak ada"),
    "F3": _("F3 · garis aus, sudah diambil sebaik mungkin"),
    "F4": _("F4 · bekas kusta"),
    "F5": _("F5 · tidak dapat bekerja sama (ODGJ, sakit berat)"),
    "I1": _("I1 · mata tidak ada atau buta"),
    "I2": _("I2 · mata sakit"),
    "I3": _("I3 · tidak terbaca, sudah diambil sebaik mungkin"),
    "I5": _("I5 · tidak dapat bekerja sama (ODGJ, sakit berat)"),
    "W1": _("W1 · wajah tertutup perban"),
    "W2": _("W2 · difoto sambil berbaring"),
    "W3": _("W3 · kurang jelas, sudah diambil sebaik mungkin"),
    "W5": _("W5 · tidak dapat bekerja sama (ODGJ, sakit berat)"),
    "T1": _("T1 · tidak dapat menandatangani"),
    "T5": _("T5 · tidak dapat bekerja sama (ODGJ, sakit berat)"),
}


def part_name(position: str) -> str:
    """The whole name: "telunjuk kanan", "iris kiri"; the position itself when it has no name."""
    return str(_LONG.get(position) or _OTHERS.get(position) or position)


def short_name(position: str) -> str:
    """The short name: "Telunjuk" under a picture of the hand; "kanan" under an iris."""
    tail = position.rpartition("_")[2]
    if position.startswith("iris_"):
        return str(_("kanan") if tail == "right" else _("kiri"))
    return str(SHORT.get(tail) or part_name(position).capitalize())


def name_in_group(position: str) -> str:
    """What tells a part from the others of its page: nothing for the face, hand and finger for a thumb."""
    if position == "face":
        return ""
    return part_name(position) if position.endswith("_thumb") else short_name(position).lower()
