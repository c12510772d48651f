"""What one report tells of each party and person in it, laid on a card for comparison with those of other reports."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

from accordingto.casebook.identities import PROTECTED
from accordingto.casebook.named import OFFICES
from accordingto.casebook.redaction import TOKEN
from accordingto.reconcile.names import GENERAL, NOBODY, PRONOUNS, full_name, name_words, office_of, sounds, trimmed
from accordingto.reconcile.parties import Cast, Mention
from accordingto.types import Actor, Record, Span

BESIDE = 12
"""Names beside it in its report that a card keeps."""

AROUND = 60
"""Characters before and after a name in which a title, an office or an age may stand."""

_RELATIVE = re.compile(r"\b(?:who|whom|whose|which|that)\b")
_BEFORE = re.compile(r"(?:[A-Z][\w'’-]{0,30} ){1,4}$")
_AFTER = re.compile(r"^, (?:\d{1,3}, )?(?:(?:the|a|an|then|former|who was|who is) )*((?:[\w'’-]{1,30} ?){1,5})")
_AGE = re.compile(r"\b(\d{1,2})-year-old\b")
_AGE_AFTER = re.compile(r"^, (?:aged )?(\d{1,2})[,.]")


@dataclass(frozen=True, slots=True)
class Card:
    """One actor of one report.

    names: all that stand for it there, the chief one first. kind: "person" or "party"; `private`: a person who holds
    no office that the report tells of. office, country (alpha-3), sectors: of its codes and titles. callings: numbers
    of the lines of data/callings.yaml. born: the years in which an age told puts its birth. beside: other names of the
    report. acts, said: the places of acts in which it stands, and the ids of its statements. killed: it is told to be
    dead. day: of the report. token: of a protected person.
    """

    actor: str
    names: tuple[str, ...]
    kind: str
    private: bool
    described: bool
    office: str | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    callings: tuple[int, ...] = ()
    born: tuple[int, int] | None = None
    beside: tuple[str, ...] = ()
    acts: tuple[int, ...] = ()
    said: tuple[str, ...] = ()
    killed: bool = False
    day: str | None = None
    token: str | None = None

    @property
    def mention(self) -> Mention:
        """The actor as positions know it."""
        return Mention("", self.names, self.office, self.country, self.kind == "person", self.described)

    @property
    def block(self) -> str | None:
        """Where all lie that it may be one with by its own words; None where only a shared event can tell."""
        if self.token:
            return f"{PROTECTED}{self.token}"
        if self.kind == "person":
            words = full_name(self.names[0])
            return None if len(words) < 2 else f"person {sounds(words[-1])} {sounds(words[0])[:1]}"
        if self.office:
            return f"office {self.office}" if self.country else None
        words = sorted(name_words(self.names[0]))
        alone = len(words) == 1 and not self.country and not self.names[0].isupper()  # "Doctors", but "NATO"
        general = set(self.names[0].lower().split()) <= GENERAL
        return None if self.described or alone or general else f"name {' '.join(words)}"[:200]

    @property
    def side(self) -> str:
        """Of a party what parts it from others of its block: its country, and the towns in its name."""
        if self.kind == "person" or self.token:
            return ""
        return " ".join((self.country or "", *sorted(self.mention.places))).strip()

    def write(self) -> str:
        """The card as a line that `read_card` takes back."""
        told = {k: v for k, v in asdict(self).items() if v not in (None, (), False)}
        return json.dumps(told, ensure_ascii=False, sort_keys=True)


def read_card(line: str) -> Card:
    """What `Card.write` gave."""
    told: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in json.loads(line).items()}
    return Card(**{"private": False, "described": False, **told})


def cards(record: Record, cast: Cast) -> list[Card]:
    """The cards of a report: of every actor that has a name or an office, in order."""
    return list(_Dealer(record, cast).all())


class _Dealer:
    def __init__(self, record: Record, cast: Cast) -> None:
        self.record, self.cast = record, cast
        self.acts: dict[str, set[int]] = defaultdict(set)
        self.said: dict[str, list[str]] = defaultdict(list)
        self.dead: set[str] = set()
        for s in record.statements:
            for id in {s.speaker, *(r.actor for r in s.sources[-1:])} - {None}:
                self.said[str(id)].append(s.id)
        for n, act in enumerate(record.acts):
            for role in (*act.initiators, *act.targets):
                if role.actor:
                    self.acts[role.actor].add(n)
            if act.harm == "killed" and act.status == "reported":
                self.dead |= {r.actor for r in act.targets if r.actor}
        self.named = [(a.id, a.name) for a in record.actors
                      if a.name and len(full_name(a.name)) > 1 and "JRN" not in a.codes]  # fmt: skip

    def all(self) -> Iterator[Card]:
        for actor in self.record.actors:
            if actor.kind != "document" and (card := self._card(actor)) is not None:
                yield card

    def _card(self, actor: Actor) -> Card | None:
        tokens = {m[2] for m in TOKEN.finditer(f"{actor.name or ''} {actor.description or ''}")}
        if len(tokens) > 1:
            return None  # two protected people in one name: nothing is said of either
        told = self.record.report.published_at
        common = {
            "actor": actor.id, "acts": tuple(sorted(self.acts[actor.id])), "said": tuple(self.said[actor.id]),
            "killed": actor.id in self.dead, "day": told[:10] if told else None,
        }  # fmt: skip
        if tokens:
            return Card(names=(actor.name or actor.description or "",), kind="person", private=True, described=False,
                        token=tokens.pop(), **common)  # type: ignore[arg-type]  # fmt: skip
        if actor.kind == "person" and actor.name and not office_of(actor.name):
            return self._person(actor, actor.name, common)
        return self._party(actor, common)

    def _party(self, actor: Actor, common: dict[str, Any]) -> Card | None:
        mention = self.cast.actor(actor)
        if mention is None or NOBODY.match(mention.names[0]) or mention.names[0].lower() in PRONOUNS:
            return None
        described = actor.name is None
        if described and mention.office is None:
            return None
        return Card(names=mention.names, kind="party", private=False, described=described, office=mention.office,
                    country=mention.country, sectors=_sectors(actor.codes), **common)  # fmt: skip

    def _person(self, actor: Actor, name: str, common: dict[str, Any]) -> Card:
        titles = [self._titles(m, name) for m in (actor.mentions or ())]
        told = " ".join((actor.description or "", *titles)).lower()
        office, callings, sectors = office_of(told), callings_in(told), _sectors(actor.codes)
        held = any(n < len(_callings()["public"]) for n in callings)
        public = held or office is not None or bool(set(sectors) & set(OFFICES))
        names = tuple(dict.fromkeys((name, *(trimmed(m.exact) for m in actor.mentions if name in m.exact))))
        beside = [n for id, n in self.named if id != actor.id and n != name]
        return Card(
            names=names[:3], kind="person", private=not public, described=False, office=office,
            country=self.cast.country_of(actor.codes), sectors=sectors, callings=tuple(sorted(callings)),
            born=self._born(actor.mentions, told), beside=tuple(sorted({plain(n) for n in beside}))[:BESIDE], **common,
        )  # fmt: skip

    def _titles(self, mention: Span, name: str) -> str:
        """The words about a person in the phrase of one mention and right beside it."""
        text = self.record.report.text
        start = mention.start + max(0, mention.exact.find(name))
        phrase = _RELATIVE.split(mention.exact, maxsplit=1)[0].replace(name, " , ")
        if name not in mention.exact:
            return ""
        before = _BEFORE.search(text[max(0, start - AROUND) : start])
        after = _AFTER.match(text[start + len(name) : start + len(name) + AROUND])
        return " , ".join((phrase, before[0] if before else "", after[1] if after else ""))

    def _born(self, mentions: Iterable[Span], told: str) -> tuple[int, int] | None:
        """The two years in one of which somebody was born whose age is told."""
        text, day = self.record.report.text, self.record.report.published_at
        ages = [m[1] for m in _AGE.finditer(told)]
        ages += [m[1] for s in mentions if (m := _AGE_AFTER.match(text[s.end : s.end + 12]))]
        if not ages or not day or not day[:4].isdigit():
            return None
        return int(day[:4]) - int(ages[0]) - 1, int(day[:4]) - int(ages[0])


def plain(name: str) -> str:
    """A person's name for comparison: its words as they sound."""
    return " ".join(map(sounds, full_name(name)))


def _sectors(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({c for c in codes if c in OFFICES or c in ("JRN", "NGO", "BUS", "CVL", "EDU", "HLH", "REL")}))


def callings_in(text: str) -> frozenset[int]:
    """The lines of data/callings.yaml of which a text in small letters has a word."""
    words = set(re.findall(r"[\w-]+", text.replace("prime minister", "premier")))
    lines = (*_callings()["public"], *_callings()["others"])
    return frozenset(n for n, line in enumerate(lines) if line & words)


@lru_cache(maxsize=1)
def _callings() -> dict[str, list[frozenset[str]]]:
    text = (files("accordingto.reconcile") / "data/callings.yaml").read_text(encoding="utf-8")
    return {name: [frozenset(line.split()) for line in lines] for name, lines in yaml.safe_load(text).items()}
