"""The terms of a record, each with its plain words: those of the codebook in use, and those that every record has."""

from __future__ import annotations

import hashlib
import typing
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import accordingto.types as types
from accordingto.acts.codebook import DATA, NO_ACT, SHIPPED, Codebook, Sense, parse_yaml

FORMAT = ("record", str(types.VERSION))
"""Name and version under which the terms of every record stand."""

LISTS: dict[str, Any] = {
    "kind": types.Kind,
    "form": types.Form,
    "stance": types.Stance,
    "status": types.Status,
    "harm": types.Harm,
    "stage": types.Stage,
    "actor": types.ActorKind,
    "time": types.TimeType,
    "precision": types.Precision,
    "voice": types.Voice,
}
"""The lists whose values the record's own format fixes."""


@dataclass(frozen=True, slots=True)
class Term:
    """A value that a field may have. list: which field, ``type`` or ``stance``; words: what it means, plainly."""

    codebook: str
    version: str
    list: str
    code: str
    words: str


@cache
def plain_words() -> dict[str, dict[str, str]]:
    """By list and code what each term of a record means; also the sectors and bodies of codes (GOV, IGO)."""
    return dict(parse_yaml((DATA / "terms.yaml").read_text("utf-8")))


@cache
def format_terms() -> tuple[Term, ...]:
    """The terms of every record, whoever read it."""
    told = plain_words()
    found = [Term(*FORMAT, name, value, told[name][value]) for name, of in LISTS.items()
             for value in typing.get_args(of)]  # fmt: skip
    codes = [Term(*FORMAT, name, code, words) for name in ("sector", "body") for code, words in told[name].items()]
    return (*found, *codes)


def codebook_terms(path: Path | None) -> tuple[Term, ...]:
    """The types and modes of a codebook, None for the one that ships. Raises `CodebookError` as `Codebook.load`."""
    book = Codebook.load(path)
    types_, modes = types_and_modes(book.senses)
    version = fingerprint(path)
    return (
        *(Term(book.scheme, version, "type", code, ", ".join(told)) for code, told in types_.items()),
        *(Term(book.scheme, version, "mode", code, "of " + ", ".join(of)) for code, of in modes.items()),
    )


def types_and_modes(senses: Iterable[Sense]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Each type with the plain words of its senses, and each mode with the types that have it, by code."""
    plain: dict[str, dict[str, None]] = defaultdict(dict)
    modes: dict[str, set[str]] = defaultdict(set)
    for sense in senses:
        if sense.type == NO_ACT:
            continue
        plain[sense.type][sense.plain] = None
        for mode in filter(None, (sense.mode, *(mode for mode, _ in sense.modes))):
            modes[mode].add(sense.type)
    return {t: list(plain[t]) for t in sorted(plain)}, {m: sorted(modes[m]) for m in sorted(modes)}


def fingerprint(path: Path | None) -> str:
    """The SHA-256 that tells versions of a codebook apart, None for the one that ships."""
    path = path or SHIPPED
    files = [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file())
    told = hashlib.sha256()
    for file in files:
        told.update(f"{file.name} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return told.hexdigest()
