"""Rules of ours about code that strangers' words reach; what linters do not know of this house.

What breaks a rule and stays has its reason in weakness_exceptions.csv.
"""

import ast
import csv
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "rekam"
TABLE = Path(__file__).with_name("weakness_exceptions.csv")
LOOKS = {"filter", "exclude", "get", "update", "create", "get_or_create", "update_or_create", "Q", "annotate"}
RUNS = {"execute", "executemany", "raw", "extra", "RawSQL"}
LEVELS = {"debug", "info", "warning", "error", "critical", "exception", "log"}
LOGS = {"log", "logger", "logging"}
PERSONAL = re.compile(
    r"\b(nik|kk|\w*_name|birth\w*|born\w*|phone|e?mail|typed|cleaned_data|POST|GET|body|mother|father|told)\b"
)
REFUSED_CALLS = {
    *("eval", "exec", "compile", "__import__", "os.system", "os.popen", "marshal.loads", "shelve.open"),
    *("pickle.load", "pickle.loads", "yaml.load", "yaml.unsafe_load", "hashlib.md5"),
    *("engines.from_string", "Engine.from_string", "django.template.Template", "template.Template"),
}
REFUSED_WORDS = {"shell": True, "verify": False, "follow_redirects": True, "allow_pickle": True}
SAFE = re.compile(r"\|\s*safe\b|\bautoescape\s+off\b")
# Parsing all takes seconds, and a module without any of these words cannot break a rule.
WORDS = re.compile(
    r"\*\*|\b(execute|executemany|raw|extra|RawSQL|eval|exec|compile|__import__|popen|system)\(|\blog(ger|ging)?\."
    r"|\bre\.\w+\(r?f|loads?\(|shell|verify=|redirects|pickle|from_string|Template|hashlib"
)
Finder = Callable[[Sequence[ast.Call]], Iterator[ast.AST]]


def name_of(call: ast.Call) -> str:
    """The last part of what is called."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def calls(text: str) -> Sequence[ast.Call]:
    """Every call of a module."""
    return [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)]


def words_into_a_query(found: Sequence[ast.Call]) -> Iterator[ast.AST]:
    """`filter(**words)` whose keys do not stand there as they are: `password__startswith` is one too."""
    for call in found:
        if name_of(call) in LOOKS:
            yield from (
                word.value for word in call.keywords if word.arg is None and not _is_fixed(word.value)
            )


def _is_fixed(given: ast.expr) -> bool:
    if isinstance(given, ast.Name):
        return given.id.strip("_").isupper()  # a constant of the module
    return isinstance(given, ast.Dict) and all(isinstance(key, ast.Constant) for key in given.keys)


def statements_of_values(found: Sequence[ast.Call]) -> Iterator[ast.AST]:
    """SQL that is put together where it is run."""
    for call in found:
        if name_of(call) in RUNS and call.args and _is_put_together(call.args[0]):
            yield call


def _is_put_together(given: ast.expr) -> bool:
    if isinstance(given, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in given.values)
    if isinstance(given, ast.Call):
        by_psycopg = re.match(r"(sql\.)?SQL\(", ast.unparse(given))
        if isinstance(given.func, ast.Attribute) and given.func.attr == "encode":
            return _is_put_together(given.func.value)
        return name_of(given) == "format" and not by_psycopg
    return isinstance(given, ast.BinOp)


def logs_of_persons(found: Sequence[ast.Call]) -> Iterator[ast.AST]:
    """A line of a log whose text is put together, or that is given somebody's data."""
    for call in found:
        if name_of(call) not in LEVELS or ast.unparse(call.func).split(".")[0] not in LOGS:
            continue
        words = call.args[1:] if name_of(call) == "log" else call.args  # behind the level
        constant = bool(words) and isinstance(words[0], ast.Constant)
        if not constant or any(PERSONAL.search(ast.unparse(one)) for one in words[1:]):
            yield call


def dangerous(found: Sequence[ast.Call]) -> Iterator[ast.AST]:
    """What runs, reads or trusts more than it is meant to; a pattern of words that were not escaped."""
    for call in found:
        called = ast.unparse(call.func)
        refused = called in REFUSED_CALLS or (
            called == "hashlib.sha1" and "usedforsecurity" not in ast.unparse(call)
        )
        words = {word.arg: word.value.value for word in call.keywords if isinstance(word.value, ast.Constant)}
        trusts = any(words.get(name, "") is value for name, value in REFUSED_WORDS.items())
        if refused or trusts or _is_unescaped_pattern(call):
            yield call


def _is_unescaped_pattern(call: ast.Call) -> bool:
    if (
        not ast.unparse(call.func).startswith("re.")
        or not call.args
        or not isinstance(call.args[0], ast.JoinedStr)
    ):
        return False
    put_in = [part.value for part in call.args[0].values if isinstance(part, ast.FormattedValue)]
    return any(not ast.unparse(one).startswith("re.escape(") for one in put_in if not _is_constant(one))


def _is_constant(one: ast.expr) -> bool:
    return (
        isinstance(one, ast.Name | ast.Attribute) and ast.unparse(one).rsplit(".", 1)[-1].strip("_").isupper()
    )


@cache
def package() -> dict[str, Sequence[ast.Call]]:
    """The calls of every module of the package, by its path in it."""
    files = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
    texts = {str(path.relative_to(PACKAGE)): path.read_text(encoding="utf-8") for path in files}
    return {name: calls(text) for name, text in texts.items() if WORDS.search(text)}


def found_in_package(finder: Finder) -> Counter[str]:
    """How often a rule is broken, by module."""
    return Counter({name: number for name, made in package().items() if (number := len([*finder(made)]))})


def unescaped_templates() -> Counter[str]:
    """How often a template hands on text as it is, by template."""
    told = {
        str(path.relative_to(PACKAGE)): len(SAFE.findall(path.read_text(encoding="utf-8")))
        for path in PACKAGE.rglob("*.html")
    }
    return Counter({name: number for name, number in told.items() if number})


def rows() -> Sequence[Mapping[str, str]]:
    """The table of exceptions."""
    with TABLE.open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def excused(rule: str) -> Counter[str]:
    """How often a rule may be broken, by module or template."""
    return Counter({row["path"]: int(row["count"]) for row in rows() if row["rule"] == rule})
