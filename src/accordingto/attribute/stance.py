"""What kind a statement is and how its speaker stands to it: asserts, confirms, denies, no comment, silent."""

from __future__ import annotations

from spacy.tokens import Token

from accordingto.attribute.lexicon import Lexicon, words
from accordingto.attribute.objects import denies_a_telling
from accordingto.attribute.parse import is_negated, is_passive
from accordingto.attribute.quoting import saying_after
from accordingto.attribute.refusals import answer_that_is_none
from accordingto.attribute.silences import silence_of
from accordingto.types import Form, Kind, Stance

_TOLD = words("stance_told")
_LABELLING = words("stance_labelling")
_JUDGING = words("stance_judging")
_PHRASES_DENYING = words("stance_phrases_denying")
_PHRASES_CONFIRMING = ("pleaded guilty", "pleads guilty", "plead guilty", "pleading guilty", "owned up")
_TRUE = frozenset({"true", "correct", "accurate", "authentic", "genuine"})
_QUOTE_MARKS = str.maketrans("\"“”„«»‘’'`.,;:!?", " " * 16)


def read_stance(head: Token | None, cue: tuple[Token, ...], content: tuple[Token, ...], lexicon: Lexicon) -> Stance:
    """The stance that the cue words and what is said give, without a look at other statements."""
    if any(answer_that_is_none(t) for t in cue) or is_no_comment(content):
        return "no_comment"
    if is_silent(head, cue):
        return "does_not_mention"
    words = " ".join(t.lower_ for t in (*cue, *content[:6]))
    if any(p in words for p in _PHRASES_DENYING):
        return "denies"
    if any(p in words for p in _PHRASES_CONFIRMING):
        return "confirms"
    if head is None:
        return contradicts(content, lexicon) or "asserts"
    saying = saying_after(head) if head.lemma_ in ("quote", "cite") else None
    verb = lexicon.verb(head if saying is None else saying)
    if saying is not None and verb is not None and verb.stance != "asserts":
        return verb.stance
    if verb is not None and verb.stance != "asserts":
        return _own_stance(head, verb.stance, content, lexicon)
    if head.lemma_ in ("denial", "rebuttal"):
        return "denies"
    if head.lemma_ in ("admission", "confirmation", "acknowledgement", "confession"):
        return "confirms"
    if head.lemma_ in _LABELLING:
        return "denies" if labels_false(content, lexicon) else "asserts"
    return contradicts(content, lexicon) or "asserts"


def is_no_comment(content: tuple[Token, ...]) -> bool:
    """Whether what is said is "No comment" itself."""
    return [t.lower_ for t in content if t.is_alpha] in (["no", "comment"], ["no", "further", "comment"])


def is_silent(head: Token | None, cue: tuple[Token, ...]) -> bool:
    """Whether the cue tells that a party says nothing on something ("gave no details" has it in the object)."""
    objects = (
        [c for c in head.children if c.dep_ == "dobj"]
        if head is not None and head.lemma_ in ("give", "provide", "offer", "make")
        else []
    )
    return any(silence_of(t) for t in (*cue, *objects))


def _own_stance(head: Token, stance: Stance, content: tuple[Token, ...], lexicon: Lexicon) -> Stance:
    if stance == "denies":
        if is_negated(head):
            return "does_not_mention"
        return "denies" if is_denial(head, content, lexicon) else "asserts"
    return "asserts" if is_negated(head) else stance


def is_denial(head: Token, content: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """Whether a verb of denying denies something told; "denied bail", "rejected the offer" are acts."""
    if any(c.dep_ == "dative" for c in head.children):
        return False
    clause = next((c for c in head.children if c.dep_ in ("ccomp", "xcomp") and c.tag_ != "TO"), None)
    if clause is not None and clause.lemma_.lower() in lexicon.refused_things:
        return False
    if clause is not None:
        return not is_passive(head)
    things = [
        t for t in content if t.dep_ in ("dobj", "nsubjpass", "nsubj") and (t.head.i == head.i or is_passive(head))
    ]
    thing = next((t for t in things if t.head.i == head.i), things[0] if things else None)
    if thing is None:
        thing = next((t for t in content if t.head.i not in {x.i for x in content}), None)
    if thing is None:
        return False
    if is_passive(head) and thing.dep_ == "dobj":
        return False
    return denies_a_telling(head, thing, lexicon)


def labels_false(content: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """ "called the accusations baseless", "called them indecent"."""
    lemmas = {t.lower_ for t in content}
    told = any(t.lemma_.lower() in _TOLD for t in content[:8])
    return told and not lemmas.isdisjoint(lexicon.contradicting) and not any(t.dep_ == "neg" for t in content)


def contradicts(content: tuple[Token, ...], lexicon: Lexicon) -> Stance | None:
    """A plain telling that what others told is false or true: "the claims were baseless", "That is a lie"."""
    for token in content:
        if (
            token.dep_ not in ("acomp", "attr", "oprd")
            or token.head.lemma_ != "be"
            or token.head.dep_ in ("advcl", "relcl")
        ):
            continue
        about = next((c for c in token.head.children if c.dep_ in ("nsubj", "expl") and c.i < token.i), None)
        if about is None or about.lemma_.lower() not in _TOLD:
            continue
        words = {t.lower_ for t in token.subtree}
        negated = is_negated(token.head)
        if words & lexicon.contradicting:
            return None if negated else "denies"
        if words & _TRUE:
            return "denies" if negated else "confirms"
    return "denies" if disclaims(content) or _is_outcry(content, lexicon) else None


def _is_outcry(content: tuple[Token, ...], lexicon: Lexicon) -> bool:
    """ "Fake news", "Total nonsense", "Not true": a few words without a verb that call what was told false."""
    said = [t for t in content if t.is_alpha]
    forms = {t.lower_ for t in said}
    if not said or len(said) > 4 or any(t.pos_ in ("VERB", "AUX") for t in said):
        return False
    return bool(forms & lexicon.contradicting) or ("not" in forms and bool(forms & _TRUE))


_OWN_PART = words("stance_own_part")
_BLAMELESS = frozenset({"innocent", "blameless", "faultless"})
_OWN_STATE = frozenset({"involved", "responsible", "behind", "guilty", "complicit", "aware"})


def disclaims(content: tuple[Token, ...]) -> bool:
    """A party's plain telling that it was not it: "it had no role", "nothing to do with", "we are not responsible"."""
    for token in content:
        if token.dep_ not in ("nsubj",) or token.lower_ not in ("it", "he", "she", "they", "we", "i"):
            continue
        verb = token.head
        words = [t for t in verb.subtree if t.i > verb.i]
        lemmas = {t.lemma_.lower() for t in words}
        no = any(t.lower_ == "no" for t in words)
        if verb.lemma_ == "have" and ((no and lemmas & _OWN_PART) or {"nothing", "do"} <= {t.lower_ for t in words}):
            return True
        if verb.lemma_ == "do" and {"nothing", "wrong"} <= {t.lower_ for t in words}:
            return True
        if verb.lemma_ == "be" and not is_negated(verb) and any(t.lower_ in _BLAMELESS for t in verb.children):
            return True
        if verb.lemma_ == "be" and is_negated(verb) and any(t.lower_ in _OWN_STATE for t in verb.children):
            return True
        return verb.lemma_ in ("involve", "implicate") and is_negated(verb)
    return False


def read_kind(
    head: Token | None, cue: tuple[Token, ...], content: tuple[Token, ...], form: Form, lexicon: Lexicon
) -> Kind:
    """Speech where something was communicated in words, attitude where somebody holds, wants, plans or does it."""
    if head is None or is_silent(head, cue) or any(answer_that_is_none(t) for t in cue):
        return "speech"
    words = " ".join(t.lower_ for t in cue)
    if any(p in words for p in lexicon.speech_phrases) or ":" in words:
        return "speech"
    verb = lexicon.verb(head)
    if verb is None:
        if form == "direct" and len(content) > 4:
            return "speech"
        mistaken = lexicon.verbs.get(head.lower_)  # "Prosecutors allege Mr Adler took bribes", parsed as one name
        told = mistaken is not None and mistaken.kind == "speech" and head.pos_ in ("NOUN", "PROPN")
        return "speech" if told or (head.lemma_ in lexicon.nouns and head.pos_ == "NOUN") else "attitude"
    if verb.kind == "attitude" or (head.lemma_ == "agree" and content and content[0].lower_ == "to"):
        return "attitude"
    if verb.stance == "denies" and not is_negated(head) and not is_denial(head, content, lexicon):
        return "attitude"
    return "speech" if _is_telling(head, verb.frames, content, form) else "attitude"


def _is_telling(head: Token, frames: frozenset[str], content: tuple[Token, ...], form: Form) -> bool:
    """Whether what the verb takes here is something told, no bare thing ("the road continued", "praised him")."""
    if form == "direct" or not frames & {
        "as",
        "of",
        "onto",
        "for",
        "quote",
        "clause",
        "object",
        "to",
        "object_to",
        "quoting",
        "state",
    }:
        return True
    kinds = {t.dep_ for t in content if t.head.i == head.i}
    if head.lemma_ in _JUDGING and "dobj" in kinds:
        return True
    if frames & {"for", "of", "onto", "plea", "particle"} and head.lemma_ in (
        "call",
        "appeal",
        "accuse",
        "blame",
        "attribute",
        "plead",
        "rule",
        "brush",
    ):
        return True
    if frames & {"clause"} and kinds & {"ccomp", "xcomp", "parataxis"}:
        return True
    if frames == {"as"} or ("as" in frames and not frames & {"object", "clause"}):
        return (
            form == "mixed"
            or any(t.lower_ == "as" or t.dep_ in ("oprd", "ccomp") for t in content)
            or head.lemma_ == "describe"
        )
    return True
