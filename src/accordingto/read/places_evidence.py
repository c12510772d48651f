"""Evidence: what the parse, the neighbouring words and the form of a name say for and against its being a place."""

from __future__ import annotations

import re
from bisect import bisect_right

from spacy.attrs import IDX, TAG
from spacy.tokens import Doc, Span

from accordingto.read.gazetteer import Kind, Quality, words
from accordingto.read.places_match import Mention, Word
from accordingto.read.places_words import words_of

CAPITAL = 3
"""Rank of a capital in the gazetteer."""
NO_PERSON = ("heads", "nature", "buildings", "streets")
"""Lists whose words are in no name of a person ("Greer Station", "Grand Ledge Police")."""
METROPOLIS, BIG_CITY, CITY, WELL_KNOWN, LARGE_REGION = 1_000_000, 150_000, 20_000, 20_000, 1_000_000
"""People from which a town or region counts as such."""

_CALLED = re.compile(r"\b(?:city|town|village|district|province|region|state|suburb|island|county|port) of (?:the )?$")
_TOWN_ENDING = re.compile(
    r"(?:ville|burgh?|town|boro|borough|port|bury|mouth|chester|shire|abad|grad|pur|istan|polis|haven)$"
)
_MIXED_ENDING = re.compile(r"(?:ton|ham|ford|field|wood|dale|ley|don|land|more)$")
_TOWN_BEFORE = re.compile(r"\b(?:city|town|village|port) of $")
_TOWN_AFTER = re.compile(r" (?:city|town|village)\b")
_REGION_BEFORE = re.compile(r"\b(?:province|region|governorate|state|district) of $")
_REGION_AFTER = re.compile(r" (?:province|region|governorate|state|district|prefecture|oblast|county)\b", re.I)
_DATELINE = re.compile(
    r"(?:(?:^|\n|[.!?][\"”’]?\s)\s{0,16}[A-Z][A-Z.'’-]{1,30}(?: [A-Z.'’-]{1,30}){0,3}"
    r"|(?:^|\n)\s{0,16}[A-Z][\w.'’-]{1,30}(?: [A-Z][\w.'’-]{1,30}){0,3})"
    r"(?:, ?[A-Z][\w .]{1,25})?\s{0,3}(?:\([^)\n]{2,40}\)\s{0,3})?(?:—|–|--| -)\s"
)
_NAMED = (Kind.COUNTRY, Kind.REGION, Kind.AREA)
_LABELS = ("GPE", "LOC", "FAC", "NORP", "ORG", "PERSON")
_SPEAKS = ("said", "says", "told", "added", "testified", "who", "himself", "herself")


class TokenIndex:
    """Which token of a document stands at a character."""

    def __init__(self, doc: Doc) -> None:
        self._starts: list[int] = doc.to_array([IDX]).tolist()

    def at(self, char: int) -> int:
        """The index of the token at a character; in a gap, of the token before it."""
        return max(0, bisect_right(self._starts, char) - 1)


class View:
    """One document as the weighing of names looks at it."""

    def __init__(self, doc: Doc, text: str, ws: list[Word]) -> None:
        self._text = text
        self._ws = ws
        self._index = TokenIndex(doc)
        self._tags = doc.to_array([TAG])
        self._strings = doc.vocab.strings
        self._ents: list[Span] = list(doc.ents)
        self._ent_starts = [e.start_char for e in self._ents]
        self._forenames, self._surnames = _people(self._ents)
        self._datelines = [m.span() for m in _DATELINE.finditer(text)]

    def evidence(self, m: Mention, first: int, last: int) -> list[str]:
        """The names of all evidence (keys of the weights in places.yaml) for a mention from word `first` to `last`."""
        around = [*self._before(m, first), *self._after(m, last)]
        out = ["bias", *self._kind(m), *self._entity(m), *around, *self._told(m)]
        generic = words_of("generic")
        if first == last:
            out += ["generic"] if m.key in generic else []
            tag = self._tag(m.start)
            out += [] if tag.startswith("NNP") else ["adjective" if tag == "JJ" else "no_proper_noun"]
        elif all(self._ws[k].folded in generic for k in range(first, last + 1)):
            out += [] if any(e.kind == Kind.AREA for e in m.entries) else ["all_generic"]
        if m.key in self._surnames:
            out.append("surname")
        elif m.key in self._forenames:
            out.append("forename")
        if "demonym" in out and self._is_language(m, first):
            out.append("language")
        if "PERSON_part" in out and {"name_after", "name_before", "title", "initial_before", "office"} & set(around):
            out.append("inside_person")
        return out

    def _kind(self, m: Mention) -> list[str]:
        """What the gazetteer has under the name."""
        if m.key[0] == "=":
            return self._abbreviation(m)
        out = [] if " " not in m.key else ["several_words"]
        own = [e for e in m.entries if e.kind in _NAMED and e.quality in (Quality.NAME, Quality.ABBREVIATION)]
        if own:
            kinds = {Kind.AREA if e.disputed and e.kind == Kind.REGION else e.kind for e in own}
            small = kinds == {Kind.REGION} and max(e.population for e in own) < LARGE_REGION
            if not small:
                return [*out, "country" if Kind.COUNTRY in kinds else "area" if Kind.AREA in kinds else "region"]
            if not any(e.kind == Kind.CITY and e.quality == Quality.NAME for e in m.entries):
                return [*out, "small_region"]
        out += _form(m.key)
        if any(e.quality == Quality.DEMONYM for e in m.entries):
            return [*out, "demonym"]
        if m.key.split()[-1] in ("county", "co", "parish", "borough") and any(e.kind == Kind.COUNTY for e in m.entries):
            return [*out, "county"]
        return [*out, *_size(m)]

    def _abbreviation(self, m: Mention) -> list[str]:
        before = self._text[max(0, m.start - 2) : m.start]
        out = ["after_comma"] if before in (", ", ",\n") or before[-1:] == "(" else []
        if self._text[m.end : m.end + 2].strip()[:1].islower():
            out.append("mid_sentence")
        if all(e.quality == Quality.POSTAL for e in m.entries):
            return [*out, "postal"]
        region = not any(e.kind in (Kind.COUNTRY, Kind.AREA) for e in m.entries)
        return [*out, "abbreviation" if region and m.exact.count(".") < 2 else "sure_abbreviation"]

    def _entity(self, m: Mention) -> list[str]:
        """The label of the parser's name over or in the mention, "_part" where that name goes beyond it."""
        k = bisect_right(self._ent_starts, m.start) - 1
        for e in self._ents[max(0, k) : k + 2]:
            if e.start_char < m.end and e.end_char > m.start:
                beyond = e.start_char < m.start - 4 or e.end_char > m.end + 2
                return [(e.label_ if e.label_ in _LABELS else "OTHER") + ("_part" if beyond else "")]
        return ["no_entity"]

    def _told(self, m: Mention) -> list[str]:
        """What the text itself calls it: "the city of Idlib", "Idlib province", "Jay Roberts (R-Ocilla)", dateline."""
        before, after = self._text[max(0, m.start - 20) : m.start], self._text[m.end : m.end + 16]
        out = ["called"] if _CALLED.search(before) else []
        if _TOWN_BEFORE.search(before) or _TOWN_AFTER.match(after):
            out.append("called_town")
        elif _REGION_BEFORE.search(before) or _REGION_AFTER.match(after):
            out.append("called_region")
        if before[-2:] in ("D-", "R-", "I-", "D–", "R–"):
            out.append("party")
        k = bisect_right(self._datelines, (m.start, len(self._text))) - 1
        if k >= 0 and m.end <= self._datelines[k][1]:
            out.append("dateline")
        return out

    def _is_language(self, m: Mention, first: int) -> bool:
        """Whether "French" is what somebody speaks: after "speak", "in" and the like, no noun behind it."""
        before = {w.folded for w in self._ws[max(0, first - 2) : first]}
        spoken = before & words_of("speaking") or (first and self._ws[first - 1].folded == "in")
        after = self._text[m.end : m.end + 4]
        return bool(spoken) and (not after[:1].isspace() or after.strip()[:3] in ("and", "or ", "to "))

    def _before(self, m: Mention, first: int) -> list[str]:
        """What the word before says."""
        if first == 0:
            return ["text_start"]
        w = self._ws[first - 1]
        gap = self._text[w.end : m.start]
        if gap.strip() == "":
            for name, evidence in _WORDS_BEFORE:
                if w.folded in words_of(name) and (w.upper or name in ("locatives", "prepositions", "titles")):
                    return [evidence]
            if w.upper:
                return ["name_before"] if self._tag(w.start).startswith("NNP") and "\n" not in gap else []
            return ["the"] if w.folded == "the" else []
        if gap == ". " and w.folded in words_of("titles") | words_of("offices"):
            return ["title"] if w.folded in words_of("titles") else ["office"]
        if gap == ". " and len(w.folded) == 1 and w.upper:
            return ["initial_before"]
        if gap in ("-", "–"):
            return ["hyphen_before"]
        return ["comma_before"] if gap == ", " and w.upper else []

    def _after(self, m: Mention, last: int) -> list[str]:
        """What the word after says."""
        tail = self._text[m.end : m.end + 6]
        if tail[:2] in ("'s", "’s"):
            return ["possessive"]
        if tail.lower() == "-based":
            return ["based"]
        if last + 1 >= len(self._ws):
            return []
        w = self._ws[last + 1]
        gap = self._text[m.end : w.start]
        if gap.strip() == "" and "\n" not in gap:
            if w.upper:
                return [self._capital_after(w)]
            return ["place_noun"] if w.folded in words_of("place_nouns") else ["said"] if w.folded in _SPEAKS else []
        if gap == ", " and w.folded.isdigit() and len(w.folded) < 3:
            return ["age_after"]
        if gap in ("-", "–"):
            return ["hyphen_after"]
        return ["comma_after"] if gap in (", ", " (", ",") else []

    def _capital_after(self, w: Word) -> str:
        if any(w.folded in words_of(kind) for kind in ("streets", "nature", "buildings")):
            return "feature_after"
        if w.folded in words_of("heads") or w.folded.rstrip("s") in words_of("heads"):
            return "head_after"
        return "name_after" if self._tag(w.start).startswith("NNP") else "capital_after"

    def _tag(self, char: int) -> str:
        tag = int(self._tags[self._index.at(char)])
        return str(self._strings[tag]) if tag else ""


_WORDS_BEFORE = (
    ("locatives", "locative"), ("prepositions", "preposition"), ("titles", "title"), ("offices", "office"),
    ("directions", "direction"), ("features_before", "feature_before"),
)  # fmt: skip
"""Lists of words before a name and the evidence that they give; only the first three also without a capital."""


def _people(ents: list[Span]) -> tuple[set[str], set[str]]:
    """Fore- and surnames of the people whom the parser found, without what is rather an organisation."""
    forenames: set[str] = set()
    surnames: set[str] = set()
    for e in ents:
        if e.label_ == "PERSON":
            parts = [folded for _, _, folded in words(e.text)]
            if 1 < len(parts) < 5 and not any(p in words_of(kind) for p in parts for kind in NO_PERSON):
                forenames.update(parts[:-1])
                surnames.add(parts[-1])
    return forenames, surnames


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


def _size(m: Mention) -> list[str]:
    """How large the largest town of the name is; another than its own name counts a fifth."""
    people = max(e.population if e.quality == Quality.NAME else e.population // 5 for e in m.entries)
    capital = ["capital"] if any(e.rank == CAPITAL and e.quality == Quality.NAME for e in m.entries) else []
    if min(e.quality for e in m.entries) != Quality.NAME:
        return [*capital, "other_name_big" if people > WELL_KNOWN else "other_name"]
    if people >= BIG_CITY:
        return [*capital, "metropolis" if people >= METROPOLIS else "big_city"]
    return [*capital, "city" if people >= CITY else "town"]
