"""What rules and measures are called, and the sentence of each finding, in the language that is active."""

from collections.abc import Mapping
from decimal import Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as lazy

from rekam.coverage.reconcile.figures import AsOf, Finding, Judgement, Term, Verdict
from rekam.coverage.reconcile.measures import is_percent
from rekam.ui import dates, numbers
from rekam.ui.language import page_language

MEASURES = {
    "population": lazy("penduduk"),
    "population_male": lazy("penduduk laki-laki"),
    "population_female": lazy("penduduk perempuan"),
    "wajib": lazy("wajib KTP"),
    "wajib_male": lazy("wajib KTP laki-laki"),
    "wajib_female": lazy("wajib KTP perempuan"),
    "recorded": lazy("sudah rekam"),
    "not_recorded": lazy("belum rekam"),
    "not_recorded_under_17": lazy("belum rekam di bawah 17 tahun"),
    "print_ready": lazy("siap cetak"),
    "printed": lazy("sudah dicetak"),
    "not_printed": lazy("belum dicetak"),
    "held": lazy("pemegang kartu"),
    "not_held": lazy("belum memegang kartu"),
    "handed_over": lazy("diserahkan"),
    "first_time": lazy("pemilih pemula"),
    "first_time_recorded": lazy("pemula sudah rekam"),
    "first_time_not_recorded": lazy("pemula belum rekam"),
    "ikd": lazy("IKD aktif"),
    "blanks_per_month_low": lazy("blanko per bulan, paling sedikit"),
    "blanks_per_month_high": lazy("blanko per bulan, paling banyak"),
    "blanks_received": lazy("blanko diterima"),
    "blanks_printed": lazy("blanko tercetak"),
    "blanks_spoiled": lazy("blanko rusak"),
    "blanks_returned": lazy("blanko dikembalikan"),
    "blanks_left": lazy("sisa blanko"),
    "called_up": lazy("dipanggil"),
    "called_recorded": lazy("dipanggil, direkam"),
    "called_absent": lazy("dipanggil, tidak datang"),
    "called_moved": lazy("dipanggil, sudah pindah"),
    "called_dead": lazy("dipanggil, meninggal"),
    "called_other": lazy("dipanggil, sebab lain"),
    "recorded_percent": lazy("% sudah rekam dari wajib KTP"),
    "not_recorded_percent": lazy("% belum rekam dari wajib KTP"),
    "held_percent": lazy("% memegang kartu dari wajib KTP"),
    "not_held_percent": lazy("% belum memegang kartu dari wajib KTP"),
    "held_of_recorded_percent": lazy("% memegang kartu dari yang sudah rekam"),
    "printed_percent": lazy("% sudah dicetak dari wajib KTP"),
    "wajib_percent": lazy("% wajib KTP dari penduduk"),
    "first_time_recorded_percent": lazy("% pemula sudah rekam"),
    "ikd_percent": lazy("% IKD aktif dari yang sudah rekam"),
    "target_percent": lazy("% target"),
}
VERDICTS = {
    Verdict.OK: lazy("cocok"),
    Verdict.LOOSE: lazy("longgar"),
    Verdict.WRONG: lazy("salah"),
    Verdict.CONFLICT: lazy("bertentangan"),
    Verdict.NOT_RECOMPUTABLE: lazy("tidak dapat dihitung ulang"),
}
_SUM_OK = lazy("Sama dengan %(terms)s.")
_SUM_LOOSE = lazy("Dibulatkan: %(terms)s = %(expected)s; yang tertulis %(printed)s, selisih %(off)s.")
_SUM_WRONG = lazy("%(terms)s = %(expected)s, bukan %(printed)s: selisih %(off)s.")
_SUMS: Mapping[str, Promise] = {"ok": _SUM_OK, "loose": _SUM_LOOSE, "wrong": _SUM_WRONG}
SLIPS = {
    "digits_swapped": lazy("Dua angka tertukar."),
    "one_digit_differs": lazy(
        "Hanya satu angka yang berbeda: salah satu bilangan dalam jumlah ini salah ketik."
    ),
    "digit_lost_or_doubled": lazy("Satu angka hilang atau tertulis dua kali."),
}
# rule -> sentence, or verdict -> sentence where they differ
SENTENCES: dict[str, Promise | Mapping[str, Promise]] = {
    **dict.fromkeys(
        (
            *("wajib_adds_up", "held_adds_up", "printed_adds_up", "sexes_add_up", "wajib_sexes_add_up"),
            *("first_time_adds_up", "blanks_add_up", "call_ups_add_up"),
        ),
        _SUMS,
    ),
    "parts_of_area": {
        "ok": lazy("Sama dengan jumlah %(number)s bagian wilayahnya."),
        "loose": lazy("Dibulatkan: jumlah %(number)s bagian wilayahnya %(expected)s; selisih %(off)s."),
        "wrong": lazy(
            "Jumlah %(number)s bagian wilayahnya %(expected)s, bukan %(printed)s: selisih %(off)s."
        ),
    },
    "parts_missing": lazy(
        "%(number)s bagian wilayah tertulis, %(missing)s tidak: jumlahnya tidak dapat diperiksa."
    ),
    "more_than_whole": lazy(
        "%(measure)s %(printed)s melebihi %(base)s %(whole)s: pembilang menurut tempat layanan, penyebut "
        "menurut domisili atau dari semester lama."
    ),
    "more_than_step_before": lazy(
        "%(measure)s %(printed)s melebihi %(base)s %(whole)s: tidak seorang pun sampai ke yang pertama tanpa "
        "melalui yang kedua."
    ),
    "held_for_recorded": lazy(
        "%(printed)s adalah %(other)s, ditulis sebagai %(measure)s: merekam dan memegang kartu dua hitungan."
    ),
    "minors_counted": lazy(
        "%(expected)s wajib KTP belum rekam ditambah %(minors)s anak di bawah 17 tahun, yang belum wajib."
    ),
    "range_in_order": lazy("Batas bawah %(printed)s lebih besar daripada batas atas %(high)s."),
    "share_of_base": {
        "ok": lazy("%(terms)s = %(exact_percent)s; tepat dalam pembulatan yang tertulis."),
        "loose": lazy("%(terms)s = %(exact_percent)s; mendekati %(printed_percent)s, tidak tepat."),
        "wrong": lazy("%(terms)s = %(exact_percent)s, bukan %(printed_percent)s."),
    },
    "other_base": lazy(
        "%(printed_percent)s cocok bila penyebutnya %(other)s, bukan %(base)s: sebut penyebutnya."
    ),
    "other_count": lazy("%(printed_percent)s adalah bagian %(other)s, ditulis sebagai %(measure)s."),
    "percentage_alone": lazy("Persentase tanpa jumlah orang: tidak ada yang dapat dihitung ulang."),
    "target_alone": lazy("Target adalah janji: ia tidak dihitung ulang, hanya dibandingkan."),
    "hundred_is_a_target": lazy("100 %% tanpa jumlah orang adalah sasaran, bukan capaian."),
    "shares_sum": lazy(
        "Kedua persentase berjumlah %(sum_percent)s, bukan 100 %%; sisanya %(expected_percent)s."
    ),
    "over_hundred": lazy(
        "Capaian tidak melebihi 100 %%: pembilang menurut tempat layanan, penyebut menurut domisili "
        "atau dari semester lama."
    ),
    "rounded_up_to_target": lazy(
        "%(terms)s = %(exact_percent)s: belum mencapai %(target_percent)s, kurang %(short)s orang; "
        "target tidak dicapai dengan pembulatan."
    ),
    "two_targets": lazy(
        "Dua target untuk satu tanggal: %(printed_percent)s dan %(other_percent)s (%(due)s)."
    ),
    "two_targets_undated": lazy(
        "Dua target tanpa tanggal dalam satu naskah: %(printed_percent)s dan %(other_percent)s."
    ),
    "told_twice": {
        "count": lazy(
            "%(measure)s tertulis %(printed)s dan %(other)s untuk hari yang sama (%(other_case)s)."
        ),
        "percent": lazy(
            "%(measure)s tertulis %(printed_percent)s dan %(other_percent)s "
            "untuk hari yang sama (%(other_case)s)."
        ),
    },
    "official_series": lazy(
        "Angka resmi %(official_on)s %(official_percent)s, bukan %(printed_percent)s (%(source)s)."
    ),
    "official_agrees": lazy("Sejalan dengan angka resmi %(official_on)s: %(official_percent)s (%(source)s)."),
    "official_count": lazy("%(measure)s resmi hari itu %(official)s, bukan %(printed)s (%(source)s)."),
    "base_changed": lazy(
        "Basis diganti: wajib KTP %(before)s pada %(before_on)s, kini %(printed)s; "
        "jangan sambung capaian keduanya."
    ),
    "other_area": lazy("Kode %(code)s bukan %(name)s, yang kodenya %(code_of_name)s: periksa wilayahnya."),
    "mixed_separators": lazy(
        "Tertulis %(as_printed)s; pemisah ribuan dalam naskah ini tidak seragam. Dibaca %(value)s."
    ),
    "count_as_given": lazy("Tidak ada yang membantahnya; dipakai sebagaimana tertulis."),
    "measure_unknown": lazy("Ukuran %(name)s tidak dikenal, jadi tidak diperiksa."),
}


def why(judgement: Judgement) -> str:
    """All findings of a figure as sentences, the deciding one first."""
    return " ".join(sentence(one) for one in judgement.findings)


def sentence(finding: Finding) -> str:
    """One finding as a sentence, with what kind of slip it looks like."""
    told = SENTENCES[finding.rule]
    if isinstance(told, Mapping):
        told = told[_which(finding, told)]
    facts = {name: _fact(name, value) for name, value in finding.facts.items()}
    text = _capital(str(told) % {**facts, "terms": terms(finding.terms)})
    slip = SLIPS.get(str(finding.facts.get("slip", ""))) if finding.verdict is Verdict.WRONG else None
    return f"{text} {slip}" if slip else text


def terms(found: tuple[Term, ...]) -> str:
    """What something was computed from: "wajib KTP 460.915 − sudah rekam 452.692"."""
    signs = {"": "", "+": "+ ", "-": f"{numbers.MINUS} ", "/": "/ "}
    return " ".join(f"{signs[one.sign]}{measure(one.measure)} {count(one.value)}" for one in found)


def measure(name: str) -> str:
    """What a measure is called; the name itself where we do not know it."""
    return str(MEASURES.get(name, name))


def count(value: Decimal | int) -> str:
    """A number of people: 460.915."""
    return numbers.count(int(value), language=page_language())


def percent(value: Decimal) -> str:
    """A percentage with the digits that it has, at most four."""
    decimals = min(max(-int(value.normalize().as_tuple().exponent), 0), 4)
    return numbers.percent(value, decimals=decimals, language=page_language())


def figure(value: Decimal, *, of: str) -> str:
    """A number of a measure, as people or as a percentage."""
    return percent(value) if is_percent(of) else count(value)


def as_of(when: AsOf) -> str:
    """14 Oktober 2024, November 2017, 2018; an en dash where no date is known."""
    if when.is_day:
        return dates.long_date(when.first, language=page_language())
    if when.text.count("-") == 1:
        return f"{dates.MONTHS[page_language()][when.first.month - 1]} {when.first.year}"
    return when.text or numbers.NO_BASE


def _which(finding: Finding, told: Mapping[str, Promise]) -> str:
    verdict = finding.verdict.value if finding.verdict else ""
    if verdict in told:
        return verdict
    return "percent" if "printed_percent" in finding.facts else "count"


def _fact(name: str, value: object) -> str:
    if isinstance(value, Decimal):
        return percent(value) if is_percent(name) else count(value)
    if name.endswith("_on") or name == "due":
        return as_of(AsOf(str(value)))
    if name in {"measure", "base", "other"}:
        return measure(str(value))
    return str(value)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
