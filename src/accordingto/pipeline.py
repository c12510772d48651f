"""The whole way of one report: annotate, attribute, code the acts, put on record."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial

from accordingto.acquire.files import read_incoming
from accordingto.acquire.incoming import Given, Incoming
from accordingto.acts.codebook import Codebook
from accordingto.acts.coder import code_acts
from accordingto.acts.evidence import ActModel
from accordingto.attribute.model import AttributionModel
from accordingto.attribute.statements import find_statements
from accordingto.errors import InputError
from accordingto.read.actors import Cast
from accordingto.read.language import CODED, detect_language
from accordingto.read.parser import Parser
from accordingto.read.places import Gazetteer, find_places
from accordingto.read.times import find_times
from accordingto.settings import Settings
from accordingto.types import Failure, Record, Report
from accordingto.workers import ordered_map

log = logging.getLogger(__name__)


class Pipeline:
    """Everything loaded that turns a Report into its Record. Holds no state between reports."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.parser = Parser()
        self.gazetteer = Gazetteer.load()
        self.model = AttributionModel.load(self.settings.model)
        self.codebook = Codebook.load(self.settings.codebook)
        self.act_model = ActModel.load()

    def read(self, report: Report) -> Record:
        """The Record of one report: a pure function of the report and the settings.

        Raises `InputError` where the text is longer than the settings allow.
        """
        if len(report.text) > self.settings.max_characters:
            name, limit = report.input or report.id, self.settings.max_characters
            raise InputError("too-long", f"{name}: {len(report.text)} characters, more than {limit}; split the text")
        language = detect_language(report.text)
        if language != CODED:
            warning = f"language {language} is not coded; the text is kept without statements and acts"
            return Record(replace(report, language=language, warnings=(*report.warnings, warning)))
        report = replace(report, language=language)
        doc = self.parser.parse(report.text)
        times = find_times(doc, report.published_at)
        places = find_places(doc, self.gazetteer, report)
        cast = Cast.of(doc, places, report)
        statements = find_statements(doc, self.model.attributions(doc), cast, times)
        acts = code_acts(doc, self.codebook, statements, times, places, cast, self.act_model)
        return Record(report, statements, acts, cast.actors(), times, places)

    def pipe(self, reports: Iterable[Report | Incoming | Failure], workers: int = 1) -> Iterator[Record | Failure]:
        """The records of many reports, in input order; a report that cannot be read is a `Failure` in its place.

        workers: processes that read side by side, each with its own pipeline; the output is the same for any number.
        """
        return read_all(reports, self.settings, workers) if workers > 1 else (read_one(self, r) for r in reports)


def read_all(
    items: Iterable[Report | Incoming | Failure],
    settings: Settings | None = None,
    workers: int = 1,
    given: Given | None = None,
) -> Iterator[Record | Failure]:
    """What `Pipeline.pipe` gives, without a pipeline in this process where there are several workers.

    given: what the user tells of reports that come as bytes (`Incoming`).
    """
    return ordered_map(partial(read_one, given=given), items, workers, load=partial(Pipeline, settings))


def read_one(pipeline: Pipeline, item: Report | Incoming | Failure, given: Given | None = None) -> Record | Failure:
    """One report on its way through; every error becomes the report's `Failure`, so that the others go on."""
    if isinstance(item, Failure):
        return item
    if isinstance(item, Incoming):
        id, name, place = item.sha256, item.name, item.place or item.name or "the input"
    else:
        id, name, place = item.id, item.input, item.id
    try:
        report = read_incoming(item, given) if isinstance(item, Incoming) else item
        id = report.id
        return pipeline.read(report)
    except InputError as error:
        return Failure(id, name, error.kind, str(error))
    except Exception as error:
        log.exception("%s: reading failed", place)
        message = f"{place}: could not be read ({type(error).__name__}: {error}); please report this with the input"
        return Failure(id, name, "internal", message)


def load(settings: Settings | None = None) -> Pipeline:
    """A loaded pipeline, to read many reports with. Takes about two seconds."""
    return Pipeline(settings)
