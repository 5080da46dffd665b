"""What stands around every page: statements to the database and processor time of one plain page each.

    REKAM_DATA=/somewhere/fresh python -m benchmarks.frame [--pages 300] [--statements]

Makes a database of its own in that folder, with an office and its accounts and nothing else, so that a page's
own work is small: what remains is the session, the scope, the frame. `--statements` prints each of them.
"""

import argparse
import resource
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial

from rekam.config.database import running_database
from rekam.kernel.commands import set_up

# Who opens which page: residents' pages carry less around them.
PAGES = (
    ("head of the office", "/kartu/"),
    ("operator", "/register/"),
    ("resident", "/saya/"),
    ("nobody", "/masuk/"),
)


def main() -> None:
    """Print one table."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--pages", type=int, default=300)
    words.add_argument("--statements", action="store_true")
    chosen = words.parse_args()
    with running_database():
        from rekam.config.migrate import main as migrate

        migrate(["--without-backup"])
        set_up()
        measure(chosen.pages, told=chosen.statements)


def measure(pages: int, *, told: bool) -> None:
    """Each page so many times, one after the other, without a network between."""
    from django.conf import settings
    from django.test import Client
    from tests.personas import officer

    from rekam.accounts.rules import Role

    settings.ALLOWED_HOSTS, settings.REKAM_SECOND_FACTOR = ["testserver"], "offered"
    roles = {"head of the office": Role.HEAD, "operator": Role.OPERATOR, "resident": Role.RESIDENT}
    accounts = {who: officer(role, username=f"frame-{role}") for who, role in roles.items()}
    print(f"{'page':<32} statements  ms of the processor")
    for who, path in PAGES:
        browser = Client()
        if who in accounts:
            browser.force_login(accounts[who])
        answer = browser.get(path)
        assert answer.status_code == 200, (who, path, answer.status_code, answer.headers)
        statements = statements_of(partial(browser.get, path))
        spent = spent_on(partial(browser.get, path), times=pages)
        print(f"{who + ' ' + path:<32} {len(statements):>10}  {1000 * spent:.1f}")
        if told:
            print(*(f"    {times} x {one}" for one, times in Counter(statements).items()), sep="\n")


def statements_of(ask: Callable[[], object]) -> Sequence[str]:
    """Messages to the database; the beginning and the end of the transaction are not counted."""
    from django.db import connection

    sent: list[str] = []

    def heard(execute: Callable[..., object], sql: str, *rest: object) -> object:
        sent.append(" ".join(sql.split())[:160])
        return execute(sql, *rest)

    with connection.execute_wrapper(heard):
        ask()
    return sent


def spent_on(ask: Callable[[], object], *, times: int) -> float:
    """Seconds of this process's processor for one; the database's own are not in it."""
    for _ in range(10):
        ask()
    before = resource.getrusage(resource.RUSAGE_SELF)
    for _ in range(times):
        ask()
    after = resource.getrusage(resource.RUSAGE_SELF)
    return (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime) / times


if __name__ == "__main__":
    main()
