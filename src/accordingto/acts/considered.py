"""Which words a codebook has decided: those that head its phrases, and those that it says tell no act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

import yaml
from spacy.tokens import Doc, Token

from accordingto.acts.codebook import Codebook, split_list
from accordingto.acts.matching import verb_lemma
from accordingto.acts.parties import hyphenated

KINDS = {"VERB": "verbs", "NOUN": "nouns"}


def undecided(docs: Iterable[Doc], codebook: Codebook) -> Counter[tuple[str, str]]:
    """How often each word occurs that the codebook has not decided, by ("verbs" or "nouns", dictionary form)."""
    heads = {"verbs": codebook.verbs, "nouns": codebook.nouns}
    found: Counter[tuple[str, str]] = Counter()
    for doc in docs:
        for token in doc:
            kind = KINDS.get(token.pos_)
            if kind is None or not token.text.replace("-", "").isalpha():
                continue  # "’s", "%": no word
            forms = tuple(_forms(token, codebook))
            known = any(w in heads[kind] or w in codebook.no_acts[kind] for w in forms)
            if not known and forms[0].replace("-", "").isalpha():
                found[kind, forms[0]] += 1
    return found


def _forms(token: Token, codebook: Codebook) -> Iterator[str]:
    """The forms under which the codebook may know a word; the one to report comes first."""
    plain = verb_lemma(token, codebook) if token.pos_ == "VERB" else token.lemma_.lower()
    if joined := hyphenated(token):
        yield joined
    yield plain


def faults(node: yaml.Node, heads: dict[str, set[str]]) -> Iterator[tuple[int, str]]:
    """What is wrong with the words that tell no act, each with its line. heads: the heads of the codebook's phrases."""
    if not isinstance(node, yaml.MappingNode):
        yield node.start_mark.line + 1, "no_acts: 'verbs' and 'nouns' are needed, each with its groups"
        return
    for kind, groups in node.value:
        if kind.value not in heads:
            yield kind.start_mark.line + 1, f"no_acts: {kind.value!r} is neither 'verbs' nor 'nouns'"
            continue
        seen: set[str] = set()
        for group in groups.value if isinstance(groups, yaml.SequenceNode) else (groups,):
            line = group.start_mark.line + 1
            entry = yaml.SafeLoader("").construct_object(group, deep=True)
            if not isinstance(entry, dict) or set(entry) != {"why", "words"} or not entry["why"]:
                yield line, f"no_acts: {kind.value}: a group needs 'why' and 'words'"
                continue
            try:
                listed = split_list(entry["words"], "words")
            except ValueError as error:
                yield line, f"no_acts: {kind.value}: {error}"
                continue
            for word in listed:
                if " " in word:
                    yield line, f"no_acts: {word!r}: one word, not several"
                if word in seen:
                    yield line, f"no_acts: {word!r} is listed twice among the {kind.value}"
                if word in heads[kind.value]:
                    yield line, f"no_acts: {word!r} begins a phrase of the codebook, so it is decided there"
                seen.add(word)
