"""Names as words: how they are cut, compared and heard, which office they name and for whom a person speaks."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from importlib.resources import files

import yaml

from accordingto.reconcile.terms import stem

LONGEST = 70
"""Characters of a party's name; longer phrases are cut at a word."""

LOOKED_AT = 400
"""Characters of a phrase that are looked at for a name: patterns may take the square of the length."""

MOST_WORDS = 12
"""Words of a person's name that are compared; more are no name."""

NOBODY = re.compile(r"(?:no|none|nobody|neither|no one)\b", re.IGNORECASE)
"""A phrase that stands for nobody ("No group has claimed the attack")."""

_CUT = re.compile(r"\s*(?:,|;|\(|\s--|\s[-–—]\s|\b(?:who|which|that|whose|where)\b).*", re.DOTALL)
_THE = re.compile(r"^(?:the|a|an|its|their|his|her|our|this|that)\s+", re.IGNORECASE)
SPEAKS = r"(?:(?:deputy |vice[- ])?(?:head|chief|director|commander|chair(?:man|woman|person)?|secretary))"
SPOKEN = r"(?:spokes(?:man|woman|person|people|persons)|press (?:secretary|officer|service|office)|speaker)"
_OF = re.compile(rf"\b{SPOKEN}\s+(?:of|for)\s+(?:the\s+)?(?P<party>[^,;()]+)", re.IGNORECASE)
_FOR = re.compile(
    rf"^(?:a |an |the |its |their )?(?P<party>[^,;()]*?[^\s,;()])\s*(?:'s|’s)?\s+{SPOKEN}\b", re.IGNORECASE
)
_INSIDE = re.compile(
    r"^(?:an? |the |one )?(?:[\w-]+ )?(?:official|source|officer|diplomat|figure)s?(?: source)? (?:in|at|from|of|with) "
    r"(?:the )?(?P<party>[^,;()]+)",
    re.IGNORECASE,
)
_OFFICIAL = re.compile(r"^(?:an? |the )?(?:senior )?(?P<party>.*?\S)\s+(?:official|officer)s?\b", re.IGNORECASE)
_HEAD = re.compile(
    r"^(?:[^,;()]*?\b(?:head|chief|director|commander|leader|chair(?:man|woman|person)?|secretary|founder) of|"
    r"(?:[A-Z][\w'’.-]* ){2,5}of) (?:the )?(?P<party>[^,;()]+)"
)
_BODY = re.compile(
    r"\b(?:Ministry|Department|Office|Committee|Council|Union|Association|Institute|Cent(?:er|re)|Agency|Service|"
    r"Authority|Government|Republic|Court|Bank|Church|Front|University|Directorate|Commission) (?:of|for) (?:the )?$"
)
_CAPITALS = re.compile(r"\b[A-Z]\w+")
NAMED_AFTER = re.compile(
    r"(?:[Oo]ne|[Aa]nother|[Tt]wo) of [a-z ]{1,40}, (?P<name>(?:[A-Z][\w'’-]+ ){1,3}[A-Z][\w'’-]+)"
)
"""One of several, whose name follows."""
DOCUMENT = re.compile(r"^(?:statement|communiqu[eé]|press release|declaration) (?:of|by|from) (?:the )?", re.IGNORECASE)
DOCUMENTS = re.compile(
    r"\b(?:statements?|communiqu[eé]s?|releases?|letters?|notes?|reports?|messages?|orders?|bulletins?|agency|news|"
    r"papers?|broadcasts?|television|radio|tv|posts?|videos?|speech)\b",
    re.IGNORECASE,
)
"""Of what carries words without being a party."""
ABOUT = re.compile(r"\s(?:on|about|dated|from|in) .*", re.DOTALL)
_MINISTER = re.compile(r"^(?:the )?(?P<country>[\w'’ ]*?)\s*(?:'s|’s)?\s*(?P<field>\w+) minister\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def word_lists() -> dict[str, frozenset[str]]:
    """The lists of data/party_words.yaml by name."""
    text = (files("accordingto.reconcile") / "data/party_words.yaml").read_text(encoding="utf-8")
    return {name: frozenset(words.split()) for name, words in yaml.safe_load(text).items()}


TITLES, GENERAL, LOOSE, PRONOUNS = (word_lists()[name] for name in ("titles", "general", "loose", "pronouns"))
BESIDE = TITLES | word_lists()["beside"]
PARTIES, OUTLETS, RANKS = word_lists()["parties"], word_lists()["outlets"], word_lists()["ranks"]
"""See data/party_words.yaml."""

FORCES = ("army", "navy", "air force", "police", "coast guard", "border guard", "prison service", "defence ministry")
"""Offices whose officers speak for them."""


@lru_cache(maxsize=100_000)
def name_words(name: str) -> frozenset[str]:
    """The words of a name as they are compared: small letters without accents, stems, no titles or articles."""
    plain = unicodedata.normalize("NFKD", name.lower().replace("’", "'"))
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    found = [w.removesuffix("'s") for w in re.findall(r"[^\W_]+(?:'[^\W_]+)?", letters)]
    skipped = TITLES | {"the", "of", "for", "and", "a", "an", "two", "three", "some", "several", "many", "other"}
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
    phrase = phrase.strip()[:LOOKED_AT]
    text = " ".join(_THE.sub("", _CUT.sub("", phrase)).split()).strip(" \"'“”‘’,")
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0]


_OF_THE = re.compile(
    r"^(?:an? |the |one )?(?:[\w-]+ ){0,2}(?:head|chief|director|officer|official|commander|source|deputy)s? "
    r"(?:of|at|in|from) (?:the|its) (?P<party>[a-z]+)\b"
)


def of_the(phrase: str) -> str | None:
    """The word for a party named before that an officer or head belongs to: "committee" in "an officer at the
    committee's office"; None for anybody else.
    """
    match = _OF_THE.match(phrase[:LOOKED_AT].lower())
    return match["party"] if match and match["party"] in GENERAL else None


def spoken_for(phrase: str) -> str | None:
    """The party that a spokesperson, head or minister speaks for; None for anybody else."""
    phrase = phrase[:LOOKED_AT]
    if (
        (match := _HEAD.match(phrase))
        and not _BODY.search(phrase[: match.start("party")])
        and (office_of(match["party"]) or len(_CAPITALS.findall(match["party"])) > 1)
    ):
        return match["party"]
    if match := _OF.search(phrase):
        return match["party"].strip()
    if (
        (match := _FOR.match(phrase))
        and len(match["party"]) > 2
        and match["party"].split()[-1].lower() not in ("a", "the", "its", "their")
    ):
        return match["party"]
    if (match := _INSIDE.match(phrase)) and office_of(match["party"]):
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
def country_codes() -> frozenset[str]:
    """The alpha-3 codes of all countries."""
    import pycountry

    return frozenset(c.alpha_3 for c in pycountry.countries)


@lru_cache(maxsize=300)
def alpha3(alpha2: str) -> str | None:
    """The alpha-3 code for an alpha-2 one; None where there is none."""
    import pycountry

    found = pycountry.countries.get(alpha_2=alpha2)
    return found.alpha_3 if found else None


def one_person(one: str, other: str) -> bool:
    """Whether two names may be one person's: the last words alike, and all of the shorter in the longer, as initials
    or in other letters too ("Aleksandr", "Alexander").
    """
    a, b = full_name(one), full_name(other)
    short, long = sorted((a, b), key=lambda words: (len(words), words))
    if not short:
        return False
    if len(short) == 1:
        return sounds(short[0]) in map(sounds, long)
    if sounds(short[-1]) != sounds(long[-1]):
        return False
    rest = long[:-1]
    return all(any(sounds(w) == sounds(x) or (len(w) == 1 and x.startswith(w)) or (len(x) == 1 and w.startswith(x))
                   for x in rest) for w in short[:-1])  # fmt: skip


def full_name(name: str) -> list[str]:
    """The words of a person's name in plain letters, without titles."""
    return [w for w in plain_letters(name).replace(".", "").split() if w not in TITLES][:MOST_WORDS]


_SOUNDS = (("kh", "h"), ("gh", "g"), ("ph", "f"), ("ck", "k"), ("sch", "sh"), ("tch", "ch"), ("x", "ks"), ("q", "k"),
           ("c", "k"), ("w", "v"), ("j", "i"), ("y", "i"), ("z", "s"))  # fmt: skip


@lru_cache(maxsize=100_000)
def sounds(word: str) -> str:
    """A name as it sounds: the same in the usual ways to write it in Latin letters; vowels count at its beginning."""
    for written, sound in _SOUNDS:
        word = word.replace(written, sound)
    word = re.sub(r"(.)\1+", r"\1", word)
    word = re.sub(r"^i(?=[aeou])", "", word)  # "Yelena", "Jelena", "Elena"
    return word[:1] + re.sub(r"[aeiou'’]", "", word[1:])


@lru_cache(maxsize=300)
def beginning_of(country: str | None) -> str:
    """The letters with which a country's name and its adjective both begin: "peru" in Peruvian."""
    import pycountry

    found = pycountry.countries.get(alpha_3=country) if country else None
    return plain_letters(getattr(found, "common_name", found.name))[:4] if found else ""


def plain_letters(word: str) -> str:
    """Small letters without accents."""
    plain = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in plain if not unicodedata.combining(c))


def plain_name(name: str) -> str:
    """A name as it is compared with others: small letters, no article."""
    return _THE.sub("", " ".join(name.casefold().replace("’", "'").split()))
