"""Reads what is concluded from many reports (events, positions, who is who), through the door."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import Any, Literal

from accordingto.casebook import event_lists, happenings, named
from accordingto.casebook.blaming import blamed_in
from accordingto.casebook.door import HIDDEN, Door
from accordingto.casebook.event_lists import Listing
from accordingto.casebook.named import Known, Named, Standing
from accordingto.casebook.showing import decided_of, show_events, speakers_of, topics_of


class Concluded(Door):
    """Events and parties across reports."""

    def happenings(self, since: str | None = None, key: str | None = None) -> list[dict[str, Any]]:
        """The events by day, each in the public form with reports by number; `reconcile.case.events` makes nouns of it.

        since: those that may have happened on or after this day. key: the one with this id.
        """
        with self._open() as (connection, pseudonyms):
            return list(show_events(connection, happenings.event_rows(connection, since, key), pseudonyms.show))

    def waiting(self) -> int:
        """How many reports no event knows of yet: they are new, changed, or of an older version of the casebook."""
        with self._open() as (connection, _):
            return len(happenings.pending(connection))

    def topics(self, numbers: Iterable[str]) -> dict[str, list[str]]:
        """The keys by which these reports are found as one topic, each with all reports that it leads to."""
        with self._open() as (connection, _):
            return topics_of(connection, numbers)

    def speakers(self, numbers: Iterable[str]) -> dict[str, tuple[str | None, list[str]]]:
        """Of each of these reports its day and who speaks in it, as `reconcile.silence.write_mention` wrote it."""
        with self._open() as (connection, pseudonyms):
            return {number: (day, [pseudonyms.show(line) for line in lines])
                    for number, (day, lines) in speakers_of(connection, numbers).items()}  # fmt: skip

    def decided(self, numbers: Iterable[str]) -> dict[str, list[str]]:
        """Of each of these reports the actors whom people's decisions concern, as `reconcile.decided` wrote them."""
        with self._open() as (connection, pseudonyms):
            return {number: [pseudonyms.show(line) for line in lines]
                    for number, lines in decided_of(connection, numbers).items()}  # fmt: skip

    def listed(self, what: Literal["parties", "people", "places"], words: str, first: int, limit: int) -> list[Named]:
        """Parties, persons to whom something was done, or places of acts, those of most reports first.

        words: parts of the name; of protected names only their pseudonyms are known.
        """
        with self._open() as (connection, pseudonyms):
            lists = {"parties": named.parties, "people": named.people, "places": named.places}
            found = lists[what](connection, pseudonyms.stored(words), first, limit)
            return [replace(one, name=pseudonyms.show(one.name)) for one in found]

    def standings(self, name: str) -> list[Standing]:
        """Every actor of a report that bears this name or pseudonym."""
        with self._open() as (connection, pseudonyms):
            found = named.standings(connection, self._stored(connection, pseudonyms, name))
            return [replace(one, name=pseudonyms.show(one.name)) for one in found]

    def known(self, words: str, limit: int = 100) -> list[Known]:
        """Who is known with these words in a name or pseudonym, across reports; those of most reports first."""
        with self._open() as (connection, pseudonyms):
            found = named.known(connection, self._stored(connection, pseudonyms, words), limit)
            return [replace(one, names=tuple(map(pseudonyms.show, one.names)),
                            reasons=tuple(map(pseudonyms.show, one.reasons))) for one in found]  # fmt: skip

    def acts_at(self, name: str, country: str | None) -> list[int]:
        """The reports that tell of an act at a place of this name and country (alpha-2)."""
        with self._open() as (connection, pseudonyms):
            return named.acts_at(connection, self._stored(connection, pseudonyms, name), country)

    def events_with(
        self, names: Collection[str], limit: int = 50, reports: Collection[int] | None = None
    ) -> list[dict[str, Any]]:
        """The events on which a party of these names stands somewhere, as `happenings` gives them, the newest first.

        reports: as these reports have it, by number.
        """
        with self._open() as (connection, pseudonyms):
            stored = [self._stored(connection, pseudonyms, name) for name in names]
            keys = named.events_with(connection, stored, limit, reports)
            rows_ = (row for key in keys for row in happenings.event_rows(connection, key=key))
            return list(show_events(connection, rows_, pseudonyms.show))

    def events(self, asked: Listing, first: int, limit: int) -> tuple[int, list[dict[str, Any]]]:
        """How many events fit, and those from number `first` on as `happenings` gives them, the newest first."""
        with self._open() as (connection, pseudonyms):
            keys = event_lists.keys(connection, asked, pseudonyms.stored, first, limit)
            rows_ = (row for key in keys for row in happenings.event_rows(connection, key=key))
            shown = list(show_events(connection, rows_, pseudonyms.show))
            return event_lists.total(connection, asked, pseudonyms.stored), shown

    def blamed_in(
        self, keys: Iterable[str], done_by: Collection[str], done_to: Collection[str]
    ) -> dict[str, list[str]]:
        """The named persons whom the acts of each of these events blame, by its key; types as `blaming` has them."""
        with self._open() as (connection, pseudonyms):
            found = blamed_in(connection, keys, () if self._names else HIDDEN, done_by, done_to)
            return {key: [pseudonyms.show(name) for name in names] for key, names in found.items()}
