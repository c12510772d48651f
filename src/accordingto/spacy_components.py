"""spaCy components: ``nlp.add_pipe`` finds them by this package's entry points, without an import.

"accordingto" sets ``doc._.accordingto`` to the Record of the text; it reads the text with this package's own pipeline,
so that it works in any pipeline. "accordingto_times" and "accordingto_places" set ``doc._.times`` and ``doc._.places``
from the parse that is there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

if TYPE_CHECKING:
    from accordingto.pipeline import Pipeline


class RecordComponent:
    """Sets ``doc._.accordingto``; `published` is the publication date of the texts, if they share one."""

    def __init__(self, published: str | None = None) -> None:
        from accordingto.pipeline import Pipeline  # imported late: spaCy imports this module at every start

        self._published = published
        self._pipeline: Pipeline = Pipeline()
        if not Doc.has_extension("accordingto"):
            Doc.set_extension("accordingto", default=None)

    def __call__(self, doc: Doc) -> Doc:
        from accordingto.types import Report

        published = doc.user_data.get("published", self._published)
        doc._.accordingto = self._pipeline.read(Report(id="doc", text=doc.text, published_at=published))
        return doc


@Language.factory("accordingto", default_config={"published": None})
def make_record_component(nlp: Language, name: str, published: str | None) -> RecordComponent:
    """The component; `published` in its config, or ``doc.user_data["published"]``, is the publication date."""
    return RecordComponent(published)


@Language.factory("accordingto_times")
def make_times(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Sets ``doc._.times``; the publication date is ``doc.user_data["published"]``."""
    from accordingto.read.times import make_times_component

    return make_times_component(nlp, name)


@Language.factory("accordingto_places")
def make_places(nlp: Language, name: str) -> Callable[[Doc], Doc]:
    """Sets ``doc._.places``; the publisher, where known, is ``doc.user_data["publisher"]``."""
    from accordingto.read.places import make_places_component

    return make_places_component(nlp, name)
