"""Who is subject and object of a predicate in the parse: passives, relative clauses, control, participles."""

from __future__ import annotations

from spacy.tokens import Token

from accordingto.acts.words import words

RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
OBJECT_CONTROL = frozenset(
    [
        "accuse",
        "arrest",
        "ask",
        "allow",
        "advise",
        "appoint",
        "authorize",
        "authorise",
        "blame",
        "beg",
        "ban",
        "bar",
        "cause",
        "caution",
        "charge",
        "challenge",
        "command",
        "compel",
        "condemn",
        "convict",
        "criticise",
        "criticize",
        "detain",
        "direct",
        "enable",
        "encourage",
        "expect",
        "fault",
        "fine",
        "force",
        "get",
        "hold",
        "imprison",
        "indict",
        "instruct",
        "invite",
        "jail",
        "leave",
        "lead",
        "let",
        "order",
        "permit",
        "persuade",
        "praise",
        "press",
        "pressure",
        "prevent",
        "prohibit",
        "prosecute",
        "push",
        "rebuke",
        "release",
        "remind",
        "request",
        "require",
        "sentence",
        "stop",
        "sue",
        "suspect",
        "tell",
        "thank",
        "urge",
        "want",
        "warn",
    ]
)
"""Verbs whose object does what follows ("urged Iran to free", "accused them of killing"), as grammars list them."""
DATELINE = 12
"""Words at the start of a sentence within which a place and an agency may stand."""
GIVEN = words("hand give deny grant award refuse fine")
"""Verbs that keep their object in the passive ("was arrested and handed two months")."""
MATTER = ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "appos", "conj", "dative")


def children(token: Token, *deps: str) -> list[Token]:
    """The children of `token` that hang on one of `deps`."""
    return [c for c in token.children if c.dep_ in deps]


def is_passive(verb: Token) -> bool:
    """Whether the verb's surface subject undergoes it ("was arrested", "the man arrested", "after being held")."""
    own = held = False
    for child in verb.children:
        if child.dep_ in ("nsubjpass", "auxpass", "agent", "csubjpass"):
            return True
        own = own or child.dep_ in ("aux", "nsubj")
        held = held or child.dep_ == "dobj"
    if _is_told_of(verb):
        return True
    if verb.tag_ == "VBN" and verb.dep_ == "conj" and not held and not children(verb, "aux", "auxpass"):
        return is_passive(verb.head)  # "30 were killed and 100 injured"
    if verb.tag_ not in ("VBN", "VBD") or own:
        return False
    if verb.dep_ == "acl" and not held and agent(verb) is not None:  # "an omission criticised by activists"
        return True
    if _is_main(verb):
        return False
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and verb.head.dep_ == "pcomp" and verb.head.tag_ == "VBG":
        return is_passive(verb.head.head.head)  # "was charged with plotting a coup and detained"
    if verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        return (verb.tag_ == "VBN" or not held or verb.lemma_ in GIVEN) and is_passive(verb.head)
    if (
        verb.dep_ == "advcl"
        and not held
        and verb.head.pos_ == "VERB"
        and not any(c.dep_ == "mark" for c in verb.children)
    ):
        return is_passive(verb.head) or verb.tag_ == "VBN"
    return verb.tag_ == "VBN" and not (held and verb.dep_ == "acl") and verb.dep_ in ("acl", "amod", "advcl", "oprd")


def _is_told_of(verb: Token) -> bool:
    """Participles that the parse takes for adjectives or clauses: "have been frozen", "had their phones seized"."""
    if verb.tag_ != "VBN":
        return False
    if verb.dep_ == "acomp":
        return bool(verb.head.lemma_ == "be")
    return verb.dep_ == "ccomp" and verb.head.lemma_ in ("have", "get", "see") and bool(children(verb, "nsubj"))


def is_hidden_clause(verb: Token) -> bool:
    """ "The charity sheltered women": the parse takes some main verbs for adjectives of their object."""
    if verb.dep_ != "amod":
        return False
    joined = verb.tag_ == "VBD" and verb.i > 0 and verb.nbor(-1).lower_ in ("and", "but", "then")
    return joined or any(c.dep_ == "nsubj" for c in verb.children)


def _is_main(verb: Token) -> bool:
    """ "The militia handed in its weapons": the parse takes some main verbs for participles of their subject."""
    return verb.dep_ == "acl" and verb.tag_ == "VBD"


def antecedent(pronoun: Token) -> Token:
    """The noun that a relative pronoun stands for; the token itself where it is none."""
    if pronoun.lower_ not in RELATIVE:
        return pronoun
    clause = next((a for a in (pronoun, *pronoun.ancestors) if a.dep_ == "relcl"), None)
    return clause.head if clause is not None else pronoun


def governor(verb: Token) -> Token | None:
    """The verb that `verb` shares its subject with: its first conjunct or the verb that it complements."""
    head = verb.head
    if is_hidden_clause(verb):
        while head.dep_ in ("conj", "dobj", "pobj", "prep") and head.pos_ not in ("VERB", "AUX"):
            head = head.head
        return head if head.pos_ in ("VERB", "AUX") else None
    if verb.dep_ in ("xcomp", "ccomp") and head.pos_ == "ADJ" and head.dep_ == "acomp":  # "is likely to be charged"
        head = head.head
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "parataxis", "dep", "acomp") and head.pos_ in ("VERB", "AUX"):
        return head
    return None


def subject(verb: Token, depth: int = 0) -> Token | None:
    """The grammatical subject, found through control, coordination, participles and relative clauses."""
    own = children(verb, "nsubj", "nsubjpass")
    if own:  # of two the first is a dateline: "(Beirut) - Security forces have used"
        return antecedent(_behind_dateline(own[-1]))
    if depth > 4:
        return None
    if verb.dep_ == "relcl":
        return None
    if (
        verb.dep_ == "advcl"
        and verb.tag_ == "VBN"
        and verb.i > 1
        and verb.nbor(-1).text == ","
        and agent(verb) is not None
    ):
        before = verb.nbor(-2)  # "the advance by Syrian forces, backed by Russia": what stands before the comma
        if before.pos_ in ("NOUN", "PROPN"):
            return before
    if verb.dep_ == "acl":
        return _subject_of_participle(verb, depth)
    if verb.dep_ == "pcomp":
        return _subject_of_gerund(verb, depth)
    head = governor(verb)
    if head is None:
        return None
    if verb.dep_ in ("xcomp", "ccomp", "advcl") and head.lemma_ in OBJECT_CONTROL and verb.dep_ != "advcl":
        held = direct_object(head)
        if held is not None:
            return held
    if verb.dep_ == "ccomp" and verb.tag_ not in ("VB", "VBG"):
        return None
    if verb.dep_ == "advcl":
        return doer(head, depth + 1) if verb.tag_ == "VBG" else subject(head, depth + 1)
    return subject(head, depth + 1)


def _behind_dateline(noun: Token) -> Token:
    """ "MEXICO CITY (AP) Mexico's Senate": the parse takes the subject for an apposition of the place."""
    for child in noun.children:
        first = child.left_edge
        if (
            child.dep_ == "appos"
            and first.i > 0
            and first.nbor(-1).text == ")"
            and first.i - first.sent.start < DATELINE
        ):
            return child
    return noun


def _subject_of_participle(verb: Token, depth: int) -> Token | None:
    """Of "militants fighting": the militants; of "a decision to deploy": whoever decides."""
    noun = verb.head
    if verb.tag_ in ("VBG", "VBN", "VBD"):
        return antecedent(noun)
    owner = possessor(noun)
    if owner is not None:
        return owner
    if noun.dep_ in ("dobj", "pobj", "attr") and noun.head.pos_ in ("VERB", "AUX", "ADP"):
        up = noun.head if noun.head.pos_ != "ADP" else noun.head.head
        return subject(up, depth + 1) if up.pos_ in ("VERB", "AUX") else None
    return None


def _subject_of_gerund(verb: Token, depth: int) -> Token | None:
    """Of "for supporting", "after killing": the object of the verb before where that controls it, else its subject."""
    up = verb.head.head
    if verb.head.dep_ == "agent":
        return None
    if (
        up.pos_ in ("NOUN", "PROPN", "PRON")
        and up.dep_ == "dobj"
        and up.head.lemma_ in OBJECT_CONTROL
        and verb.head.lower_ in ("of", "for")
    ):
        return up
    if up.dep_ == "pobj" and up.head.head.dep_ == "dobj" and up.head.head.head.lemma_ in OBJECT_CONTROL:
        return up.head.head  # "accused a clique of judges of working": the parse hangs it on the judges
    if up.pos_ in ("VERB", "AUX"):
        if up.lemma_ in OBJECT_CONTROL and verb.head.lower_ in ("of", "for", "with", "from", "over", "into"):
            held = direct_object(up)
            if held is not None:
                return held
        return subject(up, depth + 1)
    return possessor(up)


def doer(verb: Token, depth: int = 0) -> Token | None:
    """Who does it: the subject, or the "by" of a passive."""
    if is_passive(verb):
        return agent(verb)
    return subject(verb, depth)


def agent(verb: Token) -> Token | None:
    """The noun after "by"; shared along coordinated passives ("detained and beaten by police")."""
    for child in verb.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            for noun in child.children:
                if noun.dep_ == "pobj" and noun.ent_type_ not in ("DATE", "TIME"):
                    return noun
    for other in verb.children:
        if other.dep_ == "conj" and other.tag_ == "VBN" and not children(other, "nsubj", "nsubjpass"):
            return agent(other)
    return None


def direct_object(verb: Token, depth: int = 0) -> Token | None:
    """Who undergoes it: the object, a passive's subject, or the noun that a participle or relative clause describes."""
    if is_passive(verb):
        return subject(verb)
    if is_hidden_clause(verb):
        return verb.head
    for child in verb.children:
        if child.dep_ == "dobj":
            return antecedent(child)
    for child in verb.children:  # "ordered Menem to appear": the parse hangs the person on the lower verb
        if (
            child.dep_ in ("ccomp", "xcomp")
            and (child.tag_ in ("VB", "VBG") or verb.lemma_ == "let")
            and verb.lemma_ in OBJECT_CONTROL
        ):
            for lower in child.children:
                if lower.dep_ in ("nsubj", "nsubjpass"):
                    return antecedent(lower)
    for child in verb.children:  # "found the general guilty"
        if (
            child.dep_ == "ccomp"
            and child.pos_ in ("ADJ", "NOUN")
            and not any(c.dep_ in ("aux", "cop") for c in child.children)
        ):
            for lower in child.children:
                if lower.dep_ == "nsubj":
                    return antecedent(lower)
    for child in verb.children:
        if child.dep_ == "dative" and child.pos_ != "ADP":
            return child
    if verb.dep_ == "relcl" and any(c.dep_ in ("nsubj",) for c in verb.children):
        own = next(c for c in verb.children if c.dep_ == "nsubj")
        if own.lower_ not in RELATIVE:
            return verb.head
    complete = children(verb, "xcomp", "ccomp")
    for child in verb.children:  # "arrested and charged a man"
        if (
            child.dep_ == "conj"
            and not complete
            and depth < 2
            and child.tag_ == verb.tag_
            and not any(c.dep_ in ("nsubj", "nsubjpass") for c in child.children)
        ):
            return direct_object(child, depth + 1)
    return None


def possessor(noun: Token) -> Token | None:
    """The owner: "Israel's raid", "his arrest"."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    return None


NO_PLACE = words("according due owing thanks prior next close compared because instead such")
"""First words of two-word prepositions whose noun is no party of the clause ("according to")."""


def after(token: Token, link: str) -> list[Token]:
    """The nouns after the preposition `link` of a verb or noun, also one step down ("fire on", "an attack on")."""
    out: list[Token] = []
    for child in token.children:
        if child.lower_ == link and child.dep_ in ("prep", "agent", "dative", "prt"):
            out.extend(n for n in child.children if n.dep_ == "pobj")
        elif child.dep_ == "prep" and child.lower_ not in NO_PLACE:  # "out of", "in front of"
            for lower in child.children:
                if lower.dep_ == "prep" and lower.lower_ == link:
                    out.extend(n for n in lower.children if n.dep_ == "pobj")
    return out


def modifiers(noun: Token) -> list[Token]:
    """Parties named before a noun: "Israeli raid", "police raid", "US-led attack"."""
    return [c for c in noun.children if c.dep_ in ("compound", "amod", "nmod") and c.i < noun.i]
