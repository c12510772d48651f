"""Which country a report or a sentence of it is about: the ground for codes that a phrase itself does not give."""

from __future__ import annotations

from collections import Counter

from accordingto.read.cast.names import Mention
from accordingto.read.cast.parties import SECTORS
from accordingto.read.cast.phrase import Told
from accordingto.read.cast.reference import Reference
from accordingto.read.cast.words import Words
from accordingto.types import Report

HALF = 0.5
"""Share from which the report's country stands in for an office of state ("the police") whose sentence names none or
several.
"""
DOMINANT = 0.7
"""Share of all country mentions from which a report counts as about one country."""
WINDOW = 8
"""Sentences before and behind whose countries count, by half the less for every two sentences."""
_WHERE = frozenset({"in", "at", "near", "outside", "across", "throughout", "inside", "around"})
_SPEAKING = frozenset({"nsubj", "nsubjpass", "agent"})


class Context:
    """Countries by sentence and in all."""

    def __init__(self, words: Words, mentions: list[Mention], report: Report) -> None:
        self.words = words
        self._sentences: dict[int, Counter[str]] = {}
        self._local: dict[int, set[str]] = {}
        self._names: dict[str, str] = {}
        self._total: Counter[str] = Counter()
        for mention in mentions:
            if (
                mention.known is None
                or not mention.known.codes
                or mention.sort == "person"
                or "JRN" in mention.known.codes
            ):
                continue
            code = mention.known.codes[0]
            if len(code) != 3 or code in SECTORS or code in ("IGO", "NGO", "MNC", "IMG"):
                continue
            self._total[code] += 1
            self._names.setdefault(code, mention.name)
            self._sentences.setdefault(words.sentence[mention.start], Counter())[code] += 1
            if self._is_local(mention):
                self._local.setdefault(words.sentence[mention.start], set()).add(code)

    def add(self, code: str, name: str, token: int) -> None:
        """Counts a country once more: that of a person named at `token`."""
        if len(code) == 3 and code not in SECTORS and code not in ("IGO", "NGO", "MNC", "IMG"):
            self._total[code] += 1
            self._names.setdefault(code, name)
            self._sentences.setdefault(self.words.sentence[token], Counter())[code] += 1

    def dominant(self, share: float = DOMINANT) -> Told | None:
        """The country that most of the report's countries are, where there is such a one."""
        if not self._total:
            return None
        code, count = self._total.most_common(1)[0]
        if count / self._total.total() < share:
            return None
        return Told(code, self._names[code])

    def around(self, token: int) -> Told | None:
        """The country where the token's sentence says that it happens; else that of the report, the sentence or the
        first lines.
        """
        sentence = self.words.sentence[token]
        local = self._local.get(sentence, set())
        if len(local) == 1:
            return self._told(next(iter(local)))
        scores: dict[str, float] = {}
        for apart in range(-WINDOW, WINDOW + 1):
            for code, count in self._sentences.get(sentence + apart, Counter()).items():
                scores[code] = scores.get(code, 0.0) + count / (1 + abs(apart) / 2)
        for code, count in self._total.items():
            scores[code] = scores.get(code, 0.0) + 2 * count / self._total.total()
        if not scores:
            return None
        code = max(scores, key=lambda c: scores[c])
        return (
            self._told(code)
            if scores[code] / sum(scores.values()) >= HALF
            else self._opening() or self.dominant(HALF / 2)
        )

    def _told(self, code: str) -> Told:
        return Told(code, self._names[code])

    def _is_local(self, mention: Mention) -> bool:
        """ "in Italy", "near the Syrian capital": the words say where, not who."""
        i = mention.start
        return any(self.words.low[j] in _WHERE for j in range(max(0, i - 2), i)) and mention.sort != "organisation"

    def _opening(self) -> Told | None:
        """The one country of the first two sentences."""
        opening = self._sentences.get(0, Counter()) + self._sentences.get(1, Counter())
        if len(opening) != 1:
            return None
        code = next(iter(opening))
        return Told(code, self._names[code])

    def is_metonym(self, mention: Mention) -> bool:
        """Whether a capital stands for its government: it acts or speaks, and is no place where something is."""
        words = self.words
        i, last = mention.start, mention.end - 1
        if mention.metonym:
            return True
        if i and words.low[i - 1] in Reference.load().places:
            return False
        return (
            words.dep[last] in _SPEAKING
            or (words.dep[last] == "pobj" and words.low[i - 1] in ("by", "with", "against", "on"))
            or (words.dep[last] == "poss")
            or words.dep[last] in ("conj", "dobj", "iobj", "dative")
        )
