"""The checks as Prometheus alert rules, and what no check of ours can see: that we are gone (pure).

JSON is YAML too, but nobody reads it: the few forms that the file needs are written here.
"""

from collections.abc import Iterator

from rekam.web.watch.rules import CHECKS, GUIDE, Check, State

WAIT = "5m"
HEAD = """\
# Made by `rekam docs` from src/rekam/web/watch; tests hold that every metric named here exists.
# Put it beside Prometheus and name it in its `rule_files`.
groups:
  - name: rekam
    rules:
"""
# name, expression, for, severity, what, anchor in the how-to
BESIDES = (
    ("RekamAway", 'up{job="rekam"} == 0', "2m", "Rekam does not answer", "away"),
    (
        "RekamErrors",
        'sum(rate(rekam_requests_total{status="5xx"}[5m])) > 0.02 * sum(rate(rekam_requests_total[5m]))',
        WAIT,
        "more than two answers of a hundred are errors of the server",
        "errors",
    ),
    (
        "RekamSlow",
        'histogram_quantile(0.95, sum by (le) (rate(rekam_request_seconds_bucket{door="office"}[10m]))) > 5',
        "10m",
        "one page of officers in twenty takes more than five seconds",
        "slow",
    ),
)


def text() -> str:
    """The file of alert rules."""
    rules = [*(rule for check in CHECKS for rule in _rules(check)), *_besides()]
    return HEAD + "".join(rules)


def _rules(check: Check) -> Iterator[str]:
    for bound, state in ((check.act, State.ACT), (check.look, State.LOOK)):
        if bound is not None:
            sign = "<" if check.below else ">="
            yield _rule(
                f"Rekam{check.name.title().replace('_', '')}{state.title()}",
                expression=f"{check.series} {sign} {bound:g}",
                wait=WAIT,
                severity="critical" if state is State.ACT else "warning",
                what=f"{check.name} is {{{{ $value }}}}",
                where=check.name,
            )


def _besides() -> Iterator[str]:
    for name, expression, wait, what, where in BESIDES:
        yield _rule(name, expression=expression, wait=wait, severity="critical", what=what, where=where)


def _rule(name: str, *, expression: str, wait: str, severity: str, what: str, where: str) -> str:
    return (
        f"      - alert: {name}\n"
        f"        expr: '{expression}'\n"
        f"        for: {wait}\n"
        f"        labels: {{severity: {severity}}}\n"
        "        annotations:\n"
        f"          summary: '{what}'\n"
        f"          what_to_do: '{GUIDE}#{where}'\n"
    )
