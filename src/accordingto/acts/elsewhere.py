"""Whether a sentence is about sport, trade, weather or the arts: its violent and official words mean no acts there."""

from __future__ import annotations

from itertools import pairwise

from spacy.tokens import Span, Token

from accordingto.acts.codebook import Codebook
from accordingto.acts.drafts import Draft
from accordingto.acts.parties import PRONOUNS

SOFT = frozenset(
    {"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN"}
)
FIGURES = frozenset({"attack", "strike", "raid", "assault", "hit", "fire", "shoot", "battle", "war", "fight"})
"""Words of violence that mean none in sport and politics unless another word of it stands near."""
SURE = frozenset(
    {"suicide-attack", "crowd-control", "aerial", "heavy-weapons", "drone", "unconventional", "torture", "sexual"}
)
"""Modes whose own words are sign enough."""
BEFORE = 25
"""Words before a sentence that may hold the sign of violence that an attack needs."""
SILENCED = frozenset({"ban", "outlaw", "censor", "prohibit"})
"""What befalls works of art, told of no match."""
CLASSES = ("elsewhere", "sport", "weather", "fiction", "public", "forces", "armed", "weapon")


class Elsewhere:
    """Whether a sentence is about sport, trade, weather or the arts, by the codebook's word classes."""

    __slots__ = ("_classes", "_held", "_hints", "_known", "_victims", "_violent")

    def __init__(self, codebook: Codebook) -> None:
        self._classes = {c: codebook.words(c) for c in CLASSES}
        self._violent = codebook.words("armed") | codebook.words("weapon") | codebook.words("forces")
        self._held = codebook.words("held")
        self._victims = (
            codebook.words("person") | codebook.words("site") | codebook.words("country") | codebook.words("vehicle")
        )
        self._hints = tuple((codebook.words(f"{k}_core"), codebook.words(f"{k}_hint"), k) for k in ("sport", "arts"))
        self._known: dict[int, frozenset[str]] = {}

    def is_about(self, draft: Draft) -> bool:
        """Whether the draft stands in such a sentence and no public party or word brings it back."""
        found = self._found(draft.sentence)
        sentence = draft.sentence
        around = sentence.doc[max(0, sentence.start - BEFORE) : sentence.end]
        words = (t.lemma_.lower() for t in around if t.i != draft.head.i or t.lemma_ not in FIGURES)
        violent = not self._violent.isdisjoint(words)
        sure = draft.sense.agentless or draft.sense.mode in SURE
        if (
            draft.type == "ASSAULT"
            and draft.harm in (None, "wounded")
            and not (violent or sure or self._is_victim(draft))
        ):
            return True  # "a late attack by the visitors"
        if "fiction" in found and is_present(draft.head):
            return True
        if ("sport" in found or "arts" in found) and "forces" not in found and "public" not in found:
            return not self._stands(draft, sport="sport" in found)
        if (
            "weather" in found
            and "forces" not in found
            and (draft.type in SOFT or draft.harm == "displaced" or draft.harm == "killed")
        ):
            return True
        if "elsewhere" not in found or "public" in found:
            return False
        roles = draft.initiators + draft.targets
        return not any(t.ent_type_ in ("GPE", "NORP") for t in roles) or draft.type in (
            "CONSULT",
            "REJECT",
            "COERCE",
            "COOPERATE",
        )

    def _is_victim(self, draft: Draft) -> bool:
        """Whether somebody or something that people attack is among the targets."""
        armed = draft.sense.mode is not None and draft.match.phrase.kind == "verb"
        return any(
            t.ent_type_ in ("GPE", "NORP", "LOC")
            or t.lemma_.lower() in self._victims
            or (armed and (t.ent_type_ == "PERSON" or t.like_num or t.lower_ in PRONOUNS))
            for t in draft.targets
        )

    def _stands(self, draft: Draft, *, sport: bool) -> bool:
        """What is no sport and no plot: a step of law that several words tell, people killed, a work banned."""
        if draft.stage is not None and len(draft.match.tokens) > 1:
            return True  # "the singer was locked up for a song"
        if sport:
            return draft.harm == "killed" and self._is_victim(draft)
        return draft.type == "COERCE" and draft.head.lemma_ in SILENCED

    def _found(self, sentence: Span) -> frozenset[str]:
        if sentence.start not in self._known:
            lemmas = [t.lemma_.lower() for t in sentence]
            words = {t.lemma_.lower() for t in sentence if t.pos_ in ("NOUN", "PROPN", "ADJ")}
            words |= {f"{a} {b}" for a, b in pairwise(lemmas)}
            classes = {c for c, known in self._classes.items() if not known.isdisjoint(words)}
            if not self._held.isdisjoint(lemmas):
                classes |= {"public", "forces"}
            scored = any(_is_score(t) for t in sentence)
            for core, hints, kind in self._hints:
                if core & words and len((core | hints) & words) + (scored and kind == "sport") >= 2:
                    classes.add(kind)
            self._known[sentence.start] = frozenset(classes)
        return self._known[sentence.start]


def _is_score(token: Token) -> bool:
    """ "3-1", "6-4": the parser keeps them whole or splits them at the dash."""
    text = token.text
    return len(text) <= 5 and any(d in text for d in "-–") and text.replace("-", "").replace("–", "").isdigit()


def is_present(head: Token) -> bool:
    """Whether the clause of a predicate is told in the present tense."""
    verb = head
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:  # spaCy makes a new Token at each access
        verb = verb.head
    tense = next((c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass") and c.tag_ != "VBN"), verb.tag_)
    return tense in ("VBZ", "VBP")
