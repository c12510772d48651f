"""Who did it and to whom: the slots of a sense's frame, filled with noun phrases of the parse."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from spacy.tokens import Token

from accordingto.acts.codebook import Sense
from accordingto.acts.grammar import (
    after,
    agent,
    antecedent,
    direct_object,
    doer,
    is_passive,
    modifiers,
    possessor,
    subject,
)
from accordingto.acts.matching import Match
from accordingto.acts.parties import NAMES, Parties
from accordingto.acts.reach import (
    clause_subjects,
    companions,
    is_agent_of,
    is_nobody,
    is_own,
    nations,
    reach,
    speaker,
)
from accordingto.acts.status import ROUNDS
from accordingto.acts.words import words

BODILY = frozenset({"ASSAULT", "COERCE"})
"""Types whose target may be a thing: a Thai trawler is sunk, while of a Thai plan the Thais are refused."""
VERBAL = frozenset(
    {"PROTEST", "AGREE", "CONSULT", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE", "COOPERATE", "AID"}
)
"""Types whose target is a party; the others may befall a place or a thing as well."""
LIGHT = words(
    "fly stag wag begin carry complete conduct continue commit deliver do end enter execute extend fire give have "
    "hold initiate issue launch lead lodge make mount offer open orchestrate order perform perpetrate plan pay "
    "press receive renew resume schedule seek send sign stage start step suspend take undertake unleash wage "
    "attend attempt announce join win organise organize finish file conclude demand expand intensify strengthen "
    "express voice impose set agree reach pursue"
)
"""Verbs that only carry the noun ("launched an attack"); "stag" and "wag" are the parser's lemmas of staged, waged."""
SUFFER = words(
    "suffer face undergo receive escape survive endure await fear sustain experience repel resist withstand get"
)
"""Verbs whose subject is the target of the noun ("suffered an attack", "survived an assassination attempt")."""


HELD = words("hostage captive prisoner")
BEFALLEN = words("target victim subject object scene focus")
"""Nouns whose "of" tells what befell the subject of "to be" ("was the target of a raid")."""
HARMED = words("hit strike kill wound injure damage destroy hurt die level flatten gut target catch maim burn ruin")
COMPLEMENTS = ("xcomp", "acl", "ccomp", "dobj", "pobj", "pcomp")
STAYING = words("be remain come stay go live spend languish sit die pass serve")
DOCUMENTS = words(
    "statement declaration letter resolution report communique appeal message note remark comment speech decree "
    "order petition document announcement motion vote move decision troop force aircraft plane warplane jet "
    "helicopter tank missile plan policy law"
)
"""Subjects that stand for whoever made or sent them ("Israel's jets bombed", "the party's statement condemned")."""


HANDLED = words(
    "arrest detention capture release trial prosecution extradition death killing murder execution conviction "
    "assassination"
)
"""Nouns whose "of" names the party meant ("a warrant for the arrest of X")."""
ATTACKS = words(
    "offensive attack raid strike airstrike bombing operation campaign assault bombardment shelling invasion crackdown"
)
"""Happenings that stand for those who wage them ("the Russian-backed offensive has killed")."""


class Frames:
    """Fills the frames of matches; holds no state of its own."""

    __slots__ = ("parties",)

    def __init__(self, parties: Parties) -> None:
        self.parties = parties

    def fill(self, match: Match) -> tuple[list[Token], list[Token]]:
        """The head tokens of initiators and targets, each once, in text order."""
        sense, noun = match.phrase.sense, match.phrase.kind == "noun"
        if noun:
            initiator, target, mutual = sense.noun_initiator, sense.noun_target, sense.noun_mutual
        else:
            initiator, target, mutual = sense.initiator, sense.target, sense.mutual
        slot = self._noun_slot if noun else self._state_slot if match.phrase.kind == "state" else self._verb_slot
        strict = sense.type in VERBAL
        taken: set[int] = set()
        targets = self._first(target, match, slot, strict, taken)
        if (
            not targets and target and match.object is not None and not noun
        ):  # "mounted an invasion of": the noun's own frame
            targets = self._first(sense.noun_target, match, self._used_slot, strict, taken)
        if noun and not targets:
            targets = self._sufferer(match)
        if match.phrase.kind == "verb" and not targets and match.object is None and is_passive(match.head):
            fired_on = direct_object(match.head)  # "the ferry was fired on by a gunboat"
            targets = [fired_on] if fired_on is not None and match.phrase.pieces and "on" in target else []
        taken |= {t.i for t in targets}
        if mutual:
            initiators = self._all(initiator, match, slot, taken)
            if noun and len(initiators) == 1 and match.head.dep_ in ("nsubj", "nsubjpass"):
                initiators = [*speaker(match.head.head), *initiators]  # "the rebels say talks with the army go on"
        else:
            initiators = self._first(initiator, match, slot, True, taken)
        if sense.type == "MOBILIZE" and not initiators and match.phrase.kind == "verb":
            moved = match.object if match.object is not None else direct_object(match.head)
            if moved is not None:  # "troops have been sent": the forces themselves
                return [moved], self._spread(targets, match)
        return self._spread(initiators, match), self._spread(targets, match)

    def fits(self, match: Match, initiators: list[Token]) -> bool:
        """Whether a noun's conditions hold for its "of" and its initiators ("the release of a letter" frees nobody)."""
        for condition in match.phrase.sense.conditions:
            if condition.part == "object":
                parts = after(match.head, "of")
            elif condition.part == "subject":
                parts = initiators
            else:
                continue
            if parts and any(self.parties.fits(p, condition.words) for p in parts) != condition.wanted:
                return False
        return True

    def _first(self, slots: Iterable[str], match: Match, fill: Callable[[str, Match], list[Token]], strict: bool,
               taken: set[int]) -> list[Token]:  # fmt: skip
        spare: list[Token] = []
        for slot in slots:
            found = [t for part in slot.split("+") for t in fill(part, match) if t.i not in taken]
            good = [t for t in found if self._is_role(t, match.phrase.sense)]
            if not good and slot not in ("subject", "light", "modifier", "possessor", "speaker"):
                good = [
                    t if match.phrase.sense.type in BODILY and o in modifiers(t) else o
                    for t in found
                    for o in self._behind_thing(t)
                    if o.i not in taken and not is_agent_of(o, match.head)
                ]
            if good:
                return good
            if not strict and not spare and slot not in ("modifier", "light"):
                spare = [
                    t
                    for t in found
                    if t.pos_ in ("NOUN", "PROPN", "PRON", "NUM")
                    and t.ent_type_ not in ("DATE", "TIME", "MONEY", "PERCENT")
                ]
        return spare

    def _all(
        self, slots: Iterable[str], match: Match, fill: Callable[[str, Match], list[Token]], taken: set[int]
    ) -> list[Token]:
        out: dict[int, Token] = {}
        for slot in slots:
            for token in fill(slot, match):
                if token.i not in taken and self._is_role(token, match.phrase.sense):
                    if slot == "modifier" and out:
                        continue
                    out.setdefault(token.i, token)
        return list(out.values())

    def _is_role(self, token: Token, sense: Sense) -> bool:
        if sense.type == "ASSAULT" and token.lemma_ in ATTACKS and token.dep_ == "nsubj":
            return any(
                c.i < token.i and (c.ent_type_ in NAMES or c.dep_ in ("poss", "compound")) for c in token.subtree
            )
        if token.i in self.parties.towns and sense.type in ("CONSULT", "AGREE", "COOPERATE") and sense.mode != "visit":
            return False
        if self.parties.is_party(token):
            return True
        return token.ent_type_ in ("GPE", "LOC", "FAC") and sense.type not in ("ACCUSE", "REQUEST", "AGREE")

    def _verb_slot(self, slot: str, match: Match) -> list[Token]:
        verb, used = match.head, match.object
        if verb.dep_ == "aux" and slot != "speaker":  # "must", "shall": the verb that they help
            verb = verb.head
        if slot == "subject":
            if used is not None and is_passive(verb) and used.dep_ == "nsubjpass":
                found = doer(verb)
            elif match.phrase.sense.target[:1] == ("subject",):
                found = subject(verb)
            else:
                found = doer(verb)
            return self._behind(found, verb) if found is not None and (used is None or found.i != used.i) else []
        if slot == "object":
            other = direct_object(verb)
            if used is not None and used.lemma_ in HELD and other is not None and other.i != used.i:
                return [other]  # "fighters taken hostage"
            asked = used is not None and match.phrase.sense.type in VERBAL and self.parties.is_party(used)
            if used is not None and (asked or self._is_people(used)) and used.dep_ in ("dobj", "nsubjpass"):
                return [used]
            found = direct_object(verb)
            found_all = [found] if found is not None and (used is None or found.i != used.i) else []
            return found_all + (companions(verb) if found_all and is_passive(verb) else [])
        if slot == "dative":
            found_d = [c for c in verb.children if c.dep_ == "dative"]
            receiver = subject(verb) if is_passive(verb) and not found_d else None
            if receiver is not None and any(c.dep_ == "dobj" for c in verb.children):
                return [receiver]  # "Kyiv was given tanks"
            return [
                d if d.pos_ != "ADP" else n
                for d in found_d
                for n in ([d] if d.pos_ != "ADP" else [c for c in d.children if c.dep_ == "pobj"])
            ]
        if slot == "owner":
            thing = used if used is not None else direct_object(verb)
            found_o = self._owner(thing) if thing is not None else []
            alone = is_passive(verb)  # nobody else whom "his" could mean
            return [t for t in found_o if t.pos_ != "PRON" or match.phrase.sense.type == "ACCUSE" or alone]
        if slot == "clause":
            return clause_subjects((verb, *match.tokens))
        if slot == "complement":
            return self._complement((verb, *match.tokens))
        if slot == "speaker":
            return speaker(verb)
        if slot == "modifier":  # "died in Turkish air strikes"
            return [m for t in match.tokens if t.dep_ == "pobj" for m in modifiers(t) if m.ent_type_ in NAMES]
        if slot in ("light", "possessor"):
            return []
        out = after(verb, slot)
        if not out and slot == "with" and used is None:  # "discussed the case with the president"
            thing_said = direct_object(verb)
            out = after(thing_said, slot) if thing_said is not None and thing_said.i > verb.i else out
        for thing in reach(used):
            out = out + [t for t in after(thing, slot) if t not in out]
        for other in match.tokens:
            if other.dep_ in ("prep", "prt", "pobj") and other is not verb:
                out = out + [t for t in after(other, slot) if t not in out]
        return [t for t in out if t not in match.tokens]

    def _is_people(self, token: Token) -> bool:
        """Whether the object that a phrase has used up stands for people all the same ("claimed 40 lives")."""
        if token.lower_ == "force":  # "used force"
            return False
        return token.lemma_.lower() in self.parties.people or token.lemma_ == "life"

    def _used_slot(self, slot: str, match: Match) -> list[Token]:
        if match.object is None or slot in ("modifier", "light", "clause", "complement"):
            return []
        if slot == "possessor":
            owner = possessor(match.object)
            return [owner] if owner is not None and owner.pos_ != "PRON" else []
        return after(match.object, slot)

    def _behind(self, found: Token, verb: Token) -> list[Token]:
        """The subject, or whoever stands behind it: "issued a declaration demanding", "his statement accused"."""
        if self.parties.is_party(found) or found.pos_ != "NOUN":
            return [found]
        if verb.dep_ == "acl" and found.dep_ == "dobj" and found.head.pos_ == "VERB":
            above = doer(found.head)
            if above is not None:
                return [above]
        if found.lemma_ in DOCUMENTS:
            return self._owner(found) or [found]
        return [found]

    def _complement(self, owners: Iterable[Token]) -> list[Token]:
        """The party inside what is promised, threatened or refused: "to cut off electricity to Armenia"."""
        for owner in owners:
            for clause in owner.children:
                inner = (
                    [n for n in clause.children if n.dep_ in ("pobj", "pcomp")] if clause.dep_ == "prep" else [clause]
                )
                for part in inner:
                    if part.dep_ in COMPLEMENTS and part.pos_ in ("VERB", "AUX", "NOUN"):
                        found = self._party_in(part, 0)
                        if found:
                            return found
        return []

    def _party_in(self, clause: Token, depth: int) -> list[Token]:
        thing = direct_object(clause) if clause.pos_ == "VERB" else None
        if thing is not None and self.parties.is_party(thing) and not is_own(thing):
            return [thing]
        for owner in (clause, thing):
            for link in ("to", "on", "against", "with", "from", "for", "of", "at", "by", "in"):
                found = [t for t in after(owner, link) if self._is_somebody(t)] if owner is not None else []
                if found:
                    return found
        owners = [t for t in self._owner(thing) if t.pos_ != "PRON"] if thing is not None else []
        if owners:
            return owners
        deeper = [c for c in clause.children if c.dep_ in ("xcomp", "dobj") and c.pos_ in ("VERB", "NOUN")]
        return self._party_in(deeper[0], depth + 1) if deeper and depth < 2 else []

    def _is_somebody(self, token: Token) -> bool:
        return (self.parties.is_party(token) or token.ent_type_ in ("GPE", "LOC")) and not is_own(token)

    def _behind_thing(self, thing: Token) -> list[Token]:
        """The named party behind a thing: "against President Assad's rule"."""
        if thing.lemma_ in HANDLED:
            held = [t for t in after(thing, "of") if self.parties.is_party(t)]
            if held:
                return held
        return [t for t in self._owner(thing) if t.pos_ != "PRON" and self.parties.is_party(t)]

    def _owner(self, thing: Token) -> list[Token]:
        """Whose it is: "Israel's raid", "an Australian ultimatum", "an appeal from the king", "the policy of Spain"."""
        owner = possessor(thing)
        if owner is not None:
            return [owner]
        for link in ("by", "from", "of"):
            found = [t for t in after(thing, link) if self.parties.is_party(t)]
            if found:
                return found
        for clause in thing.children:  # "the demonstration staged by students"
            if clause.dep_ == "acl" and clause.tag_ == "VBN":
                did = agent(clause)
                if did is not None and self.parties.is_party(did):
                    return [did]
        return [m for m in modifiers(thing) if m.ent_type_ in NAMES]

    def _state_slot(self, slot: str, match: Match) -> list[Token]:
        head = match.head.head
        if slot == "subject":
            if head.pos_ in ("VERB", "AUX"):
                found = direct_object(head) if head.lemma_ not in STAYING else subject(head)
                if found is not None and found.lower_.endswith(("self", "selves")):  # "found himself in custody"
                    found = subject(head)
                return [found] if found is not None else []
            if head.dep_ == "dobj" and head.head.lemma_ in STAYING and not self.parties.is_party(head):
                found = subject(head.head)
                return [found] if found is not None else []
            return [antecedent(head)]
        if slot == "object":
            return self._state_slot("subject", match) if match.phrase.sense.initiator[:1] != ("subject",) else []
        return [*after(head, slot), *(after(match.object, slot) if match.object is not None else [])]

    def _noun_slot(self, slot: str, match: Match) -> list[Token]:
        noun = match.head
        if slot == "possessor":
            owner = possessor(noun)
            return [owner] if owner is not None else []
        if slot == "modifier":
            return [
                m
                for m in modifiers(noun)
                if m not in match.tokens and (m.ent_type_ in NAMES or (m.pos_ == "NOUN" and self.parties.is_party(m)))
            ]
        if slot == "drawn":  # "a rally drew 10,000 people"
            drew = noun.dep_ == "nsubj" and noun.head.lemma_ in ("draw", "attract", "bring")
            found = direct_object(noun.head) if drew else None
            return [found] if found is not None else []
        if slot == "light":
            return self._light(match)
        if slot == "clause":
            return clause_subjects((noun,))
        if slot == "complement":
            return self._complement((noun,))
        if slot in ("subject", "object", "owner", "dative", "speaker"):
            return []
        nouns = after(noun, slot)
        if not nouns and slot == "against":  # "protests in the suburbs against the president's rule"
            nouns = [t for c in noun.children if c.dep_ == "prep" for n in c.children for t in after(n, slot)]
        if not nouns and slot in ("with", "to", "from"):  # "a suspension of links with Serbia"
            nouns = [t for thing in reach(noun)[1:] for t in after(thing, slot)]
        if not nouns and slot == "by":  # "the arrest of the editor by soldiers": the parse hangs it on the editor
            nouns = [t for thing in reach(noun)[1:] for t in after(thing, "by")]
        return nouns

    def _light(self, match: Match) -> list[Token]:
        """The subject of the verb that the noun is the object of: "the army launched an attack"."""
        noun = match.head
        verb = noun.head
        if (
            noun.dep_ == "pobj"
            and verb.lower_ in ("in", "during", "at")
            and match.phrase.sense.type in ("CONSULT", "COOPERATE")
        ):
            return [t for t in (doer(verb.head), direct_object(verb.head)) if t] if verb.head.pos_ == "VERB" else []
        if noun.dep_ == "pobj" and verb.dep_ == "prep" and verb.lower_ in ("of", "in", "to", "with"):
            verb = verb.head
            if verb.pos_ == "NOUN" and verb.dep_ in ("dobj", "nsubjpass") and verb.lemma_ in ROUNDS:
                verb = verb.head
            elif verb.pos_ not in ("VERB",) or verb.lemma_ not in LIGHT | {
                "engage",
                "participate",
                "take",
                "respond",
                "meet",
                "do",
                "gather",
                "resort",
            }:
                return []
        if verb.pos_ != "VERB" or verb.lemma_ in SUFFER:
            return []
        if verb.lemma_ == "have" and match.phrase.sense.type == "COERCE":
            return []  # "had a previous arrest": it befell him
        if (noun.dep_ == "dobj" and verb.lemma_ in LIGHT) or noun.dep_ == "pobj":
            found = doer(verb)
            return [found] if found is not None else []
        if noun.dep_ == "nsubjpass":
            found = doer(verb)
            return [found] if found is not None else []
        return []

    def _sufferer(self, match: Match) -> list[Token]:
        """Whom a noun befell by the verb that it hangs on: "survived an attempt", "was hit in an air strike"."""
        head, verb = match.head, match.head.head
        had = verb.lemma_ == "have" and match.phrase.sense.type == "COERCE"
        if head.dep_ == "dobj" and (verb.lemma_ in SUFFER or had):
            found = subject(verb)
            return [found] if found is not None else []
        above = verb.head
        if head.dep_ == "pobj" and verb.lower_ == "of" and above.lemma_ in BEFALLEN and above.dep_ == "attr":
            found = subject(above.head)
            return [found] if found is not None else []
        if (
            head.dep_ == "pobj"
            and verb.dep_ in ("prep", "agent")
            and verb.lower_ in ("in", "by", "during", "from")
            and match.phrase.sense.type == "ASSAULT"
            and above.pos_ == "VERB"
            and is_passive(above)
            and above.lemma_ in HARMED
        ):
            found = direct_object(above)
            return [found] if found is not None else []
        return []

    def _spread(self, heads: list[Token], match: Match) -> list[Token]:
        """Coordinated parties apart, pronouns of relative clauses at their nouns; each once."""
        out: dict[int, Token] = {}
        for head in heads:
            head = antecedent(head)
            for nation in nations(head):
                out.setdefault(nation.i, nation)
            out.setdefault(head.i, head)
            for other in head.conjuncts:
                if (
                    other.i > head.i
                    and other.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")
                    and self._is_role(other, match.phrase.sense)
                ):
                    out.setdefault(other.i, other)
        own = match.tokens
        if match.phrase.kind == "noun":  # what hangs on a noun may be a role
            own = tuple(t for t in own if t.i <= match.head.i)
        verbal = match.phrase.sense.type in VERBAL
        used = {
            t.i for t in own if t != match.object or not (self._is_people(t) or (verbal and self.parties.is_party(t)))
        }
        return [out[i] for i in sorted(out) if i not in used and not is_nobody(out[i])]
