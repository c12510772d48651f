"""The faults of a codebook in words, each with its line, for researchers who extend it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, get_args

import yaml

from accordingto.acts.codebook import (
    BUILT_IN,
    SENSE_KEYS,
    SHIPPED,
    Sense,
    class_words,
    compile_phrase,
    compile_sense,
    documents,
    split_list,
)
from accordingto.acts.considered import faults
from accordingto.acts.words import words
from accordingto.errors import CodebookError
from accordingto.types import Harm, Stage

VERBS_IN_LY = words("ally apply bully comply fly imply multiply rally rely reply resupply supply tally")
TOP = frozenset({"scheme", "extends", "classes", "types", "no_acts"})
KINDS = {"verbs": "verb", "nouns": "noun", "states": "state"}
VALUES: Mapping[str, tuple[Any, ...]] = {"harm": get_args(Harm), "stage": get_args(Stage)}


def problems(path: Path) -> list[str]:
    """The faults of a codebook file or folder, in file order, as "FILE line N: …"; empty where there are none.

    A file that names word classes of other files beside it is no codebook by itself: that is the one fault told of it.
    """
    if not path.exists():
        return [f"{path}: no such file or folder"]
    files = sorted(path.glob("*.y*ml")) if path.is_dir() else [path]
    if not files:
        return [f"{path}: no .yaml file in this folder"]
    found: list[str] = []
    whole: list[tuple[str, dict[str, Any]]] = []
    nodes: list[tuple[Path, str, yaml.MappingNode]] = []
    for file in files:
        try:
            text = file.read_text(encoding="utf-8")
            node = yaml.compose(text, Loader=yaml.SafeLoader)
            if not isinstance(node, yaml.MappingNode):
                found.append(f"{file.name} line 1: a mapping with 'types' or 'classes' is needed")
                continue
            whole.append((file.name, yaml.safe_load(text)))
            nodes.append((file, text, node))
        except (OSError, UnicodeDecodeError) as error:
            found.append(f"{file.name}: {error}")
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            found.append(f"{file.name} line {line}: this is no YAML: {error.problem}")
    own = whole
    if any(d.get("extends") for _, d in whole) and path != SHIPPED:
        whole = [*whole, *documents(SHIPPED)]
    try:
        classes = class_words(whole)
    except (ValueError, TypeError, AttributeError) as error:
        return [*found, f"{path.name}: classes: {error}"]
    if path.is_file() and (lacking := _told_beside(path, whole, classes)):
        return [f"{path.name}: one file of a folder, its classes {lacking} are told in others: check {path.parent}"]
    for file, text, node in nodes:
        found += [f"{file.name} line {line}: {what}" for line, what in _in_file(text, node, classes)]
    if found:
        return found
    heads = _heads(own, classes)
    return [f"{file.name} line {line}: {what}" for file, _, node in nodes for key, value in node.value
            if key.value == "no_acts" for line, what in faults(value, heads)]  # fmt: skip


def _heads(files: list[tuple[str, dict[str, Any]]], classes: Mapping[str, frozenset[str]]) -> dict[str, set[str]]:
    """The words by which the verb and noun phrases of these files are looked up; faulty phrases are told elsewhere."""
    heads: dict[str, set[str]] = {"verbs": set(), "nouns": set()}
    bodies = [body for _, data in files for body in (data.get("types") or {}).values()]
    for sense in (s for body in bodies for s in body["senses"]):
        for kind in heads:
            for phrase in split_list(sense.get(kind), kind):
                with suppress(ValueError):
                    heads[kind].update(compile_phrase(phrase, KINDS[kind], Sense("-", "-", "-"), classes)[0])
    return heads


def _told_beside(
    path: Path, whole: list[tuple[str, dict[str, Any]]], classes: Mapping[str, frozenset[str]]
) -> str | None:
    """The classes that a file names and only its neighbours tell; None where it needs none of them."""
    named = set(re.findall(r"@([\w-]+)", path.read_text(encoding="utf-8"))) - set(classes) - BUILT_IN
    if not named or any(d.get("extends") for _, d in whole):
        return None
    try:
        beside = class_words(documents(path.parent))
    except (CodebookError, ValueError):
        return None
    return ", ".join(f"@{name}" for name in sorted(named)) if named <= set(beside) else None


def _in_file(text: str, node: yaml.MappingNode, classes: Mapping[str, frozenset[str]]) -> Iterator[tuple[int, str]]:
    for key, value in node.value:
        if key.value not in TOP:
            yield _line(key), f"{key.value!r} is no part of a codebook (use {', '.join(sorted(TOP))})"
        elif key.value == "extends" and value.value != "plover":
            yield _line(value), f"extends: only 'plover' can be extended, not {value.value!r}"
        elif key.value == "types":
            yield from _in_types(text, value, classes)


def _in_types(text: str, node: yaml.Node, classes: Mapping[str, frozenset[str]]) -> Iterator[tuple[int, str]]:
    if not isinstance(node, yaml.MappingNode):
        yield _line(node), "types: every type needs its name and its senses"
        return
    seen: dict[str, int] = {}
    for name, body in node.value:
        senses = [v for k, v in body.value if k.value == "senses"] if isinstance(body, yaml.MappingNode) else []
        if not senses or not isinstance(senses[0], yaml.SequenceNode):
            yield _line(name), f"{name.value}: a list of 'senses' is needed"
            continue
        for sense in senses[0].value:
            if not isinstance(sense, yaml.MappingNode):
                yield _line(sense), f"{name.value}: a sense is a mapping of 'id', 'plain', 'verbs' …"
                continue
            yield from _in_sense(text, str(name.value), sense, classes, seen)


def _in_sense(
    text: str, type: str, node: yaml.MappingNode, classes: Mapping[str, frozenset[str]], seen: dict[str, int]
) -> Iterator[tuple[int, str]]:
    entry: dict[str, Any] = _value(node)
    lines = {k.value: _line(k) for k, _ in node.value}
    name = f"{type}/{entry.get('id', '?')}"
    if entry.get("id") in seen:
        yield _line(node), f"{name}: this id is used in line {seen[entry['id']]} too"
    seen[str(entry.get("id"))] = _line(node)
    for key in entry:
        if key not in SENSE_KEYS:
            yield lines[key], f"{name}: unknown key {key!r} (one of: {', '.join(sorted(SENSE_KEYS))})"
    for key, allowed in VALUES.items():
        if entry.get(key) is not None and entry[key] not in allowed:
            yield lines[key], f"{name}: {key} {entry[key]!r} is none of {', '.join(map(str, allowed))}"
    if not any(entry.get(k) for k in (*KINDS, "open")):
        yield _line(node), f"{name}: no 'verbs', 'nouns' or 'states', so it can match nothing"
    known = {k: v for k, v in entry.items() if k in SENSE_KEYS}
    for part in ("initiator", "target", "noun_initiator", "noun_target", "conditions", "modes", None):
        if part is None or part in known:
            bare = {"id": "-", "plain": "-", part: known[part]} if part else known
            try:
                sense = compile_sense(type, bare, classes)
            except (ValueError, TypeError, AttributeError) as error:
                yield lines.get(part or "", _line(node)), f"{name}: {error}"
                if part is None:
                    return
    yield from _in_phrases(text, name, node, sense, classes)


def _in_phrases(
    text: str, name: str, node: yaml.MappingNode, sense: Sense, classes: Mapping[str, frozenset[str]]
) -> Iterator[tuple[int, str]]:
    for key, value in node.value:
        if key.value not in KINDS:
            continue
        try:
            phrases = split_list(_value(value), key.value)
        except ValueError as error:
            yield _line(key), f"{name}: {error}"
            continue
        for phrase in phrases:
            try:
                compile_phrase(phrase, KINDS[key.value], sense, classes)
            except ValueError as error:
                yield _find(text, value, phrase), f"{name}: {phrase!r}: {error}"
            if key.value == "verbs" and _begins_wrong(phrase):
                yield (
                    _find(text, value, phrase),
                    f"{name}: {phrase!r}: a phrase begins with its verb ('return forcibly')",
                )


def _begins_wrong(phrase: str) -> bool:
    """Whether a verb phrase begins with an adverb or "not", so that it could never match."""
    first = phrase.split()[0]
    return first == "not" or (first.endswith("ly") and first not in VERBS_IN_LY)


def _value(node: yaml.Node) -> Any:
    return yaml.SafeLoader("").construct_object(node, deep=True)


def _find(text: str, node: yaml.Node, phrase: str) -> int:
    """The line of a phrase inside a long text value."""
    first = node.start_mark.line
    for number, line in enumerate(text.splitlines()[first : node.end_mark.line + 1], first + 1):
        if phrase in " ".join(line.split()):
            return number
    return first + 1


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
