"""A short way to write a set of words; the codebook's own vocabulary lives in its YAML, grammar's closed classes in the code."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The blank-separated words of `text` as a set."""
    return frozenset(text.split())
