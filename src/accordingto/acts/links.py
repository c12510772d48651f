"""Links between acts and statements that need the whole report: what came after what, and which denial meets which act."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from spacy.tokens import Doc

from accordingto.acts.telling import Tellings
from accordingto.types import Act

if TYPE_CHECKING:
    from accordingto.acts.coder import Draft


def connect(doc: Doc, drafts: list[Draft], acts: list[Act], tellings: Tellings) -> tuple[Act, ...]:
    """The acts with `after` and `denied_by` filled in."""
    return tuple(replace(a) for a in acts)
