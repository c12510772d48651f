"""A short way to write grammar's closed word classes; the codebook's vocabulary lives in its YAML."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The blank-separated words of `text` as a set."""
    return frozenset(text.split())
