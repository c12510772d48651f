"""Who speaks, across reports: names, spokespeople and offices of one party; two people of one name stay apart."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from importlib.resources import files

import yaml

from accordingto.reconcile.terms import stem
from accordingto.types import Actor, Record, Role, Statement

LONGEST = 70
"""Characters of a party's name; longer phrases are cut at a word."""

_NOBODY = re.compile(r"(?:no|none|nobody|neither|no one)\b", re.IGNORECASE)
_CUT = re.compile(r"\s*(?:,|;|\(|\s--|\s[-–—]\s|\b(?:who|which|that|whose|where)\b).*", re.DOTALL)
_THE = re.compile(r"^(?:the|a|an|its|their|his|her|our|this|that)\s+", re.IGNORECASE)
_SPOKEN = r"(?:spokes(?:man|woman|person|people|persons)|press (?:secretary|officer|service|office)|speaker)"
_OF = re.compile(rf"\b{_SPOKEN}\s+(?:of|for)\s+(?:the\s+)?(?P<party>[^,;()]+)", re.IGNORECASE)
_FOR = re.compile(
    rf"^(?:a |an |the |its |their )?(?P<party>[^,;()]*?[^\s,;()])\s*(?:'s|’s)?\s+{_SPOKEN}\b", re.IGNORECASE
)
_OFFICIAL = re.compile(r"^(?:an? |the )?(?:senior )?(?P<party>.*?\S)\s+(?:official|officer)s?\b", re.IGNORECASE)
_HEAD = re.compile(
    r"^(?:[^,;()]*?\b(?:head|chief|director|commander|leader|chair(?:man|woman|person)?|secretary|founder) of|"
    r"(?:[A-Z][\w'’.-]* ){2,5}of) (?:the )?(?P<party>[^,;()]+)"
)
_CAPITALS = re.compile(r"\b[A-Z]\w+")
_ABOUT = re.compile(r"\s+(?:on|about|dated|from|in) .*", re.DOTALL)
_MINISTER = re.compile(r"^(?:the )?(?P<country>[\w'’ ]*?)\s*(?:'s|’s)?\s*(?P<field>\w+) minister\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    text = (files("accordingto.reconcile") / "data/party_words.yaml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in yaml.safe_load(text).items()}


_TITLES, _GENERAL, _LOOSE, _PRONOUNS = (_lists()[name] for name in ("titles", "general", "loose", "pronouns"))
_BESIDE = _TITLES | _lists()["beside"]
PARTIES, OUTLETS, RANKS = _lists()["parties"], _lists()["outlets"], _lists()["ranks"]

FORCES = ("army", "navy", "air force", "police", "coast guard", "border guard", "prison service", "defence ministry")
"""Offices whose officers speak for them."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A party as one statement or report has it. `names`: all names for it there, the chief one first."""

    report: str
    names: tuple[str, ...]
    office: str | None
    country: str | None
    person: bool
    described: bool

    @property
    def words(self) -> frozenset[str]:
        """The words of the chief name, without titles."""
        return name_words(self.names[0])


@dataclass(slots=True)
class Party:
    """One party of several reports with everything it is called."""

    mentions: list[Mention] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its own name before one who speaks for it, a proper name before a description, the one told most often."""
        often = Counter(m.names[0] for m in self.mentions)
        kinds = {m.names[0]: (m.office is None, m.person, m.described and m.office is None, m.country is None)
                 for m in self.mentions}  # fmt: skip
        return min(often, key=lambda n: (kinds[n], -often[n], -len(n), n))

    @property
    def known(self) -> bool:
        """Whether it has a proper name or an office."""
        return any(not m.described or m.office for m in self.mentions)

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its other names."""
        return tuple(sorted({n for m in self.mentions for n in m.names} - {self.name}))


@lru_cache(maxsize=100_000)
def name_words(name: str) -> frozenset[str]:
    """The words of a name as they are compared: small letters without accents, stems, no titles or articles."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("’", "'"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    found = [w.removesuffix("'s") for w in re.findall(r"[^\W_]+(?:'[^\W_]+)?", letters)]
    skipped = _TITLES | {"the", "of", "for", "and", "a", "an", "two", "three", "some", "several", "many", "other"}
    kept = [w for w in found if w not in skipped]
    return frozenset(stem(w) for w in (kept or found))


@lru_cache(maxsize=1)
def _offices() -> list[tuple[str, list[str]]]:
    text = (files("accordingto.reconcile") / "data/offices.yaml").read_text(encoding="utf-8")
    return [(name, words) for name, words in yaml.safe_load(text)]


@lru_cache(maxsize=100_000)
def office_of(name: str) -> str | None:
    """The office that a name names, whatever the country; None where it names none."""
    low = name.lower().replace("’", "'")
    return next((office for office, words in _offices() if any(w in low for w in words)), None)


def trimmed(phrase: str) -> str:
    """A phrase without article, apposition and relative clause, for a table."""
    text = " ".join(_THE.sub("", _CUT.sub("", phrase.strip())).split()).strip(" \"'“”‘’,")
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0]


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
            if mention is not None and name and _plain(name) in map(_plain, mention.names):
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
        mention = self._mention(name, None, None)
        words = name.lower().replace("-", " ").split()
        if report.voice in ("party", "NGO", "IGO", "court") or office_of(name) or set(words) & PARTIES:
            return mention
        own = [m for m in self.behind.values() if m is not None]
        if not set(words) & OUTLETS:
            own += [m for a in self.record.acts for r in a.initiators if (m := self.role(r)) is not None]
        return mention if any(one_party(m, mention) for m in own) else None

    def role(self, role: Role) -> Mention | None:
        """Who is behind an initiator or target; None for a bare pronoun."""
        if role not in self.roles:
            self.roles[role] = self._of(role, self.actors.get(role.actor) if role.actor else None)
        return self.roles[role]

    def _speaker(self, s: Statement, last: Mention | None) -> Mention | None:
        if not s.sources or _NOBODY.match(s.sources[-1].exact):
            return None
        role = s.sources[-1]
        found = self._of(role, self.actors.get(s.speaker) if s.speaker else None)
        if found is None:
            return self._meant(found, last)
        if teller := self._other_state(s, found):
            return teller
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
        own = re.match(rf"(?:its|their|the|a)?\s*{_SPOKEN}\b|.*\b(?:its|their) {_SPOKEN}\b", phrase, re.IGNORECASE)
        officer = bool(set(phrase.lower().replace(",", " ").split()) & RANKS)
        if last is not None and (own or (officer and last.office in FORCES)):
            self.spokespeople[mention.names[0]] = last
            return last
        return None

    def _general(self, mention: Mention) -> bool:
        """Whether a description names nobody by itself: "the group", "the lawyers' group", but no interior ministry."""
        words = mention.names[0].lower().split()
        return bool(words) and words[-1].rstrip("s") in _GENERAL and (len(words) == 1 or mention.office is None)

    def _meant(self, mention: Mention | None, last: Mention | None) -> Mention | None:
        """Whom "the group" or "the office" means: who was named with that word before, else who spoke last."""
        if mention is None:
            return last
        *others, head = mention.names[0].lower().split()
        earlier = [m for m in self.behind.values() if m is not None and not m.person]
        wanted = {_ascii(w)[:4] for w in others or [head] if w not in ("the", "of")}
        named = [m for m in earlier if any(wanted <= {w[:4] for w in _ascii(n).split()} for n in m.names)]
        if not named and (others or head not in _LOOSE):
            return mention
        whom = named[-1] if named else last
        if whom is None or (mention.office and whom.office and mention.office != whom.office):
            return mention
        return Mention(whom.report, (*whom.names, *mention.names), whom.office, whom.country, False, whom.described)

    def _of(self, role: Role, actor: Actor | None) -> Mention | None:
        name = (actor.name or actor.description or "") if actor else ""
        if actor is not None and actor.kind == "document" and not office_of(role.exact):
            return None
        if (not name and role.exact.lower() in _PRONOUNS) or _NOBODY.match(role.exact):
            return None
        name = name if actor is not None and actor.kind == "person" else self._whole(name)
        told = [role.exact, *((actor.description,) if actor and actor.description else ())]
        party = next((p for p in map(_spoken_for, told) if p), None)
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
        run = rf"(?:\b[A-Z][\w'’-]+ )*\b{re.escape(name)}\b(?: (?:(?:of|the|and|de|for|without) )*[A-Z][\w'’-]+)*"
        found = Counter(" ".join(w for w in m[0].split() if w.lower().rstrip(".") not in _BESIDE)
                        for m in re.finditer(run, self.record.report.text))  # fmt: skip
        whole, often = max(found.items(), key=lambda item: (item[1], len(item[0])), default=(name, 0))
        good = name in whole and 2 * often > sum(found.values()) and len(whole) <= LONGEST
        self.wholes[name] = whole if good else name
        return self.wholes[name]

    def _mention(self, name: str, codes: Iterable[str] | None, actor: Actor | None, *others: str) -> Mention:
        office = office_of(name)
        if office is not None and (short := _ABOUT.sub("", name)) and office_of(short) == office:
            name = short
        country = next((c for c in codes or () if len(c) == 3 and c in _countries()), None)
        if country is None:
            country = self._country_in(name)
        person = actor is not None and actor.kind == "person" and office is None
        described = actor is None or actor.name is None
        if any(w[0].isupper() for w in name.split()[1:]) or (name[:1].isupper() and " " not in name and office is None):
            described = described and office is not None
        names = tuple(dict.fromkeys(n for n in (name, *others) if n and n.lower() not in _PRONOUNS))
        return Mention(self.record.report.id, names or (name,), office, country, person, described)

    def _country_in(self, name: str) -> str | None:
        low = name.lower()
        return next((code for word, code in self.countries.items() if word in low), None)

    def _countries(self) -> dict[str, str]:
        """Words of this report that stand for a country: of its actors that are countries, and of its places."""
        found: dict[str, str] = {}
        for place in self.record.places:
            if place.precision == "country" and place.country:
                code = _alpha3(place.country)
                if code:
                    found[place.exact.lower()] = code
                    found[place.name.lower()] = code
        return found


def _spoken_for(phrase: str) -> str | None:
    """The party that a spokesperson, head or minister speaks for; None for anybody else."""
    if (match := _HEAD.match(phrase)) and (office_of(match["party"]) or len(_CAPITALS.findall(match["party"])) > 1):
        return match["party"]
    if match := _OF.search(phrase):
        return match["party"].strip()
    if (
        (match := _FOR.match(phrase))
        and len(match["party"]) > 2
        and match["party"].split()[-1].lower() not in ("a", "the", "its", "their")
    ):
        return match["party"]
    if (match := _OFFICIAL.match(phrase)) and office_of(match["party"]):
        return match["party"]
    if match := _MINISTER.match(phrase):
        if match["field"].lower() in ("prime", "former", "deputy", "first", "the"):
            return None
        country = _THE.sub("", match["country"]).strip()
        return f"{country} {match['field'].lower()} ministry".strip()
    return None


@lru_cache(maxsize=1)
def _countries() -> frozenset[str]:
    import pycountry

    return frozenset(c.alpha_3 for c in pycountry.countries)


@lru_cache(maxsize=300)
def _alpha3(alpha2: str) -> str | None:
    import pycountry

    found = pycountry.countries.get(alpha_2=alpha2)
    return found.alpha_3 if found else None


def one_party(one: Mention, other: Mention) -> bool:
    """Whether two mentions of reports on one happening are the same party."""
    if one.office and other.office:
        return one.office == other.office and _one_country(one, other) and _no_other_place(one, other)
    if bool(one.office) != bool(other.office):
        bare, full = (one, other) if other.office else (other, one)
        if bare.described and bare.names[0].lower() in _GENERAL - _LOOSE:
            return any(bare.names[0].lower() in n.lower().split() for n in full.names)
        return bool(set(map(_plain, one.names)) & set(map(_plain, other.names)))
    if one.person and other.person:
        return one_person(one.names[0], other.names[0])
    if any(name_words(a) == name_words(b) for a in one.names for b in other.names):
        return True
    if one.described or other.described:
        return False
    a, b = one.words, other.words
    return len(a & b) >= 2 and (a <= b or b <= a)


def alike_in(one: Mention, other: Mention) -> list[str]:
    """In words, why two mentions are one party."""
    if one.report == other.report:
        return []
    found = []
    if one.office and one.office == other.office:
        found.append(f"the same office: {one.office}")
    if set(map(_plain, one.names)) & set(map(_plain, other.names)):
        found.append("the same name")
    elif one.person and other.person:
        found.append("one name is short for the other, or the same in other letters")
    return found


def one_person(one: str, other: str) -> bool:
    """Whether two names may be one person's: the last words alike, and all of the shorter in the longer, as initials
    or in other letters too ("Aleksandr", "Alexander").
    """
    a, b = ([w for w in _ascii(name).replace(".", "").split() if w not in _TITLES] for name in (one, other))
    short, long = sorted((a, b), key=lambda words: (len(words), words))
    if not short:
        return False
    if len(short) == 1:
        return _sounds(short[0]) in map(_sounds, long)
    if _sounds(short[-1]) != _sounds(long[-1]):
        return False
    rest = long[:-1]
    return all(any(_sounds(w) == _sounds(x) or (len(w) == 1 and x.startswith(w)) or (len(x) == 1 and w.startswith(x))
                   for x in rest) for w in short[:-1])  # fmt: skip


_SOUNDS = (("kh", "h"), ("gh", "g"), ("ph", "f"), ("ck", "k"), ("sch", "sh"), ("tch", "ch"), ("x", "ks"), ("q", "k"),
           ("c", "k"), ("w", "v"), ("j", "i"), ("y", "i"), ("z", "s"))  # fmt: skip


@lru_cache(maxsize=100_000)
def _sounds(word: str) -> str:
    """A name as it sounds: the same in the usual ways to write it in Latin letters; vowels count at its beginning."""
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    word = re.sub(r"(.)\1+", r"\1", word)
    return word[:1] + re.sub(r"[aeiou'’]", "", word[1:])


def _one_country(one: Mention, other: Mention) -> bool:
    return one.country is None or other.country is None or one.country == other.country


def _no_other_place(one: Mention, other: Mention) -> bool:
    """Offices of two towns are two ("Kutum hospital", "Nyala hospital"); a place on one side only parts nothing."""
    a, b = ({_ascii(w)[:4] for w in _places(m)} for m in (one, other))
    return not a or not b or bool(a & b)


def _places(mention: Mention) -> frozenset[str]:
    names = [n for n in mention.names if office_of(n) == mention.office]
    found = {stem(w) for n in names for w in n.replace("'s", "").split() if w[:1].isupper()}
    beginning = _beginning(mention.country)
    return frozenset(w for w in found if not (beginning and _ascii(w).startswith(beginning))) - _COMMON


@lru_cache(maxsize=300)
def _beginning(country: str | None) -> str:
    """The letters with which a country's name and its adjective both begin: "peru" in Peruvian."""
    import pycountry

    found = pycountry.countries.get(alpha_3=country) if country else None
    return _ascii(getattr(found, "common_name", found.name))[:4] if found else ""


def _ascii(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in plain if not unicodedata.combining(c))


_COMMON = frozenset(stem(w) for w in _lists()["offices"])


def _plain(name: str) -> str:
    return _THE.sub("", " ".join(name.casefold().replace("’", "'").split()))


def gather(mentions: Iterable[Mention]) -> dict[Mention, Party]:
    """Mentions of reports on one happening put together into parties. Order does not matter."""
    alike: dict[Mention, list[Mention]] = {}
    for mention in sorted(set(mentions), key=lambda m: (-len(m.names[0]), m.names, m.report)):
        alike.setdefault(replace(mention, report=""), []).append(mention)
    parties: list[tuple[Party, list[Mention]]] = []
    found: dict[Mention, Party] = {}
    for mention, same in alike.items():
        fits = [p for p in parties if any(one_party(mention, other) for other in p[1])]
        party = fits[0] if len(fits) == 1 or (fits and len(mention.names[0].split()) > 1) else None
        if fits and party is None:
            reports = {m.report for m in same}
            party = next((p for p in fits if reports & {m.report for m in p[0].mentions}), None)
        if party is None:
            party = (Party(), [])
            parties.append(party)
        party[0].mentions.extend(same)
        party[1].append(mention)
        found.update((m, party[0]) for m in same)
    return found
