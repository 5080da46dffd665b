"""`rekam docs`: write the reference pages that are made from the code."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from rekam.applications.catalogue import page as services
from rekam.config import event_page
from rekam.coverage.reconcile import rules_page
from rekam.credentials import claims_page
from rekam.kernel.commands import set_up
from rekam.web.watch import alert_rules, metrics_page

REFERENCE = Path(__file__).resolve().parents[3] / "docs" / "reference"


def main(arguments: list[str]) -> int:
    """Write each page again."""
    argparse.ArgumentParser(prog="rekam docs", description=__doc__).parse_args(arguments)
    set_up()
    for name, text in pages().items():
        (REFERENCE / name).write_text(text, encoding="utf-8")
        print(f"docs/reference/{name}")
    return 0


def out_of_date() -> list[str]:
    """The pages whose file differs from what the code says now."""
    return [
        f"docs/reference/{name}"
        for name, text in pages().items()
        if not (REFERENCE / name).exists() or (REFERENCE / name).read_text(encoding="utf-8") != text
    ]


def pages() -> Mapping[str, str]:
    """File name -> text."""
    return {
        "command-line.md": command_line(),
        "routes.md": routes(),
        "errors.md": errors(),
        "permissions.md": permissions(),
        "events.md": event_page.text(),
        "retention.md": retention(),
        "reconcile-rules.md": rules_page.text(),
        "ladder.md": ladder(),
        "services.md": services.text(),
        "credential-claims.md": claims_page.text(),
        "metrics.md": metrics_page.text(),
        "alerts.yml": alert_rules.text(),
        **verification_api(),
    }


def verification_api() -> Mapping[str, str]:
    """The OpenAPI description of the API for institutions, and a page to read."""
    from rekam.verification.api import page

    return {"verification-api.json": page.openapi(), "verification-api.md": page.text()}


def command_line() -> str:
    """Every command with its line."""
    from rekam.config.command_list import COMMANDS

    rows = [f"| `rekam {name}` | {line} |" for name, (_, line) in COMMANDS.items()]
    return "\n".join(["# Command line", "", "| command | what it does |", "|---|---|", *rows, ""])


def routes() -> str:
    """Every address, its name and who may open it."""
    from rekam.config.routes import all_routes

    rows = [f"| `/{route.path}` | {route.name} | {route.door} |" for route in all_routes()]
    return "\n".join(["# Addresses", "", "| address | name | permission |", "|---|---|---|", *rows, ""])


def errors() -> str:
    """Every refusal's code with its Indonesian sentence."""
    from django.utils.translation import override

    from rekam.web.refusals import SENTENCES, status_of

    with override("id"):
        rows = [f"| `{code}` | {status_of(code)} | {text} |" for code, text in sorted(SENTENCES.items())]
    return "\n".join(["# Refusals", "", "| code | HTTP | sentence |", "|---|---|---|", *rows, ""])


def retention() -> str:
    """How long each kind of data is kept."""
    from rekam.web.retention.table import page

    return page()


def permissions() -> str:
    """Every permission and the roles that have it."""
    from rekam.accounts.rules import PERMISSIONS

    rows = [f"| `{name}` | {', '.join(sorted(roles))} |" for name, roles in sorted(PERMISSIONS.items())]
    return "\n".join(["# Permissions", "", "| permission | roles |", "|---|---|", *rows, ""])


def ladder() -> str:
    """The page of the ladder with its made parts written again."""
    from rekam.enrolment.ladder import fill

    return fill((REFERENCE / "ladder.md").read_text(encoding="utf-8"))
