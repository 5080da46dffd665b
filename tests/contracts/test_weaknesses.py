"""What strangers' words must not reach; each rule with examples that it finds and that it lets be."""

from collections import Counter

import pytest

from tests.contracts import weaknesses
from tests.contracts.weaknesses import (
    SAFE,
    Finder,
    calls,
    dangerous,
    excused,
    found_in_package,
    logs_of_persons,
    statements_of_values,
    words_into_a_query,
)

RED: dict[Finder, list[str]] = {
    words_into_a_query: [
        "Resident.objects.filter(**request.GET.dict())",
        "rows.exclude(**form.cleaned_data)",
        "Q(**{field: value})",
    ],
    statements_of_values: [
        "cursor.execute(f'SELECT * FROM r WHERE nik = {nik}')",
        "cursor.execute('SELECT * FROM r WHERE nik = %s' % nik)",
        "cursor.execute('SELECT {}'.format(nik))",
        "Resident.objects.raw('SELECT ' + nik)",
    ],
    logs_of_persons: [
        "log.warning('nobody is called %s', row.full_name)",
        "log.info(f'looked up {x}')",
        "logging.error('refused: %s', request.POST)",
        "logger.error(text)",
    ],
    dangerous: [
        "eval(text)",
        "subprocess.run(words, shell=True)",
        "httpx.get(url, verify=False)",
        "client.get(url, follow_redirects=True)",
        "pickle.loads(body)",
        "hashlib.sha1(x)",
        "hashlib.md5(x)",
        "def f(typed):\n    return re.search(f'{typed}$', text)",
    ],
}
GREEN: dict[Finder, list[str]] = {
    words_into_a_query: [
        "rows.filter(pk=1, **{'area__in': x})",
        "rows.update(**EMPTY)",
        "services.keep(**told)",
    ],
    statements_of_values: [
        "cursor.execute('SELECT 1 WHERE nik = %s', [nik])",
        "admin.execute(sql.SQL('DROP {}').format(sql.Identifier(x)))",
    ],
    logs_of_persons: ["log.warning('packet %s waits: %s', packet, refused.code)", "row.error('nik', nik)"],
    dangerous: ["re.search(rf'{re.escape(typed)}$', text)", "hashlib.sha1(x, usedforsecurity=False)"],
}


@pytest.mark.parametrize("finder", RED, ids=lambda finder: finder.__name__)
def test_each_rule_can_fail_and_lets_be_what_is_right(finder: Finder) -> None:
    assert [text for text in RED[finder] if not [*finder(calls(text))]] == []
    assert [text for text in GREEN[finder] if [*finder(calls(text))]] == []


def test_no_filter_takes_words_of_a_request() -> None:
    assert found_in_package(words_into_a_query) == excused("query")


def test_no_statement_is_put_together_from_values() -> None:
    assert found_in_package(statements_of_values) == excused("statement")


def test_no_log_tells_a_person() -> None:
    assert found_in_package(logs_of_persons) == Counter()


def test_nothing_dangerous_is_called() -> None:
    assert found_in_package(dangerous) == excused("danger")


def test_no_template_turns_escaping_off() -> None:
    assert [text for text in ("{{ name|safe }}", "{% autoescape off %}") if not SAFE.search(text)] == []
    assert weaknesses.unescaped_templates() == excused("template")


def test_every_exception_has_its_reason() -> None:
    told = weaknesses.rows()
    assert [row for row in told if len(row["reason"]) < 10] == []
    assert len({(row["rule"], row["path"]) for row in told}) == len(told)
