"""Compiles the time patterns of data/times.yaml to regular expressions over class characters, and matches them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import yaml

from accordingto.read.timex.lexicon import WORD, Lexicon, Words

_PIECE = re.compile(r'"(?P<literal>[^"]+)"|(?P<group>[a-z]\w*):\(|(?P<name>[a-z]\w*)|(?P<mark>[()|?*+])|(?P<blank>\s+)')
_MACRO = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Hit:
    """A match of one rule: word positions of the whole and of the captured parts."""

    rule: str
    make: str
    words: Words
    lexicon: Lexicon
    match: re.Match[str]

    @property
    def start(self) -> int:
        """First word of the match."""
        return self.match.start()

    @property
    def end(self) -> int:
        """Word after the last of the match."""
        return self.match.end()

    @property
    def before(self) -> str:
        """The word before the match, in lower case."""
        return self.words.word(self.match.start() - 1)

    @property
    def after(self) -> str:
        """The word after the match, in lower case."""
        return self.words.word(self.match.end())

    @property
    def first(self) -> str:
        """The first word of the match, in lower case."""
        return self.words.word(self.match.start())

    def sign(self, word: str, name: str) -> bool:
        """Whether a word is on the list `name` of data/times.yaml."""
        return word in self.lexicon.signs[name]

    def hyphen(self, i: int) -> bool:
        """Whether the i-th word is a hyphen without blanks."""
        code = self.words.code
        return 0 <= i < len(code) and code[i] in self.lexicon.classes["hy"]

    def capital(self, i: int) -> bool:
        """Whether the i-th word begins with a capital letter."""
        starts = self.words.starts
        return 0 <= i < len(starts) and self.words.text[starts[i]].isupper()

    def has(self, part: str) -> bool:
        """Whether the part was matched."""
        return self.span(part)[0] >= 0

    def span(self, part: str) -> tuple[int, int]:
        """Word positions [first, after) of a part, (-1, -1) where it was not matched."""
        groups = self.match.re.groupindex
        name, number = part, 1
        while name in groups:
            if self.match.start(name) >= 0:
                return self.match.span(name)
            number += 1
            name = f"{part}__{number}"
        return -1, -1

    def text(self, part: str) -> str:
        """The words of a part in lower case, one blank between; "" where it was not matched."""
        if not self.has(part):
            return ""
        return " ".join(self.words.word(i) for i in range(*self.span(part)))

    def value(self, part: str, *classes: str) -> Any:
        """The lexicon's value of the part's first word in the first of the classes that has it."""
        if not self.has(part):
            return None
        word = self.words.word(self.span(part)[0])
        return next((v for c in classes if (v := self.lexicon.value(c, word)) is not None), None)


class Grammar:
    """The compiled rules, with their lexicon and holidays."""

    def __init__(self, data: dict[str, Any]) -> None:
        holidays = {" ".join(WORD.findall(k)): v for k, v in data["holidays"].items()}
        self.holidays: dict[str, Any] = holidays
        macros = {k: f"({v})" for k, v in data["macros"].items()}
        macros["holidays"] = "|".join(
            " ".join(f'"{w}"' for w in k.replace("'s", "’s").split()) for k in sorted(holidays, key=len, reverse=True)
        ).replace('"’s"', "poss")
        patterns = {r["name"]: _expand(r["pattern"], macros) for r in data["rules"]}
        literals = {m["literal"] for p in patterns.values() for m in _PIECE.finditer(p) if m["literal"]}
        self.lexicon = Lexicon(data["words"], data["cased"], literals, data["signs"])
        self._rules: list[tuple[str, str, re.Pattern[str]]] = []
        starts: dict[str, list[int]] = {}
        for number, rule in enumerate(data["rules"]):
            source = self._compile(rule["name"], patterns[rule["name"]])
            self._rules.append((rule["name"], rule["make"], re.compile(source)))
            for char in _Firsts(source).chars():
                starts.setdefault(char, []).append(number)
        self._starts = starts
        self._candidate = re.compile("[" + "".join(starts) + "]")

    @classmethod
    def load(cls) -> Grammar:
        """The grammar that ships with the package."""
        source = files("accordingto.read").joinpath("data/times.yaml").read_text(encoding="utf-8")
        return cls(yaml.load(source, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))

    @property
    def makes(self) -> frozenset[str]:
        """The names of the readings that the rules ask for."""
        return frozenset(make for _, make, _ in self._rules)

    def next(self, words: Words, start: int) -> tuple[int, list[Hit]]:
        """The next word from `start` at which rules match, and the matches, longest first; (-1, []) at the end."""
        while m := self._candidate.search(words.code, start):
            at = m.start()
            hits = [
                (-found.end(), number, found)
                for number in self._starts[m[0]]
                if (found := self._rules[number][2].match(words.code, at)) and found.end() > at
            ]
            if hits:
                hits.sort(key=lambda h: h[:2])
                return at, [Hit(*self._rules[n][:2], words, self.lexicon, found) for _, n, found in hits]
            start = at + 1
        return -1, []

    def _compile(self, rule: str, pattern: str) -> str:
        out: list[str] = []
        seen: dict[str, int] = {}
        position = 0
        while position < len(pattern):
            m = _PIECE.match(pattern, position)
            if m is None:
                raise ValueError(f"times.yaml, rule {rule}: cannot read {pattern[position : position + 20]!r}")
            position = m.end()
            if m["group"]:
                name = m["group"]
                seen[name] = seen.get(name, 0) + 1
                out.append(f"(?P<{name}>" if seen[name] == 1 else f"(?P<{name}__{seen[name]}>")
            elif m["mark"]:
                out.append("(?:" if m["mark"] == "(" else m["mark"])
            elif name := ("=" + m["literal"] if m["literal"] else m["name"]):
                if name not in self.lexicon.classes:
                    raise ValueError(f"times.yaml, rule {rule}: no word class {name!r}")
                out.append(f"[{self.lexicon.classes[name]}]")
        return "".join(out)


def _expand(pattern: str, macros: dict[str, str]) -> str:
    while _MACRO.search(pattern):
        pattern = _MACRO.sub(lambda m: macros[m[1]], pattern)
    return pattern


class _Firsts:
    """Which characters a compiled pattern can begin with (patterns here have charsets, groups, | and ?*+ only)."""

    _PART = re.compile(r"\(\?P<\w+>|\(\?:|\[[^\]]+\]|[)|?*+]")

    def __init__(self, source: str) -> None:
        self._parts: list[str] = self._PART.findall(source)
        self._at = 0

    def chars(self) -> set[str]:
        """The characters."""
        return self._branches()[0]

    def _branches(self) -> tuple[set[str], bool]:
        chars, empty = self._sequence()
        while self._at < len(self._parts) and self._parts[self._at] == "|":
            self._at += 1
            more, also = self._sequence()
            chars, empty = chars | more, empty or also
        return chars, empty

    def _sequence(self) -> tuple[set[str], bool]:
        chars: set[str] = set()
        empty = True
        while self._at < len(self._parts) and self._parts[self._at] not in (")", "|"):
            part = self._parts[self._at]
            self._at += 1
            if part.startswith("("):
                more, also = self._branches()
                self._at += 1
            else:
                more, also = set(part[1:-1]), False
            if self._at < len(self._parts) and self._parts[self._at] in "?*":
                also = True
            while self._at < len(self._parts) and self._parts[self._at] in ("?", "*", "+"):
                self._at += 1
            if empty:
                chars |= more
                empty = also
        return chars, empty
