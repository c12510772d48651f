"""Which party a pronoun means: the best candidate before it, or none where two are as good."""

from __future__ import annotations

from accordingto.read.cast.parties import Party
from accordingto.read.cast.reference import Reference
from accordingto.read.cast.salience import Entry, History
from accordingto.read.cast.words import Words

_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_FIRST = frozenset({"i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves"})
_SINGULAR = frozenset({"i", "me", "my", "mine", "myself"})
PRONOUNS = _HE | _SHE | _IT | _THEY | _FIRST
_POSSESSIVE = frozenset({"his", "her", "its", "their", "hers", "theirs"})
SENTENCES_BACK = 4
LONGEST_QUOTE = 200
"""Tokens to either side in which a quotation's end is looked for; a mark that is never closed must cost no more."""
MARGIN = 0.25
"""How much better the best candidate must be than the next; below, the pronoun stays unresolved."""


def is_pronoun(words: Words, i: int) -> bool:
    """Whether token i is a personal pronoun ("us", not "US")."""
    return words.low[i] in PRONOUNS and (words.text[i] == "I" or not words.text[i].isupper())


class Pronouns:
    """Resolves the pronouns of one report; `at` takes what they mean, by token."""

    def __init__(self, words: Words, history: History, at: dict[int, Party]) -> None:
        self.words = words
        self.history = history
        self.at = at
        self._speech = Reference.load().speech
        self._with_subject = {words.head[i] for i, dep in enumerate(words.dep) if dep in ("nsubj", "nsubjpass")}

    def meant(self, i: int, speaker: Party | None) -> Party | None:
        """The party that the pronoun at token i means; the first person means the speaker."""
        if self.words.low[i] in _FIRST:
            speaker = speaker or self._quoted_speaker(i)
            singular = self.words.low[i] in _SINGULAR
            return speaker if singular or speaker is None or speaker.kind in ("organisation", "country") else None
        return self.at.get(i)

    def _quoted_speaker(self, i: int) -> Party | None:
        """Who says the quotation that token i stands in: the subject of the verb of telling next to its end, else to
        its start.
        """
        words = self.words
        if not words.quoted[i]:
            return None
        end, start = i, i
        while end < min(len(words) - 1, i + LONGEST_QUOTE) and words.quoted[end]:
            end += 1
        while start > max(0, i - LONGEST_QUOTE) and words.quoted[start]:
            start -= 1
        behind = range(end, min(end + 12, len(words)))
        ahead = range(start, max(start - 12, -1), -1)
        for window in (behind, ahead):
            for j in window:
                if words.quoted[j] and j != end:
                    break
                if words.low[j] in self._speech:
                    found = self._subject(j)
                    if found is not None:
                        return found
        return None

    def _subject(self, verb: int) -> Party | None:
        words = self.words
        for j in range(max(0, verb - 12), min(verb + 12, len(words))):
            if words.head[j] == verb and words.dep[j] in ("nsubj", "nsubjpass"):
                return self.at.get(j)
        return None

    def resolve(self, i: int) -> None:
        """Settles the pronoun at token i by what was said before (or, in a fronted clause, by the subject that
        follows).
        """
        low = self.words.low[i]
        if low in _FIRST or (low in _IT and self._empty(i)):
            return
        party = self._ahead(i) or self._best(i)
        if party is not None:
            self.at[i] = party
            if low in _HE and party.kind == "person" and not party.sex:
                party.sex = "m"
            if low in _SHE and party.kind == "person" and not party.sex:
                party.sex = "f"
            party.mentions.append((i, i + 1))
            self.history.enter(i, party)

    def fits(self, low: str, party: Party) -> bool:
        """Whether the pronoun can mean the party at all: number, sex and sort."""
        if low in _HE or low in _SHE:
            return party.kind == "person" and not party.plural and party.sex in ("", "m" if low in _HE else "f")
        if low in _IT:
            return party.kind in ("organisation", "country", "document") and not party.plural
        return party.plural or (
            party.kind == "organisation" and (party.country is not None or party.sector is not None)
        )

    def _best(self, i: int) -> Party | None:
        low = self.words.low[i]
        scores: dict[Party, float] = {}
        speaks = self.words.low[self.words.head[i]] in self._speech and self.words.dep[i] == "nsubj"
        told_by = self._quoted_speaker(i)
        for entry in self.history.back(i, SENTENCES_BACK):
            if entry.party is told_by:
                continue
            if entry.party.kind == "document" and not (speaks and entry.speaks):
                continue
            if self.fits(low, entry.party) and not self._coargument(i, entry):
                score = self._score(i, entry)
                if score > scores.get(entry.party, -99.0):
                    scores[entry.party] = score
        if not scores:
            return None
        ranked = sorted(scores.items(), key=lambda s: -s[1])
        if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN:
            return None
        return ranked[0][0]

    def _score(self, i: int, entry: Entry) -> float:
        words = self.words
        apart = words.sentence[i] - entry.sentence
        score = -1.0 * apart - 0.002 * (i - entry.token)
        if entry.subject:
            score += 1.5 + (0.5 if entry.speaks and apart <= 1 else 0.0)
        elif entry.object or entry.of_subject:
            score += 0.8
        elif entry.possessive:
            score -= 0.2
        if not apart and self._governs(i, entry):
            score += 1.0
        if entry.quoted and not words.quoted[i]:
            score -= 1.5
        if words.low[i] in ("they", "them", "their") and not entry.party.plural:
            score -= 0.7
        if words.low[words.head[i]] in self._speech and words.dep[i] == "nsubj" and entry.speaks and apart <= 1:
            score += 0.5
        return score

    def _governs(self, i: int, entry: Entry) -> bool:
        """ "X sold his house", "forced X to withdraw his army": X is the subject of the verb, told or understood."""
        words = self.words
        if words.low[i] not in _POSSESSIVE or words.dep[i] != "poss":
            return False
        verb = words.head[words.head[i]]
        if entry.subject:
            return entry.verb == verb
        return entry.object and words.dep[verb] in ("xcomp", "ccomp") and entry.verb == words.head[verb]

    def _coargument(self, i: int, entry: Entry) -> bool:
        """Subject and object of one verb are two parties, unless the pronoun is possessive."""
        if (self.words.low[i] in _POSSESSIVE and self.words.dep[i] == "poss") or self.words.low[i].endswith("self"):
            return False
        verb = self.words.head[i]
        return not entry.possessive and entry.verb in (verb, self._shared(verb))

    def _shared(self, verb: int) -> int:
        """The verb whose subject a coordinated verb shares ("barred the crowd but allowed them")."""
        words = self.words
        if words.dep[verb] != "conj" or verb in self._with_subject:
            return verb
        return words.head[verb]

    def _ahead(self, i: int) -> Party | None:
        """ "When he appeared before MPs, Matiangi accused ...": the subject of the main clause that follows a fronted
        one.
        """
        words = self.words
        first = words.firsts[words.sentence[i]]
        if i - first > 12 or words.quoted[i]:
            return None
        comma = next(
            (
                j
                for j in range(i + 1, min(i + 25, len(words)))
                if words.text[j] == "," and words.sentence[j] == words.sentence[i]
            ),
            None,
        )
        opener = words.low[first]
        if comma is None or opener not in Reference.load().openers:
            return None
        for j in range(comma + 1, min(comma + 9, len(words))):
            party = self.at.get(j)
            if party is not None and words.low[j] not in PRONOUNS:
                return party if self.fits(words.low[i], party) and words.dep[j] in ("nsubj", "nsubjpass") else None
        return None

    def _empty(self, i: int) -> bool:
        """ "It was not clear if", "it is hoped that": an "it" that means nothing."""
        words, lists = self.words, Reference.load()
        follow = words.low[i + 1 : i + 8]
        if words.dep[i] not in ("nsubj", "nsubjpass") and words.low[i] == "it" and "ADJ" in words.pos[i + 1 : i + 3]:
            return True
        if not follow or follow[0] in lists.empty_verbs:
            return bool(follow)
        modal = follow[0] in lists.empty_modals and "be" in follow[1:4] + ["be"] * ("been" in follow[1:4])
        if follow[0] not in lists.empty_openers and not modal:
            return False
        if follow[0] in ("is", "was", "'s", "’s") and words.pos[i + 2] == "DET" and words.dep[i] != "nsubjpass":
            return True
        judged = next((j for j in range(i + 2, min(i + 7, len(words))) if words.pos[j] in ("ADJ", "VERB")), None)
        if judged is None or words.low[judged] in lists.personal:
            return False
        if words.tag[judged] in ("VBN", "VBD", "VBG"):
            return words.low[judged] in lists.impersonal
        return any(w in lists.empty_links for w in follow[1:])
