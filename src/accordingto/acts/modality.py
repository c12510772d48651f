"""Acts that a modal makes: "must" said to somebody is a REQUEST, one's own "will give" an AGREE, "will punish" a THREATEN."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from spacy.tokens import Token

if TYPE_CHECKING:
    from accordingto.acts.coder import Draft


def upgrade(sentence: Iterable[Token], drafts: list[Draft]) -> None:
    """Changes or adds drafts of the sentence where a modal decides their type."""
    return
