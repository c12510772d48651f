"""Who said what, who did what to whom, when and where - according to whom: records from news reports.

>>> import accordingto
>>> record = accordingto.read("The minister denied on Monday that troops had shot protesters.", published="2019-03-26")
>>> record.statements[0].stance
'denies'
"""

from __future__ import annotations

import hashlib
import importlib
import logging
from functools import lru_cache
from typing import TYPE_CHECKING

from accordingto.errors import AccordingToError, CasebookError, CodebookError, InputError, UsageError
from accordingto.settings import Settings
from accordingto.types import (
    Act,
    Actor,
    Capture,
    Count,
    Evidence,
    Failure,
    Place,
    Record,
    Report,
    Role,
    Span,
    Statement,
    Time,
    When,
)

if TYPE_CHECKING:
    from accordingto.pipeline import Pipeline

__all__ = [
    "AccordingToError",
    "Act",
    "Actor",
    "Capture",
    "CasebookError",
    "CodebookError",
    "Count",
    "Evidence",
    "Failure",
    "InputError",
    "Place",
    "Record",
    "Report",
    "Role",
    "Settings",
    "Span",
    "Statement",
    "Time",
    "UsageError",
    "When",
    "load",
    "read",
]

# Importing a package binds its name in its parent once: bound here, the room `read` never covers the function below.
importlib.import_module("accordingto.read")

# A library is silent until its user configures logging; also errors of single reports, which are data.
logging.getLogger("accordingto").addHandler(logging.NullHandler())


def load(settings: Settings | None = None) -> Pipeline:
    """A loaded pipeline: ``load().read(report)`` for one Report, ``load().pipe(reports, workers=2)`` for many.

    Loading takes about two seconds; the pipeline holds no state between reports.
    """
    from accordingto.pipeline import Pipeline  # spaCy and ONNX Runtime take a second to import

    return Pipeline(settings)


@lru_cache(maxsize=1)
def _default() -> Pipeline:
    return load()


def read(text: str, published: str | None = None, title: str | None = None) -> Record:
    """The record of one text. The first call loads the default pipeline.

    text: the body of the report; all offsets in the record count its characters.
    published: publication date (``2019-03-29`` or RFC 3339); without it relative dates stay unresolved.
    Raises `InputError` where the text is longer than `Settings.max_characters`.
    """
    id = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return _default().read(Report(id=id, text=text, published_at=published, title=title))
