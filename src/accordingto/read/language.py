"""Which language a text is in, so that only English is coded and nothing else is coded wrongly."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

CODED = "en"
"""The language whose reports are coded; others are kept with a warning."""

_SAMPLE = 6_000
"""Characters looked at: the identifier is sure after a few hundred."""
_FEW_LETTERS = 60
"""With fewer letters than this the identifier guesses; such a text is taken to be English."""
_TIMES_ENGLISH = 4.0
"""Another language must be this many times as likely as English: no report of the development data is then lost."""


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def detect_language(text: str) -> str:
    """The ISO 639-1 code of the text's main language; ``en`` where the text is too short or mixed to tell otherwise."""
    sample = text[:_SAMPLE]
    if sum(c.isalpha() for c in sample) < _FEW_LETTERS:
        return CODED
    ranked = dict(_identifier().rank(sample))
    best = max(ranked, key=lambda language: ranked[language])
    return str(best) if ranked[best] >= _TIMES_ENGLISH * ranked[CODED] else CODED
