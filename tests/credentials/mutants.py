"""Readers with one check taken out: each `if ...: raise RuleBroken(...)`, and each part of its `or`."""

import ast
import importlib
import inspect
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from types import CodeType, FunctionType, ModuleType
from typing import Any

from rekam.kernel.errors import RuleBroken
from tests.credentials.case import Case

PACKAGE = "rekam.credentials"
FORMATS = (
    *("base45", "base64url", "cbor", "claim169", "cose", "credential", "disclosures", "inflating", "jose"),
    *("keys", "mdoc_reading", "moments", "sd_jwt", "status_list", "trust"),
)
READERS = (
    *(f"formats.{name}" for name in FORMATS),
    *(f"issuing.{name}" for name in ("dpop", "nonces", "proofs")),
)
# What an issuer or a holder does with its own; no stranger's bytes come there.
OWN = {"present", "to_qr", "draw_index", "read_issued", "changed", "blank", "stamp"}


@dataclass(frozen=True)
class Site:
    """One check: where its raise stands, and which part of its condition goes (None for the whole)."""

    module: str
    function: str
    line: int
    part: int | None

    def __str__(self) -> str:
        part = "" if self.part is None else f"[{self.part}]"
        return f"{self.module}.{self.function}:{self.line}{part}"


@cache
def module(name: str) -> ModuleType:
    return importlib.import_module(f"{PACKAGE}.{name}")


@cache
def source(name: str) -> str:
    return inspect.getsource(module(name))


def checks(tree: ast.AST) -> Iterator[ast.If]:
    """Every `if` whose only act is to refuse."""
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and len(node.body) == 1 and isinstance(node.body[0], ast.Raise):
            yield node


# Checks inside a callback, whose refusal comes out elsewhere: the cases that meet them.
INSIDE = {
    "formats.cbor._text": "cbor/",
    "formats.cbor._keep": "cbor/",
    "formats.jose._once": "sd-jwt/payload-name-twice",
}


def cases_of(site: "Site", cases: Mapping[tuple[str, int], Sequence[Case]]) -> list[Case]:
    """The cases that are refused at this check, of all cases by file and line."""
    inside = INSIDE.get(f"{site.module}.{site.function}")
    if inside is not None:
        return [one for some in cases.values() for one in some if one.name.startswith(inside)]
    return list(cases.get((module(site.module).__file__ or "", site.line), ()))


def sites() -> list[Site]:
    """All checks of all readers, each as a whole and part by part."""
    found = []
    for name in READERS:
        for function in functions(ast.parse(source(name))):
            for node in checks(function[1]):
                if function[0].rsplit(".", 1)[-1] in OWN:
                    continue
                parts = (
                    len(node.test.values)
                    if isinstance(node.test, ast.BoolOp) and isinstance(node.test.op, ast.Or)
                    else 0
                )
                wanted = list(range(parts)) or [None]
                found += [Site(name, function[0], node.body[0].lineno, part) for part in wanted]
    return found


def functions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        if isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, ast.FunctionDef):
                    yield f"{node.name}.{inner.name}", inner


@contextmanager
def without(site: Site) -> Iterator[None]:
    """The readers without that check, for a while; only the function's code is another one."""
    tree = ast.parse(source(site.module))
    node = next(one for one in checks(tree) if one.body[0].lineno == site.line)
    if site.part is None:
        node.test = ast.copy_location(ast.Constant(value=False), node.test)
    else:
        assert isinstance(node.test, ast.BoolOp)
        del node.test.values[site.part]
        node.test = node.test.values[0] if len(node.test.values) == 1 else node.test
    told = compile(ast.fix_missing_locations(tree), module(site.module).__file__ or "", "exec")
    function = found(site)
    kept = function.__code__
    function.__code__ = code_of(told, site.function)
    try:
        yield
    finally:
        function.__code__ = kept


def found(site: Site) -> FunctionType:
    value: Any = module(site.module)
    for name in site.function.split("."):
        value = inspect.getattr_static(value, name)
    value = value.fget if isinstance(value, property) else value
    assert isinstance(value, FunctionType)
    return value


def code_of(told: CodeType, name: str) -> CodeType:
    for part in name.split("."):
        told = next(one for one in told.co_consts if isinstance(one, CodeType) and one.co_name == part)
    return told


def refused_at(case: Case) -> tuple[str, int]:
    """The file and line at which a case is refused."""
    try:
        case.shown()
    except RuleBroken as broken:
        step = broken.__traceback__
        assert step is not None
        while step.tb_next is not None:
            step = step.tb_next
        return step.tb_frame.f_code.co_filename, step.tb_lineno
    raise AssertionError(case.name)


def outcome(case: Case) -> str:
    """What becomes of a case: "accepted", a code, or the name of a crash."""
    try:
        case.shown()
    except RuleBroken as broken:
        return broken.code
    except Exception as crash:  # noqa: BLE001  (a reader without a check may do anything)
        return type(crash).__name__
    return "accepted"
