"""Who speaks in a report: names, spokespeople and offices of one party; and whether two mentions are the same party."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from accordingto.reconcile.names import (
    ABOUT,
    BESIDE,
    DOCUMENT,
    DOCUMENTS,
    FORCES,
    GENERAL,
    LONGEST,
    LOOKED_AT,
    LOOSE,
    NAMED_AFTER,
    NOBODY,
    OUTLETS,
    PARTIES,
    PRONOUNS,
    RANKS,
    SPEAKS,
    SPOKEN,
    alpha3,
    beginning_of,
    country_codes,
    name_words,
    of_the,
    office_of,
    one_person,
    plain_letters,
    plain_name,
    spoken_for,
    trimmed,
    word_lists,
)
from accordingto.reconcile.terms import stem
from accordingto.types import Actor, Record, Role, Statement


@dataclass(frozen=True, slots=True)
class Mention:
    """A party as one statement or report has it.

    names: all names for it there, the chief one first. actor: its id there, where the report's actors have one.
    """

    report: str
    names: tuple[str, ...]
    office: str | None
    country: str | None
    person: bool
    described: bool
    actor: str | None = None

    @property
    def words(self) -> frozenset[str]:
        """The words of the chief name, without titles."""
        return name_words(self.names[0])

    @property
    def places(self) -> frozenset[str]:
        """Of an office, the beginnings of the words in its names that may name a town ("Quetta police")."""
        return frozenset(plain_letters(w)[:4] for w in _places(self)) if self.office else frozenset()


class Cast:
    """The parties of one report: who is behind each of its statements and roles."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.actors = {a.id: a for a in record.actors}
        self.countries = self._countries()
        self.behind: dict[str, Mention | None] = {}
        self.spokespeople: dict[str, Mention] = {}
        self.wholes: dict[str, str] = {}
        self.roles: dict[Role, Mention | None] = {}
        name = record.report.publisher
        self.own = self._mention(name, None, None) if name and office_of(name) else None
        last: Mention | None = self.own
        for s in record.statements:
            mention = self._speaker(s, last)
            self.behind[s.id] = mention
            if mention is not None and name and plain_name(name) in map(plain_name, mention.names):
                mention = self.behind[s.id] = replace(mention, person=False)  # who publishes is no person
            if mention is not None and not mention.person:
                last = mention

    @cached_property
    def publisher(self) -> Mention | None:
        """The report's publisher, where the report is a party's own word: not a news outlet's, nor a wire's."""
        report = self.record.report
        name = report.publisher
        if not name or report.voice in ("agency", "outlet", "state media"):
            return None
        same = next((a.id for a in self.record.actors if a.name and plain_name(a.name) == plain_name(name)), None)
        mention = replace(self._mention(name, None, None), actor=same)
        words = name.lower().replace("-", " ").split()
        outlet = set(words) & OUTLETS - {"agency"}
        if report.voice in ("party", "NGO", "IGO", "court") or office_of(name) or set(words) & PARTIES:
            return mention
        own = [m for m in self.behind.values() if m is not None]
        if not outlet and words[-1] in GENERAL | PARTIES and re.search(rf"\b[Tt]he {words[-1].title()}\b", report.text):
            return mention  # "The Agency": it speaks of itself
        if not outlet:
            own += [m for a in self.record.acts for r in a.initiators if (m := self.role(r)) is not None]
        return mention if any(one_party(m, mention) for m in own) else None

    def role(self, role: Role) -> Mention | None:
        """Who is behind an initiator or target; None for a bare pronoun."""
        if role not in self.roles:
            self.roles[role] = self._of(role, self.actors.get(role.actor) if role.actor else None)
        return self.roles[role]

    def carrier(self, s: Statement) -> Mention | None:
        """The party that passes a statement on in its own name: "the union said, citing a nurse"; no document."""
        if len(s.sources) < 2 or s.stance != "asserts" or not _NAMED.search(s.sources[0].exact):
            return None
        role = s.sources[0]
        actor = self.actors.get(role.actor) if role.actor else None
        if (actor and actor.kind == "document") or DOCUMENTS.search(role.exact):
            return None
        return self._of(role, actor)

    def actor(self, actor: Actor) -> Mention | None:
        """A party of the report, by itself: not those for whom it speaks."""
        first = next((m for m in actor.mentions if m.exact.lower() not in PRONOUNS), None)
        exact = actor.description or actor.name or (first.exact if first else "")
        start = first.start if first else 0
        return self._of(Role(start, start + len(exact), exact, actor.id, actor.codes), actor) if exact else None

    def country_of(self, codes: Iterable[str]) -> str | None:
        """The first country among some codes."""
        return next((c for c in codes if len(c) == 3 and c in country_codes()), None)

    def _speaker(self, s: Statement, last: Mention | None) -> Mention | None:
        if not s.sources or NOBODY.match(s.sources[-1].exact):
            return None
        role = s.sources[-1]
        if (
            s.stance == "does_not_mention"
            and len(s.sources) > 1
            and not any(w[0].isupper() for w in role.exact.split())
        ):
            role = next((r for r in reversed(s.sources) if _NAMED.search(r.exact)), role)
        if s.stance == "does_not_mention" and (author := _AUTHOR.search(role.exact)):
            return self._mention(ABOUT.sub("", trimmed(author["party"])), role.codes, None)
        found = self._of(role, self.actors.get(s.speaker) if s.speaker else None)
        if found is None:
            return self._meant(found, last)
        if teller := self._other_state(s, found):
            return teller
        if word := of_the(role.exact):
            bare = Mention(found.report, (word,), None, None, False, True)
            if (whom := self._meant(bare, None)) is not None and whom is not bare:
                return replace(whom, names=tuple(dict.fromkeys((*whom.names, *found.names))))
        if party := self._speaks_for(found, role.exact, last):
            return replace(party, names=tuple(dict.fromkeys((*party.names, *found.names))))
        return self._meant(found, last) if found.described and self._general(found) else found

    def _other_state(self, s: Statement, said: Mention) -> Mention | None:
        """The office of one state in whose document another state's is said to have said something."""
        tellers = [self._mention(trimmed(r.exact), r.codes, None) for r in s.sources[:-1]] if said.office else []
        if self.own and (said.office or (said.person and self.own.office == "foreign ministry")):
            tellers.append(self.own)
        return next((t for t in tellers if t.office and t.country and said.country and t.country != said.country), None)

    def _speaks_for(self, mention: Mention, phrase: str, last: Mention | None) -> Mention | None:
        """The party for which a person speaks: "its spokesman", an officer of the force that spoke before or whose
        document this is, and whoever spoke for a party earlier in the report.
        """
        known = next(
            (p for name, p in self.spokespeople.items() if any(one_person(name, n) for n in mention.names)), None
        )
        if known is not None or not mention.person:
            return known
        phrase = phrase[:LOOKED_AT]
        own = re.match(
            rf"(?:its|their|the|a)?\s*{SPOKEN}\b|.*\b(?:its|their) (?:{SPOKEN}|{SPEAKS})\b", phrase, re.IGNORECASE
        )
        officer = bool(set(phrase.lower().replace(",", " ").split()) & RANKS)
        if last is not None and (own or (officer and last.office in FORCES)):
            self.spokespeople[mention.names[0]] = last
            return last
        return None

    def _general(self, mention: Mention) -> bool:
        """Whether a description names nobody by itself: "the group", "the lawyers' group", but no interior ministry."""
        words = mention.names[0].lower().split()
        return bool(words) and words[-1].rstrip("s") in GENERAL and (len(words) == 1 or mention.office is None)

    def _meant(self, mention: Mention | None, last: Mention | None) -> Mention | None:
        """Whom "the group" or "the office" means: who was named with that word before, else who spoke last."""
        if mention is None:
            return last
        *others, head = mention.names[0].lower().split()
        earlier = [m for m in self.behind.values() if m is not None and not m.person]
        wanted = {plain_letters(w)[:4] for w in others or [head] if w not in ("the", "of")}
        named = [m for m in earlier if any(wanted <= {w[:4] for w in plain_letters(n).split()} for n in m.names)]
        if not named and head in ("service", "force"):
            named = [m for m in earlier if m.office in FORCES]
        named = named or self._known(head)
        if not named and (others or head not in LOOSE):
            return mention
        whom = named[-1] if named else last
        if whom is None or (mention.office and whom.office and mention.office != whom.office):
            return mention
        names = (*whom.names, *mention.names)
        return Mention(whom.report, names, whom.office, whom.country, False, whom.described, whom.actor)

    def _known(self, head: str) -> list[Mention]:
        """The one organisation of the report that bears a word in its name and has not spoken yet."""
        if head not in GENERAL - LOOSE:
            return []
        names = {a.name: a for a in self.record.actors if a.kind == "organisation" and a.name}
        found = [n for n in names if head in n.lower().split()]
        return [self._mention(found[0], names[found[0]].codes, names[found[0]])] if len(found) == 1 else []

    def _of(self, role: Role, actor: Actor | None) -> Mention | None:
        name = (actor.name or actor.description or "") if actor else ""
        if actor is not None and actor.kind == "document" and not office_of(role.exact):
            return None
        if (not name and role.exact.lower() in PRONOUNS) or NOBODY.match(role.exact):
            return None
        if one := NAMED_AFTER.match(role.exact):
            return replace(self._mention(one["name"], role.codes, None), person=True)
        name = name if actor is not None and actor.kind == "person" else self._whole(name)
        told = [role.exact, *((actor.description,) if actor and actor.description else ())]
        party = next((p for p in map(spoken_for, told) if p), None)
        codes = tuple(role.codes) or (actor.codes if actor else ())
        chief = trimmed(name or role.exact) or role.exact
        spoken = trimmed(role.exact)
        if (chief in spoken and office_of(spoken) and not office_of(chief)) or chief.lower().startswith(spoken.lower()):
            chief = spoken or chief
        if party:
            found = self._mention(trimmed(party), codes, None, chief, trimmed(role.exact))
            if actor is not None and actor.kind == "person" and actor.name:
                self.spokespeople[actor.name] = found
            return found
        person = (
            actor is not None and actor.kind == "person" and not re.match(r"the\s+[A-Z]", role.exact, re.IGNORECASE)
        )
        return replace(self._mention(chief, codes, actor, trimmed(role.exact)), person=person and not office_of(chief))

    def _whole(self, name: str) -> str:
        """A name with the capitalised words that mostly stand beside it in the text: "Doctors" in "Doctors Abroad"."""
        if not name[:1].isupper() or name in self.wholes:
            return self.wholes.get(name, name)
        own = r"[A-Z][\w'’-]{1,30}"  # bounded: a text of capitals alone must not take the square of its length
        run = (
            rf"(?:\b{own} (?:(?:du|de|des|della|von|für|of|without) )?){{0,6}}"
            rf"\b{re.escape(name)}\b(?: (?:(?:of|the|and|de|for|without) ){{0,3}}{own}){{0,6}}"
        )
        found = Counter(" ".join(w for w in m[0].split() if w.lower().rstrip(".") not in BESIDE)
                        for m in re.finditer(run, self.record.report.text))  # fmt: skip
        whole, often = max(found.items(), key=lambda item: (item[1], len(item[0])), default=(name, 0))
        good = name in whole and 2 * often > sum(found.values()) and len(whole) <= LONGEST
        self.wholes[name] = whole if good else name
        return self.wholes[name]

    def _mention(self, name: str, codes: Iterable[str] | None, actor: Actor | None, *others: str) -> Mention:
        office = office_of(name)
        if office is not None and (short := ABOUT.sub("", name[:LOOKED_AT]).strip()) and office_of(short) == office:
            name = short
        if (short := DOCUMENT.sub("", name)) != name and office_of(short):
            name = short  # its statement speaks for it
        country = self.country_of(codes or ()) or self._country_in(name)
        person = actor is not None and actor.kind == "person" and office is None
        described = actor is None or actor.name is None
        if any(w[0].isupper() for w in name.split()[1:]) or (name[:1].isupper() and " " not in name and office is None):
            described = described and office is not None
        names = tuple(dict.fromkeys(n for n in (name, *others) if n and n.lower() not in PRONOUNS))
        id = actor.id if actor else None
        return Mention(self.record.report.id, names or (name,), office, country, person, described, id)

    def _country_in(self, name: str) -> str | None:
        low = name.lower()
        return next((code for word, code in self.countries.items() if word in low), None)

    def _countries(self) -> dict[str, str]:
        """Words of this report that stand for a country: of its actors that are countries, and of its places."""
        found: dict[str, str] = {}
        for place in self.record.places:
            if place.precision == "country" and place.country:
                code = alpha3(place.country)
                if code:
                    found[place.exact.lower()] = code
                    found[place.name.lower()] = code
        return found


_AUTHOR = re.compile(r"\b(?:we|us|i|our|which|that)\b.{0,40}? from (?:the )?(?P<party>[A-Z][^,;]{2,80})")
"""Of a document that was received from somebody, whose it is."""
_NAMED = re.compile(r"\b[A-Z]\w+")


def one_party(one: Mention, other: Mention) -> bool:
    """Whether two mentions of reports on one happening are the same party."""
    if one.office and other.office:
        return one.office == other.office and _one_country(one, other) and _no_other_place(one, other)
    if bool(one.office) != bool(other.office):
        bare, full = (one, other) if other.office else (other, one)
        if bare.described and bare.names[0].lower() in GENERAL - LOOSE:
            return any(bare.names[0].lower() in n.lower().split() for n in full.names)
        return bool(set(map(plain_name, one.names)) & set(map(plain_name, other.names)))
    if one.person and other.person:
        return one_person(one.names[0], other.names[0])
    if any(name_words(a) == name_words(b) for a in one.names for b in other.names):
        return True
    if one.described or other.described:
        return False
    a, b = one.words, other.words
    return len(a & b) >= 2 and (a <= b or b <= a)


def _one_country(one: Mention, other: Mention) -> bool:
    return one.country is None or other.country is None or one.country == other.country


def _no_other_place(one: Mention, other: Mention) -> bool:
    """Offices of two towns are two ("Kutum hospital", "Nyala hospital"); a place on one side only parts nothing."""
    return not one.places or not other.places or bool(one.places & other.places)


def _places(mention: Mention) -> frozenset[str]:
    names = [n for n in mention.names if office_of(n) == mention.office]
    found = {stem(w) for n in names for w in n.replace("'s", "").split() if w[:1].isupper()}
    beginning = beginning_of(mention.country)
    return frozenset(w for w in found if not (beginning and plain_letters(w).startswith(beginning))) - _COMMON


_COMMON = frozenset(stem(w) for w in word_lists()["offices"])
