"""The parties of one report while they are gathered: names merged, codes with the words that gave them."""

from __future__ import annotations

from dataclasses import dataclass, field

from accordingto.read.cast.lexicon import SHORT_NAMES, Known, Lexicon
from accordingto.read.cast.names import Mention
from accordingto.read.cast.phrase import Reader, Told
from accordingto.read.cast.reference import Reference
from accordingto.read.cast.words import Words
from accordingto.types import ActorKind

SECTORS = frozenset(
    [
        "GOV",
        "MIL",
        "COP",
        "JUD",
        "LEG",
        "OPP",
        "PTY",
        "REB",
        "SPY",
        "UAF",
        "UNK",
        "AGR",
        "BUS",
        "CRM",
        "CVL",
        "EDU",
        "ELI",
        "JRN",
        "LAB",
        "MED",
        "REF",
        "PRE",
        "REL",
        "SOC",
        "PRM",
    ]
)
_COMPANY = frozenset(
    {
        "inc",
        "inc.",
        "corp",
        "corp.",
        "co",
        "co.",
        "ltd",
        "ltd.",
        "plc",
        "ag",
        "sa",
        "s.a.",
        "nv",
        "llc",
        "group",
        "holdings",
        "&",
        "the",
    }
)
STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "OPP", "PTY", "SPY"})
"""Sectors of state and its rivals: where the phrase names no country, the report's place does."""


ANYWHERE = frozenset({"IGO", "NGO", "MNC", "IMG", "CRM"})
"""Codes of parties that the country of the report tells nothing of."""


@dataclass(slots=True, eq=False)
class Party:
    """One party. `name` None: unnamed. `heads`: nouns used of it; `sex`: "f", "m" or ""; `plural`: several people.

    `author`: of a document; `verb`: the verb whose subject is that author, where nothing nearer tells. `serves`: the
    token of the one whose aide or minister the person is called.
    """

    kind: ActorKind
    name: str | None
    plural: bool = False
    sex: str = ""
    heads: set[str] = field(default_factory=set)
    country: Told | None = None
    sector: Told | None = None
    mentions: list[tuple[int, int]] = field(default_factory=list)
    members: tuple[Party, ...] = ()
    author: Party | None = None
    verb: int | None = None
    serves: int | None = None
    described: str | None = None
    known: Known | None = None
    forms: dict[str, int] = field(default_factory=dict)

    def codes(self) -> tuple[str, ...]:
        """Country or IGO first, then the sector; several members give theirs together."""
        if self.members:
            each = [c for m in self.members for c in m.codes()]
            countries = [c for c in each if c not in SECTORS]
            return tuple(dict.fromkeys([*countries, *(c for c in each if c in SECTORS)]))
        return tuple(dict.fromkeys(t.code for t in (self.country, self.sector) if t is not None))

    def tell(self, country: Told | None, sector: Told | None) -> None:
        """Adds codes where none were told before: the first telling stands."""
        self.country = self.country or country
        self.sector = self.sector or sector


class Register:
    """All named parties of a report."""

    def __init__(self, words: Words, lexicon: Lexicon) -> None:
        self.words = words
        self.lexicon = lexicon
        self.parties: list[Party] = []
        self._by_name: dict[str, Party] = {}
        self._companies: dict[str, list[str]] = {}
        self._endings: dict[str, str] = {}
        self._people: dict[str, list[tuple[tuple[str, ...], Party]]] = {}

    def add(self, party: Party, key: str) -> Party:
        """Puts a party on the register under `key`."""
        self.parties.append(party)
        self._by_name[key] = party
        return party

    def by_key(self, key: str) -> Party | None:
        """The party under a key."""
        return self._by_name.get(key)

    def take_surnames(self, mentions: list[Mention]) -> None:
        """Registers the full names of the report, so that a part of one finds its person wherever it stands."""
        for mention in mentions:
            parts = name_parts(mention.name)
            if (
                parts[0] not in Reference.load().particles
                or len(parts) > 2
                or parts[0] in self.lexicon.given
                or mention.name.split()[0] in self.lexicon.given
            ):
                self._full(mention)

    def person(self, mention: Mention) -> Party:
        """The person of a name: by its full name, by a part of one on the register, or a new one."""
        parts = name_parts(mention.name)
        if len(parts) > 1 and not (parts[0] in Reference.load().particles and len(parts) == 2):
            return self._full(mention)
        if len(parts) == 2:
            return self._partial(parts[1], mention.start) or self._full(mention)
        return self._partial(parts[0], mention.start) or self._new(mention, parts)

    def _told_sex(self, start: int) -> str:
        """ "f" or "m" where the word before the name tells ("Ms", "brother")."""
        before = self.words.low[start - 1] if start else ""
        return "f" if before in self.lexicon.female else "m" if before in self.lexicon.male else ""

    def loose(self, reader: Reader, mentions: list[Mention]) -> list[Mention]:
        """Surnames that nothing else found: of persons on the register, and rare ones of the lists ("Mugabe")."""
        words, found = self.words, []
        names_at = reader.at
        for i, text in enumerate(words.text):
            if not text[0].isupper() or words.pos[i] not in ("PROPN", "NOUN", "ADJ", "VERB", "X") or len(text) < 3:
                continue
            old = names_at.get(i)
            if old is not None and old.known is None and old.sort == "organisation" and self._is_somebody(old.end):
                found.append(Mention(old.start, old.end, "person", old.name))
                continue
            if old is not None and (old.known is not None or old.sort == "person" or old.end - old.start > 1):
                continue
            if words.pos[i] != "PROPN" and i == words.firsts[words.sentence[i]]:
                continue
            parts = [p for p, _ in self.people(text) if p[-1] == text.lower() or p[0] == text.lower()]
            if not parts and not self._listed_alone(text):
                continue
            if (
                i + 1 < len(words)
                and words.pos[i + 1] == "PROPN"
                and words.text[i + 1][0].isupper()
                and i + 1 not in names_at
            ):
                continue
            found.append(Mention(i, i + 1, "person", text))
        return found

    def _is_somebody(self, end: int) -> bool:
        """ "X, who was", "X, 22, told": only persons are "who" and have an age."""
        low = self.words.low[end : end + 3]
        return len(low) == 3 and (
            low[0] == "who"
            or (low[0] == "," and (low[1] == "who" or (low[1].isdigit() and len(low[1]) == 2 and low[2] == ",")))
        )

    def is_family(self, name: str) -> bool:
        """ "the Skripals": the plural of a surname on the register."""
        return name.endswith("s") and any(parts[-1] == name[:-1].lower() for parts, _ in self.people(name[:-1]))

    def leader(self, party: Party) -> Known | None:
        """The entry of the lists of leaders that a person's name fits: all entries of that name must have one code."""
        name = party.name or ""
        entries = self.lexicon.surnames.get(name) or ()
        if not entries and " " not in name:
            return None
        codes = {k.codes for k in entries}
        if len({c[0] for c in codes}) != 1:
            return None
        return entries[0]

    def _listed_alone(self, text: str) -> bool:
        entries = self.lexicon.surnames.get(text, ())
        return (
            len({k.codes[0] for k in entries}) == 1
            and text not in self.lexicon.given
            and all(k.name.split()[-1] == text for k in entries)
            and text not in Reference.load().common_surnames
        )

    def _partial(self, part: str, token: int) -> Party | None:
        """The person, named in full elsewhere, one part of whose name this is: the last mentioned before, else the
        first after.
        """
        ranked: list[tuple[int, int, Party]] = []
        sex = self._told_sex(token)
        for parts, party in self.people(part):
            if sex and party.sex and sex != party.sex:
                continue
            rank = 0 if parts[-1] == part else 1 if parts[0] == part else 2
            before = next((m[0] for m in reversed(party.mentions) if m[0] < token), None)
            ranked.append((rank, token - before if before is not None else 1_000_000, party))
        return min(ranked, key=lambda r: r[:2])[2] if ranked else None

    def _full(self, mention: Mention) -> Party:
        parts = name_parts(mention.name)
        for other, party in self.people(parts[-1]):
            if _same_person(parts, other):
                party.forms[mention.name] = party.forms.get(mention.name, 0) + 1
                party.name = _best_form(party.forms)
                party.known = party.known or mention.known
                party.sex = self._told_sex(mention.start) or party.sex
                return party
        return self._new(mention, parts)

    def _new(self, mention: Mention, parts: tuple[str, ...]) -> Party:
        party = Party("person", mention.name, known=mention.known, forms={mention.name: 1})
        party.sex = self._told_sex(mention.start) or (
            self.lexicon.given.get(mention.name.split()[0], "") if len(parts) > 1 else ""
        )
        for part in parts:
            self._people.setdefault(part, []).append((parts, party))
        return self.add(party, mention.name)

    def people(self, part: str) -> list[tuple[tuple[str, ...], Party]]:
        """Persons one part of whose name this is, with their names' parts."""
        return self._people.get(part.lower(), [])

    def _organisation_key(self, known: Known) -> str:
        """Listed ones by their entry; others by their words, with a company's short name under its long one."""
        if known.codes:
            key = f"{known.codes}:{known.name}"
            self._endings.setdefault(known.name.split()[-1], key)
            return key
        words = [w for w in known.name.lower().replace(",", "").split() if w not in _COMPANY]
        if len(words) == 1 and known.name in self._endings:
            return self._endings[known.name]
        key = ":" + " ".join(words)
        if not words or key in self._by_name:
            return key
        alike = self._companies.setdefault(words[0], [])
        fits = [k for k in alike if k.startswith(key + " ") or k == f":{words[0]}"]
        if len(fits) == 1:
            return fits[0]
        alike.append(key)
        return key

    def name_listed(self, known: Known, name: str) -> Party:
        """The party of a listed country or organisation."""
        key = self._organisation_key(known) if known.sort == "organisation" else known.codes[0]
        party = self._by_name.get(key)
        if party is None:
            kind: ActorKind = "organisation" if known.sort == "organisation" else "country"
            party = self.add(Party(kind, name, known=known), key)
            country = next((Told(c, name) for c in known.codes[:1] if c not in SECTORS), None)
            second = known.codes[1:2] or tuple(c for c in known.codes if c in SECTORS)
            sector = Told(second[0], name) if second else None
            last = self.lexicon.nouns.get(name.lower().split()[-1])
            if last is not None and last.sector in known.codes:
                party.heads.add(last.lemma)
            party.tell(country, sector)
        if known.sort == "organisation" and len(name) > len(party.name or ""):
            party.name = name
        if known.sort == "country" and party.name in SHORT_NAMES and name not in SHORT_NAMES:
            party.name = name
        return party


def name_parts(name: str) -> tuple[str, ...]:
    """The lower-case words of a person's name; particles behind the first word are left out."""
    words = name.lower().replace("-", " ").split()
    return tuple(
        w
        for n, w in enumerate(words)
        if (n == 0 and len(words) > 1 and name[0].isupper()) or w not in Reference.load().particles
    ) or tuple(words)


def _best_form(forms: dict[str, int]) -> str:
    """The longest form of a full name that is used often, else the longest: a word put before it once is none of it."""
    often = [f for f, n in forms.items() if n > 2 and " " in f]
    return max(often or forms, key=len)


def _same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Two full names of one person: one holds the other's words in order, or first and last agree."""
    if one == other:
        return True
    if len(one) < 2 or len(other) < 2:
        return False
    short, long = sorted((one, other), key=len)
    if short[0] == long[0] and short[-1] == long[-1]:
        return True
    return short == long[-len(short) :] or short == long[: len(short)]
