"""The tables of a casebook, source layer and judgment layer apart, in the terms of the codebook.

Rows that belong to one record are keyed by (record, n), n counting from 0 in the record's own order: a record is read
as one range of each table and needs no further index. Words are stored once, in `text`; a passage is a place in it, so
a quote cannot differ from its text. The view `passage` lists every one with its words.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    func,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=False)


def _of_record(name: str, *columns: Column[Any]) -> Table:
    """A table whose rows belong to one record each; clustered by it where the database can (SQLite)."""
    keys: list[Column[Any]] = [
        Column("record_id", Integer, ForeignKey("record.id"), primary_key=True, autoincrement=False),
        Column("n", Integer, primary_key=True, autoincrement=False),
    ]
    return Table(name, metadata, *keys, *columns, sqlite_with_rowid=False)


def _passage(name: str, nullable: bool = True) -> list[Column[Any]]:
    """A place in the record's text, half-open, in characters."""
    return [Column(f"{name}_start", Integer, nullable=nullable), Column(f"{name}_end", Integer, nullable=nullable)]


def _count() -> list[Column[Any]]:
    """A number of people as told; `count_approx` is null where none is told."""
    numbers: list[Column[Any]] = [
        Column("count_min", BigInteger),
        Column("count_max", BigInteger),
        Column("count_approx", Boolean),
    ]
    return [*numbers, *_passage("count")]


# The casebook itself, one row. `secret` makes pseudonyms that nobody can derive from names.
casebook = Table(
    "casebook",
    metadata,
    Column("id", String, primary_key=True),
    Column("created_at", String, nullable=False),
    Column("secret", String, nullable=False),
)

# Custody: the append-only journal; `hash` covers the row and the hash before it.
custody_event = Table(
    "custody_event",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String, nullable=False),
    Column("person", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("details", String, nullable=False),  # JSON object
    Column("hash", String, nullable=False),
)

# Source layer.
publication = Table("publication", metadata, _id(), Column("name", String, nullable=False, unique=True))

run = Table(
    "run",
    metadata,
    _id(),
    Column("digest", String, nullable=False, unique=True),
    Column("program", String, nullable=False),
    Column("settings", String, nullable=False),  # JSON object
    Column("started_at", String, nullable=False),
)

capture = Table(
    "capture",
    metadata,
    _id(),
    Column("sha256", String, nullable=False, unique=True),
    Column("bytes", BigInteger, nullable=False),
    Column("media_type", String, nullable=False),
    Column("key", LargeBinary),  # encrypted casebooks: this capture's own key, wrapped
    Column("destroyed", Boolean, nullable=False, default=False),
)

# The bytes of captures, for casebooks that have no folder (PostgreSQL).
capture_content = Table(
    "capture_content",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("content", LargeBinary, nullable=False),
)

report = Table(
    "report",
    metadata,
    _id(),
    # What makes two readings the same report: the SHA-256 of the bytes, of the text where there were no bytes.
    Column("origin", String, nullable=False, unique=True),
    Column("capture_id", Integer, ForeignKey("capture.id"), nullable=False, index=True),
    Column("consent", String),
    Column("destroyed", Boolean, nullable=False, default=False),
)

# Which reports are versions of one wire story, and which of them its agency has killed.
story = Table(
    "story",
    metadata,
    Column("report_id", Integer, ForeignKey("report.id"), primary_key=True, autoincrement=False),
    Column("story", String, nullable=False, index=True),  # SHA-256 of its address
    Column("version", Integer, nullable=False),
    Column("killed", Boolean, nullable=False),
)

# The words of a record, apart from its head so that lists need not pass over them.
text = Table(
    "text",
    metadata,
    Column("record_id", Integer, ForeignKey("record.id"), primary_key=True, autoincrement=False),
    Column("body", String, nullable=False),
)

# One report as one run read it.
record = Table(
    "record",
    metadata,
    _id(),
    Column("report_id", Integer, ForeignKey("report.id"), nullable=False),
    Column("run_id", Integer, ForeignKey("run.id"), nullable=False, index=True),
    Column("current", Boolean, nullable=False),  # the newest reading of the report, which search and lists show
    # The search index numbers its acts and then its statements from here downwards: the newest record comes first, in
    # its own order. A report that has neither is one item.
    Column("top_item", BigInteger, nullable=False, unique=True),
    Column("acts", Integer, nullable=False),
    Column("key", String, nullable=False),  # the report's id as its source gave it
    Column("input", String),
    Column("url", String),
    Column("title", String),
    Column("publication_id", Integer, ForeignKey("publication.id"), index=True),
    Column("agency", String),
    Column("voice", String, nullable=False),
    Column("byline", String),
    Column("dateline", String),
    Column("published_at", String),
    Column("language", String),
    Column("evidence", String),
    Column("warnings", String),
    Column("locators", String),  # JSON: [[label, number, start, length], ...]
    Column("capture", String),  # what the record says of its capture, the fields of `types.Capture` as a JSON array
    UniqueConstraint("report_id", "run_id"),
)

statement = _of_record(
    "statement",
    Column("key", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("form", String, nullable=False),
    Column("stance", String, nullable=False),
    Column("speaker", String),
    *_passage("cue"),
    Column("answers", String),
    *_count(),
    Column("confidence", Float, nullable=False),
)

statement_content = _of_record(
    "statement_content",
    Column("statement", Integer, nullable=False),
    *_passage("passage", nullable=False),
)

# The chain of sources of a statement, nearest the reporter first; also whom it is about and to whom it was said.
source_link = _of_record(
    "source_link",
    Column("statement", Integer, nullable=False),
    Column("link", String, nullable=False),  # source, about, addressee
    *_passage("passage", nullable=False),
    Column("actor", String),
    Column("codes", String),
)

act = _of_record(
    "act",
    Column("key", String, nullable=False),
    Column("scheme", String, nullable=False),
    Column("type", String, nullable=False),
    Column("mode", String),
    *_passage("trigger", nullable=False),
    Column("dated", Boolean, nullable=False),
    Column("earliest", String),
    Column("latest", String),
    Column("time", String),
    Column("place", String),
    *_count(),
    Column("harm", String),
    *_passage("grounds"),
    Column("stage", String),
    Column("after", String),
    Column("per", String),
    Column("denied_by", String),
    Column("status", String, nullable=False),
    Column("confidence", Float, nullable=False),
)

act_role = _of_record(
    "act_role",
    Column("act", Integer, nullable=False),
    Column("target", Boolean, nullable=False),  # an initiator where it is not
    *_passage("passage", nullable=False),
    Column("actor", String),
    Column("codes", String),
)

actor = _of_record(
    "actor",
    Column("key", String, nullable=False),
    Column("name", String),
    Column("description", String),
    Column("kind", String, nullable=False),
    Column("codes", String),
    Column("mentions", String),  # passages as start+length, "12+13 130+10"
)

time = _of_record(
    "time",
    Column("key", String, nullable=False),
    *_passage("passage", nullable=False),
    Column("type", String, nullable=False),
    Column("value", String, nullable=False),
    Column("earliest", String),
    Column("latest", String),
)

place = _of_record(
    "place",
    Column("key", String, nullable=False),
    *_passage("passage", nullable=False),
    Column("name", String, nullable=False),
    Column("country", String),
    Column("region", String),
    Column("lat", Float),
    Column("lon", Float),
    Column("precision", String, nullable=False),
    Column("metonym", Boolean, nullable=False),
    Column("disputed", Boolean, nullable=False),
    Column("geonames_id", BigInteger),
)

# Judgment layer. What the machine concludes from many records (event and what hangs on it, same_as) is made again from
# them at any time; what people decide is appended to, never overwritten; `by` and `at` in the journal.
event = Table(
    "event",
    metadata,
    _id(),
    Column("key", String, nullable=False, unique=True),
    Column("title", String, nullable=False),
    Column("earliest", String),
    Column("latest", String),
    Column("place", String),
    Column("country", String),
    Column("reasons", String),  # one a line
    Column("confidence", Float, nullable=False),
)

event_act = Table(
    "event_act",
    metadata,
    Column("record_id", Integer, ForeignKey("record.id"), primary_key=True, autoincrement=False),
    Column("act", Integer, primary_key=True, autoincrement=False),
    Column("event_id", Integer, ForeignKey("event.id"), nullable=False, index=True),
)


def _of_event(name: str, *columns: Column[Any]) -> Table:
    """A table whose rows belong to one event each, in its order."""
    keys: list[Column[Any]] = [
        Column("event_id", Integer, ForeignKey("event.id"), primary_key=True, autoincrement=False),
        Column("n", Integer, primary_key=True, autoincrement=False),
    ]
    return Table(name, metadata, *keys, *columns)


position = _of_event(
    "position",
    Column("party", String, nullable=False),
    Column("stance", String, nullable=False),
    Column("record_id", Integer, ForeignKey("record.id"), nullable=False),
    Column("statement", String),
    Column("words", String, nullable=False),
    Column("date", String),
    Column("aliases", String),  # one a line
    Column("also", String),  # JSON: [[record, statement or null], ...]
    Column("confidence", Float, nullable=False),
)

# A number as told, by whom and where; `repeats`: the party whose word alone stands behind it.
told = _of_event(
    "told",
    Column("what", String),
    Column("count_min", BigInteger),
    Column("count_max", BigInteger),
    Column("approx", Boolean, nullable=False),
    Column("source", String, nullable=False),
    Column("record_id", Integer, ForeignKey("record.id"), nullable=False),
    Column("act", String),
    Column("date", String),
    *_passage("passage"),
    Column("words", String),
    Column("copy_of", Integer),
    Column("repeats", String),
)

# Which actors of different reports are one: every actor that has a name or an office, with what its report alone tells
# of it. `block`: where those lie that it may be one with by its own words; without one, events alone tell.
same_as = Table(
    "same_as",
    metadata,
    Column("record_id", Integer, ForeignKey("record.id"), primary_key=True, autoincrement=False),
    Column("actor", String, primary_key=True),
    Column("block", String, index=True),
    Column("side", String, nullable=False),  # of a party: its country and towns, which part those of one block
    Column("facts", String, nullable=False),  # JSON: what `reconcile.cards` read
    Column("public", Boolean, nullable=False),  # no private person
    Column("part", String, index=True),  # as the machine has it; null: to be looked at anew
    Column("who", String, nullable=False, index=True),  # with what people decided: one for all that are one
    Column("confidence", Float, nullable=False),
    Column("reasons", String),  # one a line
    sqlite_with_rowid=False,
)

# How a report's acts and actors are found again by those of later reports; a record with such keys is reconciled.
reconciled = Table(
    "reconciled",
    metadata,
    Column("record_id", Integer, ForeignKey("record.id"), primary_key=True, autoincrement=False),
)

happening_key = Table(
    "happening_key",
    metadata,
    Column("key", String, primary_key=True),
    Column("record_id", Integer, ForeignKey("record.id"), primary_key=True, autoincrement=False, index=True),
    Column("n", Integer, primary_key=True, autoincrement=False),  # an act's or actor's place in the record
    sqlite_with_rowid=False,
)

act_link = Table(
    "act_link",
    metadata,
    Column("record_id", Integer, ForeignKey("record.id"), primary_key=True, autoincrement=False),
    Column("act", Integer, primary_key=True, autoincrement=False),
    Column("other_record_id", Integer, ForeignKey("record.id"), primary_key=True, autoincrement=False, index=True),
    Column("other_act", Integer, primary_key=True, autoincrement=False),
    Column("chance", Float, nullable=False),
    sqlite_with_rowid=False,
)


def _of_two(name: str) -> Table:
    """What people say of two passages, each named by its report and place so that a later reading finds it again."""
    return Table(
        name,
        metadata,
        _id(),
        Column("same", Boolean, nullable=False),
        Column("report_id", Integer, ForeignKey("report.id"), nullable=False),
        *_passage("place", nullable=False),
        Column("other_report_id", Integer, ForeignKey("report.id"), nullable=False),
        *_passage("other_place", nullable=False),
        Column("why", String, nullable=False),
    )


# People's word on which acts are one happening (by the place of the trigger), and which actors are one (by the place of
# the first mention), and which are not. A later word on the same two counts.
event_decision = _of_two("event_decision")
actor_decision = _of_two("actor_decision")

# Saved questions, and what each has told already.
watch = Table(
    "watch",
    metadata,
    _id(),
    Column("name", String, nullable=False),
    Column("query", String, nullable=False),  # JSON
    Column("created_at", String, nullable=False),
    Column("removed", Boolean, nullable=False),
)

watch_item = Table(
    "watch_item",
    metadata,
    _id(),
    Column("watch_id", Integer, ForeignKey("watch.id"), nullable=False),
    Column("digest", String, nullable=False),
    Column("at", String, nullable=False),
    Column("record_id", Integer, ForeignKey("record.id"), nullable=False),
    Column("item", String, nullable=False),  # key of a statement or act
    Column("kind", String, nullable=False),  # statement, act, denial, number
    Column("owed", String),  # where it is still to be sent: SHA-256 of each address, one a line
    UniqueConstraint("watch_id", "digest"),
)

copied_from = Table(
    "copied_from",
    metadata,
    _id(),
    Column("report_id", Integer, ForeignKey("report.id"), nullable=False, index=True),
    Column("original_id", Integer, ForeignKey("report.id"), nullable=False, index=True),
    Column("basis", String, nullable=False),  # JSON: shared share, agency credit, or who said so by hand
    Column("undone", Boolean, nullable=False),  # a later row of the same pair counts
)

review = Table(
    "review",
    metadata,
    _id(),
    Column("record_id", Integer, ForeignKey("record.id"), nullable=False, index=True),
    Column("item", String, nullable=False),  # key of a statement or act
    Column("decision", String, nullable=False),
    Column("value", String),  # JSON; passages are places in the text as it stands in `text`
    Column("why", String),
    Column("by", String, nullable=False),
    Column("at", String, nullable=False),
    Column("coding", String),  # whose blind coding it belongs to; null: the review that everybody shares
)

# What became of people's decisions when a report was read again; written once, with the newer reading.
carried = Table(
    "carried",
    metadata,
    _id(),
    Column("record_id", Integer, ForeignKey("record.id"), nullable=False, index=True),
    Column("earlier_id", Integer, ForeignKey("record.id"), nullable=False),  # the reading before
    Column("coding", String),  # as in `review`
    # JSON: [[key there, key here or null where its words are gone, state, [fields to be looked at again]], ...]
    Column("items", String, nullable=False),
    Column("whole", Boolean, nullable=False),  # the newer reading asks nothing that the older did not ask
    Column("finished", Boolean, nullable=False),  # somebody had finished the report, and that still holds
)

# Of reports that people reviewed, each item that does not stand as it was read, as search and counts know it; made anew
# from the reviews. n: its place among the record's items in the index, those that people added behind all that were
# read. words to facets: its entry in the index, which keeps none itself.
standing = _of_record(
    "standing",
    Column("key", String, nullable=False),
    Column("rejected", Boolean, nullable=False),
    Column("kind", String, nullable=False),  # act, statement
    Column("type", String),
    Column("mode", String),
    Column("status", String),
    Column("harm", String),
    Column("stance", String),
    Column("earliest", String),
    Column("latest", String),
    Column("place", String),
    Column("country", String),
    *(Column(name, String, nullable=False) for name in ("words", "parties", "places", "facets")),
)

# Who is to work on which report. blind: codes it without seeing what others decide; a later row of a pair counts.
assignment = Table(
    "assignment",
    metadata,
    _id(),
    Column("report_id", Integer, ForeignKey("report.id"), nullable=False, index=True),
    Column("person", String, nullable=False),
    Column("blind", Boolean, nullable=False),
    Column("state", String, nullable=False),  # open, done, adjudicated, undone
)

# People who sign in, where a team works on the casebook.
account = Table(
    "account",
    metadata,
    Column("name", String, primary_key=True),
    Column("role", String, nullable=False),  # reader, coder, reviewer, keeper
    Column("password", String, nullable=False),  # Argon2id
    Column("totp", String),  # the secret of one-time codes
    Column("disabled", Boolean, nullable=False),
)

# What each value means, in plain words: of every record's own fields (codebook "record"), and of each version of a
# codebook that a run used.
term = Table(
    "term",
    metadata,
    _id(),
    Column("codebook", String, nullable=False),
    Column("version", String, nullable=False),  # of a codebook: the SHA-256 of its files, as the run's settings have it
    Column("list", String, nullable=False),  # type, mode, stance, kind, ...
    Column("code", String, nullable=False),
    Column("label", String, nullable=False),
    UniqueConstraint("codebook", "version", "list", "code"),
)

translation = Table(
    "translation",
    metadata,
    _id(),
    Column("report_id", Integer, ForeignKey("report.id"), nullable=False, index=True),
    Column("language", String, nullable=False),
    Column("body", String, nullable=False),
    Column("aligned", String, nullable=False),  # JSON: [[start, end, start in the translation, end], ...]
)

# Protection. `names` and `original` lie under the key of protected names where the casebook is encrypted.
protected = Table(
    "protected",
    metadata,
    _id(),
    Column("token", String, nullable=False, unique=True),
    Column("kind", String, nullable=False),
    Column("names", LargeBinary, nullable=False),
)

sealed = Table(
    "sealed",
    metadata,
    Column("record_id", Integer, ForeignKey("record.id"), primary_key=True, autoincrement=False),
    Column("original", LargeBinary, nullable=False),  # the record as it was read, JSON
)

OF_RECORD = (statement, statement_content, source_link, act, act_role, actor, time, place)
"""The tables keyed by (record, n), in the order in which they are written."""

Index("ix_record_report_id_current", record.c.report_id, record.c.current)
# By what an actor is called, in small letters: who bears a name is asked in every search for a party.
Index("ix_actor_called", func.lower(func.coalesce(actor.c.name, actor.c.description)))
