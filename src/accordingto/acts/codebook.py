"""The codebook as data: which words, in which frame, tell which act. Researchers edit the YAML, this compiles it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from accordingto.acts.words import words
from accordingto.errors import CodebookError

DATA = Path(__file__).parent / "data"
SHIPPED = DATA / "plover"

LINKS = words(
    "about above across after against along among around as aside at away back before behind between beyond by "
    "down during for forth from in inside into near of off on onto out outside over that through to together "
    "toward towards under until up upon via with within without apart forward open"
)
"""Words of a phrase that are its particles and prepositions; every other word is an object."""

SLOTS = words("drawn subject object owner possessor modifier light dative clause complement speaker") | LINKS
SENSE_KEYS = words(
    "id plain mode harm stage verbs nouns states initiator target mutual conditions noun_initiator noun_target "
    "noun_mutual inside weak modes needs alone voice agentless negated open"
)
CONDITIONS = words("subject object complement near")
NO_ACT = "NO_ACT"
"""The type of phrases that look like acts and tell none ("seized on the moment"); they win over all others."""


@dataclass(frozen=True, slots=True)
class Words:
    """A set of lemmas, some of them the names of built-in classes (``actor``, ``number``)."""

    lemmas: frozenset[str]
    classes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Piece:
    """One word beside a phrase's head: a particle or preposition (`link`), an object, or an object after a link."""

    link: Words | None
    object: Words | None


@dataclass(frozen=True, slots=True)
class Condition:
    """Which words a part of the clause must (or must not) have."""

    part: str
    words: Words
    wanted: bool


@dataclass(frozen=True, slots=True)
class Sense:
    """One way in which an act of a type is told: its frame, and what it says beside the type."""

    id: str
    type: str
    plain: str
    mode: str | None = None
    harm: str | None = None
    stage: str | None = None
    initiator: tuple[str, ...] = ("subject",)
    target: tuple[str, ...] = ("object",)
    mutual: bool = False
    noun_initiator: tuple[str, ...] = ("by", "possessor", "modifier", "light")
    noun_target: tuple[str, ...] = ("of", "on", "against")
    noun_mutual: bool = False
    conditions: tuple[Condition, ...] = ()
    swallows: bool = False
    weak: bool = False
    alone: bool = False
    voice: str | None = None
    agentless: bool = False
    negated: bool = False
    needs: frozenset[str] = frozenset()
    modes: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """One predicate of a sense. `kind`: verb, noun or state ("under arrest"); `before`: a noun's modifiers.

    `weight`: of several that match the heaviest wins: tens for particles, objects, conditions, ones for words.
    """

    sense: Sense
    kind: str
    text: str
    before: tuple[str, ...]
    pieces: tuple[Piece, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class Codebook:
    """All senses, indexed by the lemma of the phrase's head.

    `open`: for some types the sense of acts that the model finds in words for which no phrase is listed.
    """

    scheme: str
    senses: tuple[Sense, ...]
    verbs: Mapping[str, tuple[Phrase, ...]]
    nouns: Mapping[str, tuple[Phrase, ...]]
    states: Mapping[str, tuple[Phrase, ...]]
    classes: Mapping[str, frozenset[str]]
    forms: Mapping[str, str] = field(default_factory=dict)
    open: Mapping[str, Sense] = field(default_factory=dict)
    files: tuple[str, ...] = field(default=())
    no_acts: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @staticmethod
    def load(path: str | Path | None = None) -> Codebook:
        """The codebook of a file or folder; without `path` the one that ships (PLOVER).

        A file that says ``extends: plover`` adds to the shipped one, and its phrases win.
        Raises `CodebookError` where a file cannot be read or has a fault (`Codebook.check` lists them all).
        """
        return _build(documents(Path(path) if path else SHIPPED))

    @staticmethod
    def check(path: str | Path) -> list[str]:
        """The faults of a codebook file or folder in words, each with its line; empty where there are none."""
        from accordingto.acts.check import problems

        return problems(Path(path))

    def words(self, name: str) -> frozenset[str]:
        """The lemmas of a word class; empty where the codebook has no such class."""
        return self.classes.get(name, frozenset())


def parse_yaml(text: str) -> Any:
    """YAML to plain values with the C reader where there is one."""
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def documents(path: Path) -> list[tuple[str, dict[str, Any]]]:
    """The YAML mappings of a file or folder with their file names, then those of the codebook that it extends.

    Raises `CodebookError` where a file is missing, unreadable or no mapping.
    """
    if not path.exists():
        raise CodebookError(f"codebook {path}: no such file or folder")
    files = sorted(path.glob("*.y*ml")) if path.is_dir() else [path]
    out: list[tuple[str, dict[str, Any]]] = []
    for file in files:
        try:
            data = parse_yaml(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            raise CodebookError(f"codebook {file}: {error}") from error
        if not isinstance(data, dict):
            raise CodebookError(f"codebook {file}: a mapping with 'types' or 'classes' is needed")
        out.append((file.name, data))
    extends = [d.get("extends") for _, d in out if d.get("extends")]
    if "plover" in extends and path != SHIPPED:
        out.extend(documents(SHIPPED))
    return out


def class_words(files: list[tuple[str, dict[str, Any]]]) -> dict[str, frozenset[str]]:
    """The word classes of all files; a class told in several is their union. Raises `ValueError` for other values."""
    classes: dict[str, frozenset[str]] = {}
    for name, data in files:
        for key, members in (data.get("classes") or {}).items():
            classes[key] = classes.get(key, frozenset()) | frozenset(split_list(members, f"{name}: {key}"))
    return classes


def _build(files: list[tuple[str, dict[str, Any]]]) -> Codebook:
    classes = class_words(files)
    senses: list[Sense] = []
    index: dict[str, dict[str, list[Phrase]]] = {"verb": {}, "noun": {}, "state": {}}
    open_senses: dict[str, Sense] = {}
    for name, data in files:
        for act_type, body in (data.get("types") or {}).items():
            defaults = {k: v for k, v in (body or {}).items() if k in SENSE_KEYS}
            for entry in (body or {}).get("senses") or ():
                try:
                    sense = compile_sense(act_type, {**defaults, **entry}, classes)
                    senses.append(sense)
                    if entry.get("open"):
                        open_senses.setdefault(act_type, sense)
                    _add(index, sense, entry, classes)
                except (ValueError, TypeError, AttributeError, KeyError) as error:
                    raise CodebookError(f"codebook {name}: {act_type}: {error}") from error
    frozen = {k: {h: tuple(p) for h, p in v.items()} for k, v in index.items()}
    scheme = next((str(d["scheme"]) for _, d in files if d.get("scheme")), "plover")
    forms = {form: verb for verb in frozen["verb"] for form in inflect(verb)}
    return Codebook(scheme, tuple(senses), frozen["verb"], frozen["noun"], frozen["state"], classes, forms,
                    open_senses, tuple(n for n, _ in files), no_act_words(files))  # fmt: skip


def no_act_words(files: list[tuple[str, dict[str, Any]]]) -> dict[str, frozenset[str]]:
    """The words that all files say tell no act, by "verbs" and "nouns". Raises `CodebookError` for other values."""
    found: dict[str, set[str]] = {"verbs": set(), "nouns": set()}
    for name, data in files:
        try:
            for kind, groups in (data.get("no_acts") or {}).items():
                for group in groups:
                    found[kind].update(split_list(group["words"], f"no_acts: {kind}"))
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            raise CodebookError(f"codebook {name}: no_acts: 'verbs' and 'nouns' of groups of words: {error}") from error
    return {kind: frozenset(listed) for kind, listed in found.items()}


def inflect(verb: str) -> tuple[str, ...]:
    """The regular past and present participle of a verb ("stab" -> stabbed, stabbing; "rape" -> raped, raping)."""
    if verb.endswith("e"):
        return verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2:-1] not in "aeou":
        return verb[:-1] + "ied", verb + "ing"
    double = len(verb) > 2 and verb[-1] in "bdgmnprt" and verb[-2] in "aeiou" and verb[-3] not in "aeiou"
    stem = verb + verb[-1] if double else verb
    return (stem + "ed", stem + "ing", verb + "ed", verb + "ing") if double else (stem + "ed", stem + "ing")


def _add(index: dict[str, dict[str, list[Phrase]]], sense: Sense, entry: Mapping[str, Any],
         classes: Mapping[str, frozenset[str]]) -> None:  # fmt: skip
    for key, kind in (("verbs", "verb"), ("nouns", "noun"), ("states", "state")):
        for text in split_list(entry.get(key), sense.id):
            heads, phrase = compile_phrase(text, kind, sense, classes)
            for head in heads:
                index[kind].setdefault(head, []).append(phrase)


def compile_sense(act_type: str, entry: Mapping[str, Any], classes: Mapping[str, frozenset[str]]) -> Sense:
    """A sense from its YAML mapping. Raises `ValueError` with the fault in words."""
    unknown = set(entry) - SENSE_KEYS
    if unknown:
        raise ValueError(f"unknown key {sorted(unknown)[0]!r}")
    if not entry.get("id") or not entry.get("plain"):
        raise ValueError("every sense needs an 'id' and 'plain' words")
    base = Sense(str(entry["id"]), act_type, str(entry["plain"]))
    return Sense(
        id=base.id, type=act_type, plain=base.plain,
        mode=entry.get("mode"), harm=entry.get("harm"), stage=entry.get("stage"),
        initiator=_slots(entry, "initiator", base.initiator), target=_slots(entry, "target", base.target),
        mutual=bool(entry.get("mutual", False)),
        noun_initiator=_slots(entry, "noun_initiator", base.noun_initiator),
        noun_target=_slots(entry, "noun_target", base.noun_target),
        noun_mutual=bool(entry.get("noun_mutual", entry.get("mutual", False))),
        conditions=tuple(_conditions(entry.get("conditions") or {}, classes)),
        swallows=str(entry.get("inside", "")) == "swallowed", weak=bool(entry.get("weak", False)),
        alone=bool(entry.get("alone", False)), voice=entry.get("voice"),
        agentless=bool(entry.get("agentless", False)), negated=bool(entry.get("negated", False)),
        needs=frozenset(split_list(entry.get("needs"), "needs")),
        modes=tuple((m, compile_words(w, classes)) for m, w in (entry.get("modes") or {}).items()),
    )  # fmt: skip


def _slots(entry: Mapping[str, Any], key: str, default: tuple[str, ...]) -> tuple[str, ...]:
    if key not in entry:
        return default
    slots = tuple(split_list(entry[key], key))
    for slot in "+".join(slots).split("+") if slots else ():
        if slot not in SLOTS:
            raise ValueError(f"{key}: {slot!r} is no place in a clause (one of: {', '.join(sorted(SLOTS))})")
    return slots


def _conditions(entry: Mapping[str, Any], classes: Mapping[str, frozenset[str]]) -> Iterable[Condition]:
    for key, members in entry.items():
        wanted, part = not key.startswith("not "), key.removeprefix("not ")
        if part not in CONDITIONS:
            raise ValueError(f"condition {key!r}: use one of {', '.join(sorted(CONDITIONS))}, or 'not' and one of them")
        yield Condition(part, compile_words(members, classes), wanted)


def compile_phrase(
    text: str, kind: str, sense: Sense, classes: Mapping[str, frozenset[str]]
) -> tuple[list[str], Phrase]:
    """The head lemmas and the compiled phrase of "carry out attack|raid", "arrest of", "under arrest"."""
    words = text.split()
    if kind == "state":
        if len(words) < 2:
            raise ValueError(f"{text!r}: a state needs a preposition and a noun")
        pieces = _pieces(words[1:], classes)
        return words[0].split("|"), Phrase(sense, kind, text, (), pieces, 30 + len(words))
    before: list[str] = []
    if kind == "noun":
        cut = next((i for i, w in enumerate(words) if i and w in LINKS), len(words))
        before, words = words[: cut - 1], words[cut - 1 :]
    pieces = _pieces(words[1:], classes)
    weight = (
        sum((p.link is not None) + 3 * (p.object is not None) for p in pieces)
        + 2 * bool(before)
        + min(2, len(sense.conditions))
        + 3 * sense.negated
        + 100 * (sense.type == NO_ACT)
    )
    weight = 10 * weight + len(words) + len(before)
    return words[0].split("|"), Phrase(sense, kind, text, tuple(before), pieces, weight)


def _pieces(words: list[str], classes: Mapping[str, frozenset[str]]) -> tuple[Piece, ...]:
    out: list[Piece] = []
    link: Words | None = None
    objects: list[str] = []

    def close() -> None:
        nonlocal link, objects
        if link is not None or objects:
            out.append(Piece(link, compile_words(" ".join(objects), classes) if objects else None))
        link, objects = None, []

    for word in words:
        if word.split("|")[0] in LINKS:
            close()
            link = compile_words(word, {})
        else:
            objects.append(word)
    close()
    return tuple(out)


BUILT_IN = frozenset({"actor", "number", "place", "name", "anything"})
PEOPLE = frozenset({"person", "body", "official", "civil", "country"})
"""Classes that pronouns and names may always fill: the text does not tell more of them."""


def compile_words(text: Any, classes: Mapping[str, frozenset[str]]) -> Words:
    """Lemmas from "shot, round, @weapon" or "attack|raid"; ``@`` names a word class."""
    lemmas: set[str] = set()
    built_in: set[str] = set()
    for word in re.split(r"[,|]", ",".join(split_list(text, "words"))):
        word = word.strip()
        if not word.startswith("@"):
            lemmas.add(word)
        elif word[1:] in BUILT_IN:
            built_in.add(word[1:])
        elif word[1:] in classes:
            lemmas |= classes[word[1:]]
            if word[1:] in PEOPLE:
                built_in.add("person")
        else:
            raise ValueError(f"{word}: no such word class")
    return Words(frozenset(lemmas), frozenset(built_in))


def split_list(value: Any, where: str) -> list[str]:
    """The items of a comma-separated text or of a YAML list."""
    if value is None:
        return []
    items = value.split(",") if isinstance(value, str) else value
    if not isinstance(items, (list, tuple)) or not all(isinstance(i, str) for i in items):
        raise ValueError(f"{where}: words separated by commas are needed, not {value!r}")
    return [w for i in items if (w := " ".join(i.split()))]
