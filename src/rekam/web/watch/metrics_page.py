"""The reference page of metrics and checks (pure)."""

from rekam.web.watch.metrics import METRICS
from rekam.web.watch.rules import CHECKS, Check, Unit

HEAD = """\
# Metrics and checks

Made by `rekam docs`. [How to watch the server](../how-to/watch-the-server.md); [alert rules](alerts.yml).

`GET /api/v1/metrics` with `Authorization: Bearer ...` (`REKAM_METRICS_TOKEN_FILE`), or
`rekam status --metrics`: Prometheus' text format 0.0.4. Counts and ages of the whole server; no label is of a
person, an officer, an office or a station.

## Metrics

| metric | type | labels | says |
|---|---|---|---|
"""
CHECKED = """
## Checks

*Look* and *act* are the numbers from which somebody looks and acts. Seconds are counted; a share is of 1.

| check | number | look | act | why |
|---|---|---|---|---|
"""


def text() -> str:
    """The whole page."""
    metrics = [
        f"| `{one.name}` | {one.kind} | {', '.join(one.labels) or '–'} | {one.told} |\n" for one in METRICS
    ]
    checks = [
        f"| [`{one.name}`](../how-to/watch-the-server.md#{one.name}) | `{one.series}` | "
        f"{_bound(one, one.look)} | {_bound(one, one.act)} | {one.why} |\n"
        for one in CHECKS
    ]
    return HEAD + "".join(metrics) + CHECKED + "".join(checks)


def _bound(check: Check, bound: float | None) -> str:
    if bound is None:
        return "–"
    told = f"{bound:,.0f}" if check.unit is not Unit.SHARE else f"{bound:g}"
    return f"{'<' if check.below else '≥'} {told}"
