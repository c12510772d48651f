"""Finding: which names in a report mean a place, and which are people, months, common words or parts of longer names."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field

from spacy.attrs import IDX, TAG
from spacy.tokens import Doc, Span

from accordingto.read.gazetteer import NONE, Entry, Gazetteer, Kind, Quality, words
from accordingto.read.places_words import weights, words_of
from accordingto.types import Report

CAPITAL = 3
"""Rank of a capital in the gazetteer."""
LONGEST = 6
"""Words of the longest name that is looked for."""
AROUND = 500
"""Characters of headline, publisher and dateline that are looked at."""
CANDIDATES = 120
"""Rows kept of one name, the most populous first ("San José" has several hundred)."""

PLACE = {"contained", "called", "place_noun", "locative", "based", "GPE", "dateline", "party"}
PERSON = {"title", "inside_person", "initial_before", "age_after"}
"""Evidence that counts for other mentions of the name as well."""
NO_PERSON = ("heads", "nature", "buildings", "streets")
"""Lists whose words are in no name of a person ("Greer Station", "Grand Ledge Police")."""
_EXACT = re.compile(
    r"(?<![\w.])(?:(?:[A-Z]\.){2,4}|[A-Z]\. ?[A-Z]\.|[A-Z]\. ?[A-Z][a-z]{1,3}\.|[A-Z][a-z]{1,5}\.|(?:[A-Z]&?){2,5}(?![\w&]))"
)
_DOTTED = {"st", "ste", "mt", "ft"}
_COUNTY = re.compile(r"(?:St\. )?[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)?")
_COUNTIES = re.compile(rf"((?:{_COUNTY.pattern}(?:, (?:and )?| and | or | & )){{1,14}}{_COUNTY.pattern}) (?:[Cc]ounties|[Pp]arishes)\b")
_CALLED = re.compile(r"\b(?:city|town|village|district|province|region|state|suburb|island|county|port) of (?:the )?$")
_TOWN_ENDING = re.compile(r"(?:ville|burgh?|town|boro|borough|port|bury|mouth|chester|shire|abad|grad|pur|istan|polis|haven)$")
_MIXED_ENDING = re.compile(r"(?:ton|ham|ford|field|wood|dale|ley|don|land|more)$")
_TOWN_BEFORE = re.compile(r"\b(?:city|town|village|port) of $")
_TOWN_AFTER = re.compile(r" (?:city|town|village)\b")
_REGION_BEFORE = re.compile(r"\b(?:province|region|governorate|state|district) of $")
_REGION_AFTER = re.compile(r" (?:province|region|governorate|state|district|prefecture|oblast|county)\b", re.I)
_DATELINE = re.compile(
    r"(?:(?:^|\n|[.!?][\"”’]?\s)\s*[A-Z][A-Z.'’-]+(?: [A-Z.'’-]+){0,3}|(?:^|\n)\s*[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3})"
    r"(?:, ?[A-Z][\w .]{1,25})?\s{0,3}(?:\([^)\n]{2,40}\)\s{0,3})?(?:—|–|--| -)\s"
)
_NAMED = (Kind.COUNTRY, Kind.REGION, Kind.AREA)


@dataclass(slots=True)
class Mention:
    """A name in the text that may mean a place, with the rows it may mean and the weight of the evidence."""

    start: int
    end: int
    exact: str
    key: str
    entries: list[Entry]
    evidence: list[str] = field(default_factory=list)
    score: float = 0.0
    container: Mention | None = field(default=None, repr=False)
    """The region or country that the text sets behind it ("Paris, Texas")."""

    @property
    def demonym(self) -> bool:
        """Whether the name is that of the people ("Turkish")."""
        return all(e.quality == Quality.DEMONYM for e in self.entries)


@dataclass(frozen=True, slots=True)
class _Word:
    start: int
    end: int
    folded: str
    upper: bool


def find_candidates(doc: Doc, gazetteer: Gazetteer) -> list[Mention]:
    """Every name of the gazetteer in the text that is not within a longer one, in text order, with its evidence."""
    text = doc.text
    ws = [_Word(s, e, f, text[s].isupper()) for s, e, f in words(text)]
    view = _View(doc, text, ws)
    out: list[Mention] = []
    end = 0
    for start, stop, i, j, key, entries in _matches(text, ws, gazetteer):
        if start < end:
            continue
        mention = Mention(start, stop, text[start:stop], key, entries)
        mention.evidence = view.evidence(mention, i, j)
        out.append(mention)
        end = stop
    _contain(out, text)
    for m in out:
        if m.container:
            m.evidence.append("contained")
    _pool(out)
    table = weights()
    for m in out:
        m.score = sum(table.get(e, 0.0) for e in m.evidence)
    return out


def _matches(text: str, ws: list[_Word], gazetteer: Gazetteer) -> list[tuple[int, int, int, int, str, list[Entry]]]:
    """Names of the gazetteer as (start, end, first word, last word, key, rows), by start, the longest first."""
    spans: list[tuple[int, int, int, int]] = []
    keys: list[str] = []
    never = words_of("never")
    at = {w.start: i for i, w in enumerate(ws)}
    ends = [w.end for w in ws]
    for m in _EXACT.finditer(text):
        first = at.get(m.start())
        if first is not None:
            last = bisect_right(ends, m.end()) - 1
            spans.append((m.start(), m.end(), first, max(first, last)))
            keys.append("=" + m.group())
    for i, w in enumerate(ws):
        if not w.upper:
            continue
        key = w.folded
        if len(key) > 2 and key not in never:
            spans.append((w.start, w.end, i, i))
            keys.append(key)
        for j in range(i + 1, min(i + LONGEST, len(ws))):
            if not _joined(text[ws[j - 1].end : ws[j].start], ws[j - 1].folded):
                break
            key += " " + ws[j].folded
            if ws[j].upper or ws[j].folded.isdigit():
                spans.append((w.start, ws[j].end, i, j))
                keys.append(key)
    for start, stop in _county_names(text):
        i, j = at[start], bisect_right(ends, stop) - 1
        spans.append((start, stop, i, j))
        keys.append(" ".join(w.folded for w in ws[i : j + 1]) + " county")
    cache: dict[str, list[Entry]] = {}
    found = []
    for (start, stop, i, j), key, positions in zip(spans, keys, gazetteer.find(keys), strict=True):
        if positions:
            if key not in cache:
                cache[key] = _entries(positions, gazetteer)
            found.append((start, stop, i, j, key, cache[key]))
    found.sort(key=lambda m: (m[0], -m[1], not m[4].endswith(" county")))
    return _prefer(found)


def _county_names(text: str) -> list[tuple[int, int]]:
    """Where the names in "Clarke, Madison and Oconee counties" stand."""
    if "ounties" not in text and "arishes" not in text:
        return []
    out = []
    for m in _COUNTIES.finditer(text):
        for n in _COUNTY.finditer(text, m.start(), m.end(1)):
            first, _, rest = n.group().partition(" ")
            skip = len(first) + 1 if rest and first.lower() in words_of("function") else 0
            out.append((n.start() + skip, n.end()))
    return out


def _entries(positions: list[int], gazetteer: Gazetteer) -> list[Entry]:
    entries = [gazetteer.entry(p) for p in positions]
    if len(entries) > CANDIDATES:
        entries.sort(key=lambda e: (e.kind > Kind.REGION, -e.population))
        del entries[CANDIDATES:]
    return entries


def _prefer(found: list[tuple[int, int, int, int, str, list[Entry]]]) -> list[tuple[int, int, int, int, str, list[Entry]]]:
    """Takes "Springfield" rather than "Springfield City" where only other names of small towns have the longer form."""
    out = []
    for n, m in enumerate(found):
        weak = all(e.quality == Quality.OTHER and e.population < 200_000 for e in m[5])
        if weak and n + 1 < len(found) and found[n + 1][0] == m[0] and found[n + 1][3] < m[3] and any(
            e.quality == Quality.NAME for e in found[n + 1][5]
        ):
            continue
        out.append(m)
    return out


def _joined(gap: str, before: str) -> bool:
    if gap == " " or gap == "-":
        return True
    if gap == ". ":
        return before in _DOTTED
    return (gap.isspace() and gap.count("\n") < 2) or gap in ("‐", "–", " & ")


def _pool(mentions: list[Mention]) -> None:
    """Lets every mention of a name know whether the others stand where a place stands, or where a person does."""
    place, person = Counter[str](), Counter[str]()
    for m in mentions:
        place[m.key] += bool(PLACE & set(m.evidence))
        person[m.key] += bool(PERSON & set(m.evidence))
    for m in mentions:
        others = place[m.key] - bool(PLACE & set(m.evidence))
        if others:
            m.evidence.append("placed_elsewhere" if others == 1 else "placed_often")
        if person[m.key] - bool(PERSON & set(m.evidence)):
            m.evidence.append("person_elsewhere")


def _contain(mentions: list[Mention], text: str) -> None:
    """Sets the container of "Paris, Texas", "Houma, La.", "Reading (Pa.)", where the gazetteer knows it so."""
    for m, after in zip(mentions, mentions[1:], strict=False):
        gap = text[m.end : after.start]
        if gap.strip() not in (",", "(", "", "in") or len(gap) > 6 or "\n\n" in gap or (gap.strip() == "" and "=" not in after.key):
            continue
        rows = {e.row for e in after.entries if e.kind in (Kind.REGION, Kind.COUNTY)}
        countries = {e.country for e in after.entries if e.kind == Kind.COUNTRY and e.quality != Quality.DEMONYM}
        own = [e for e in m.entries if e.quality != Quality.DEMONYM]
        if any(inside(e, rows, countries) or (countries and e.disputed and e.kind != Kind.COUNTRY) for e in own):
            m.container = after
            after.evidence.append("container")


def inside(e: Entry, rows: set[int], countries: set[str | None]) -> bool:
    """Whether a row lies in one of the regions or counties (by row) or in one of the countries."""
    return e.region in rows or e.county in rows or (e.kind != Kind.COUNTRY and e.country in countries)


def _form(key: str) -> list[str]:
    """What the form of a name says: "-ville" is of towns, "New" before it too."""
    out = []
    if _TOWN_ENDING.search(key):
        out.append("town_ending")
    elif _MIXED_ENDING.search(key):
        out.append("mixed_ending")
    if " " in key and key.split()[0] in words_of("town_beginnings"):
        out.append("town_beginning")
    return out


class TokenIndex:
    """Which token of a document stands at a character."""

    def __init__(self, doc: Doc) -> None:
        self._starts: list[int] = doc.to_array([IDX]).tolist()

    def at(self, char: int) -> int:
        """The index of the token at a character; in a gap, of the token before it."""
        return max(0, bisect_right(self._starts, char) - 1)


class _View:
    """What the parse and the neighbouring words say of a span."""

    def __init__(self, doc: Doc, text: str, ws: list[_Word]) -> None:
        self._text = text
        self._ws = ws
        self._index = TokenIndex(doc)
        self._tags = doc.to_array([TAG])
        self._strings = doc.vocab.strings
        self._ents: list[Span] = list(doc.ents)
        self._ent_starts = [e.start_char for e in self._ents]
        self._people: set[str] = set()
        self._surnames: set[str] = set()
        for e in self._ents:
            if e.label_ == "PERSON":
                parts = [f for _, _, f in words(e.text)]
                if 1 < len(parts) < 5 and not any(p in words_of(kind) for p in parts for kind in NO_PERSON):
                    self._people.update(parts[:-1])
                    self._surnames.add(parts[-1])
        self._datelines = [m.span() for m in _DATELINE.finditer(text)]

    def evidence(self, m: Mention, i: int, j: int) -> list[str]:
        """The names of all evidence for and against a mention (keys of the weights)."""
        out = ["bias", *self._kind(m, i, j), *self._entity(m), *self._before(m, i), *self._after(m, j)]
        if any(a <= m.start and m.end <= b for a, b in self._datelines):
            out.append("dateline")
        if self._party(m):
            out.append("party")
        if m.key[0] == "=" and self._text[m.end : m.end + 2].strip()[:1].islower():
            out.append("mid_sentence")
        single = i == j
        if single and m.key in words_of("generic"):
            out.append("generic")
        elif not single and not any(e.kind == Kind.AREA for e in m.entries) and all(self._ws[k].folded in words_of("generic") for k in range(i, j + 1)):
            out.append("all_generic")
        if m.key in self._surnames:
            out.append("surname")
        elif m.key in self._people:
            out.append("forename")
        if "demonym" in out and self._is_language(m, i, j):
            out.append("language")
        if "PERSON_part" in out and {"name_after", "name_before", "title", "initial_before", "office"} & set(out):
            out.append("inside_person")
        if _CALLED.search(self._text, max(0, m.start - 20), m.start):
            out.append("called")
        out += self._told_kind(m)
        tag = self._tag(m.start)
        if single and not tag.startswith("NNP"):
            out.append("adjective" if tag == "JJ" else "no_proper_noun")
        return out

    def _party(self, m: Mention) -> bool:
        """Whether it stands behind a party as in "Jay Roberts (R-Ocilla)"."""
        return self._text[max(0, m.start - 2) : m.start] in ("D-", "R-", "I-", "D–", "R–")

    def _told_kind(self, m: Mention) -> list[str]:
        """Whether the text itself calls it a town or a region: "the city of Idlib", "Idlib province"."""
        before, after = self._text[max(0, m.start - 16) : m.start], self._text[m.end : m.end + 16]
        if _TOWN_BEFORE.search(before) or _TOWN_AFTER.match(after):
            return ["called_town"]
        return ["called_region"] if _REGION_BEFORE.search(before) or _REGION_AFTER.match(after) else []

    def _is_language(self, m: Mention, i: int, j: int) -> bool:
        """Whether "French" is what somebody speaks: after "speak", "in", "only" and the like, no noun behind it."""
        before = {w.folded for w in self._ws[max(0, i - 2) : i]}
        spoken = before & words_of("speaking") or (i and self._ws[i - 1].folded == "in")
        after = self._text[m.end : m.end + 4]
        return bool(spoken) and (not after[:1].isspace() or after.strip()[:3] in ("and", "or ", "to "))

    def _kind(self, m: Mention, i: int, j: int) -> list[str]:
        out = []
        best = min(e.quality for e in m.entries)
        named = [e for e in m.entries if e.kind in _NAMED and e.quality in (Quality.NAME, Quality.ABBREVIATION)]
        if m.key[0] == "=":
            postal = all(e.quality == Quality.POSTAL for e in m.entries)
            region = not any(e.kind in (Kind.COUNTRY, Kind.AREA) for e in m.entries)
            comma = self._text[max(0, m.start - 2) : m.start] in (", ", ",\n") or self._text[m.start - 1 : m.start] == "("
            kind = "postal" if postal else "abbreviation" if region and m.exact.count(".") < 2 else "sure_abbreviation"
            return [kind, *(["after_comma"] if comma else [])]
        if named:
            kinds = {e.kind for e in named}
            out.append("country" if Kind.COUNTRY in kinds else "area" if Kind.AREA in kinds else "region")
            if kinds == {Kind.REGION} and max(e.population for e in named) < 1_000_000:
                out.append("small_region")
        elif best == Quality.DEMONYM or any(e.quality == Quality.DEMONYM for e in m.entries):
            out.append("demonym")
        elif m.key.split()[-1] in ("county", "co", "parish", "borough") and any(e.kind == Kind.COUNTY for e in m.entries):
            out.append("county")
        else:
            population = max(e.population if e.quality == Quality.NAME else e.population // 5 for e in m.entries)
            if best != Quality.NAME:
                out.append("other_name_big" if population > 20_000 else "other_name")
            else:
                out.append("metropolis" if population >= 1_000_000 else "big_city" if population >= 150_000
                           else "city" if population >= 20_000 else "town")  # fmt: skip
            if any(e.rank == CAPITAL and e.quality == Quality.NAME for e in m.entries):
                out.append("capital")
        if not named:
            out += _form(m.key)
        if i != j:
            out.append("several_words")
        return out

    def _entity(self, m: Mention) -> list[str]:
        k = bisect_right(self._ent_starts, m.start) - 1
        # an entity that begins inside the mention counts as well
        for n in (k, k + 1):
            if 0 <= n < len(self._ents):
                e = self._ents[n]
                if e.start_char < m.end and e.end_char > m.start:
                    beyond = e.start_char < m.start - 4 or e.end_char > m.end + 2
                    label = e.label_ if e.label_ in ("GPE", "LOC", "FAC", "NORP", "ORG", "PERSON") else "OTHER"
                    return [f"{label}{'_part' if beyond else ''}"]
        return ["no_entity"]

    def _before(self, m: Mention, i: int) -> list[str]:
        if i == 0:
            return ["text_start"]
        w = self._ws[i - 1]
        gap = self._text[w.end : m.start]
        if gap.strip() == "":
            if not w.upper or w.end == len(w.folded):
                if w.folded in words_of("locatives"):
                    return ["locative"]
                if w.folded in words_of("prepositions"):
                    return ["preposition"]
                if w.folded in words_of("titles"):
                    return ["title"]
                return ["the"] if w.folded == "the" else []
            if w.folded in words_of("locatives"):
                return ["locative"]
            if w.folded in words_of("titles"):
                return ["title"]
            if w.folded in words_of("offices"):
                return ["office"]
            if w.folded in words_of("directions"):
                return ["direction"]
            if w.folded in words_of("features_before"):
                return ["feature_before"]
            if self._tag(w.start).startswith("NNP") and "\n" not in gap:
                return ["name_before"]
            return []
        if gap == ". " and w.folded in words_of("titles") | words_of("offices"):
            return ["title"] if w.folded in words_of("titles") else ["office"]
        if gap == ". " and len(w.folded) == 1 and w.upper:
            return ["initial_before"]
        if gap in ("-", "–"):
            return ["hyphen_before"]
        if gap == ", " and w.upper:
            return ["comma_before"]
        return []

    def _after(self, m: Mention, j: int) -> list[str]:
        tail = self._text[m.end : m.end + 12]
        if tail[:2] in ("'s", "’s"):
            return ["possessive"]
        if tail[:6].lower() == "-based":
            return ["based"]
        if j + 1 >= len(self._ws):
            return []
        w = self._ws[j + 1]
        gap = self._text[m.end : w.start]
        if gap.strip() == "" and "\n" not in gap:
            if w.upper:
                if any(w.folded in words_of(kind) for kind in ("streets", "nature", "buildings")):
                    return ["feature_after"]
                if w.folded in words_of("heads") or w.folded.rstrip("s") in words_of("heads"):
                    return ["head_after"]
                if self._tag(w.start).startswith("NNP"):
                    return ["name_after"]
                return ["capital_after"]
            if w.folded in words_of("place_nouns"):
                return ["place_noun"]
            if w.folded in ("said", "says", "told", "added", "testified", "who", "himself", "herself"):
                return ["said"]
            return []
        if gap == ", " and w.folded.isdigit() and len(w.folded) < 3:
            return ["age_after"]
        if gap in ("-", "–"):
            return ["hyphen_after"]
        if gap in (", ", " (", ","):
            return ["comma_after"]
        return []

    def _tag(self, char: int) -> str:
        tag = int(self._tags[self._index.at(char)])
        return str(self._strings[tag]) if tag else ""


def find_around(report: Report, gazetteer: Gazetteer) -> list[Mention]:
    """Names in the headline, the publisher's name and the dateline, which tell where the report is at home."""
    text = "\n\n".join(t for t in (report.title, report.publisher, report.dateline) if t)[:AROUND]
    ws = [_Word(s, e, f, text[s].isupper()) for s, e, f in words(text)]
    out: list[Mention] = []
    for start, stop, _, _, key, entries in _matches(text, ws, gazetteer):
        if (not out or start >= out[-1].end) and key not in words_of("generic"):
            own = [e for e in entries if e.quality in (Quality.NAME, Quality.DEMONYM, Quality.ABBREVIATION)]
            if own:
                out.append(Mention(start, stop, text[start:stop], key, own))
    return out


def doubtful(candidates: list[Mention]) -> list[Mention]:
    """Names that are rather no places here, but may tell where the report is at home ("Licking Memorial Hospital")."""
    against = {"surname", "forename", "generic", "all_generic", "inside_person", "PERSON", "no_proper_noun"}
    return [m for m in candidates if -4 < m.score <= 0 and not against & set(m.evidence)]


def reconsider(candidates: list[Mention], rows: list[Entry]) -> bool:
    """Raises the score of doubtful names of towns that lie near a place of the report; tells whether any became sure."""
    towns = [r for r in rows if r.kind in (Kind.CITY, Kind.COUNTY)]
    counties = {r.row if r.kind == Kind.COUNTY else r.county for r in towns} - {NONE}
    regions = {r.row if r.kind == Kind.REGION else r.region for r in rows} - {NONE}
    changed = False
    cache: dict[str, str] = {}
    for m in candidates:
        if not -4 < m.score <= 0 or "generic" in m.evidence:
            continue
        if m.key not in cache:
            own = [e for e in m.entries if _plausible(e)]
            near = any(e.county in counties or any(_close(e, t) for t in towns) for e in own)
            cache[m.key] = "near" if near else "same_region" if any(e.region in regions for e in own) else ""
        if cache[m.key]:
            m.evidence.append(cache[m.key])
            m.score += weights().get(cache[m.key], 0.0)
            changed = changed or m.score > 0
    return changed


def _plausible(e: Entry) -> bool:
    """A town or county by its own name, or a larger town by another."""
    return e.kind in (Kind.CITY, Kind.COUNTY) and (e.quality == Quality.NAME or e.population > 50_000)


def _close(a: Entry, b: Entry) -> bool:
    """Within about 40 km."""
    return abs(a.lat - b.lat) < 0.36 and abs(a.lon - b.lon) * math.cos(math.radians(a.lat)) < 0.36
