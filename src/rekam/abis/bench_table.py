"""The figures of a bench as a table to read: a row a set and stage, with the plain extractor's beside."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

Figures = Mapping[str, Any]

HEADINGS: Final = (
    "set", "extractor", "stage", "images", "failed", "genuine", "impostor", "EER % (95 %)", "FMR100 % (95 %)",
    "FMR1000 % (95 %)", "ZeroFMR %", "ms an image", "matches/s",
)  # fmt: skip
NOTES: Final = (
    "Error rates over all sets are means over the sets. The interval is a bootstrap over subjects (fingers, "
    "eyes, persons), not pairs; where no error was seen its upper end is the rule of three over subjects."
)


def table(figures: Figures) -> str:
    """A markdown table of all sets of a bench, of all of them together, and of the extractor beside."""
    lines = ["| " + " | ".join(HEADINGS) + " |", "|---|---|---" + "|---:" * (len(HEADINGS) - 3) + "|"]
    extractor = str(figures.get("extractor", ""))
    lines += _rows(figures, extractor=extractor)
    for name, other in figures.get("beside", {}).items():
        lines += _rows(other, extractor=name)
    return "\n".join(lines)


def text(figures: Figures) -> str:
    """The table with its notes and the subjects that look like one."""
    parts = [table(figures), NOTES]
    if figures["suspected"]:
        pairs = "; ".join(" = ".join(pair) for pair in figures["suspected"])
        parts.append(
            f"Look like one body, or are wrongly labelled (counted as strangers all the same): {pairs}"
        )
    return "\n\n".join(parts)


def _rows(figures: Figures, *, extractor: str) -> Iterator[str]:
    sets: Mapping[str, Figures] = figures["sets"]
    for name, one in sets.items():
        yield from _stages(name, one, extractor=extractor)
    if len(sets) > 1:
        yield from _stages("all", figures, extractor=extractor)


def _stages(name: str, figures: Figures, *, extractor: str) -> Iterator[str]:
    for stage, of_stage in figures["stages"].items():
        rates = [
            f"{of_stage[r]:.2f} ({_interval(of_stage[f'{r}_ci'])})" for r in ("eer", "fmr100", "fmr1000")
        ]
        cells = [
            name,
            extractor,
            stage,
            *(f"{figures[count]:,}" for count in ("images", "failed", "genuine", "impostor")),
            *rates,
            f"{of_stage['zerofmr']:.2f}",
            f"{figures['ms_per_image']:.0f}",
            f"{of_stage['matches_per_second']:,}",
        ]
        yield "| " + " | ".join(cells) + " |"


def _interval(ends: tuple[float, float]) -> str:
    return f"{ends[0]:.1f} to {ends[1]:.1f}"
