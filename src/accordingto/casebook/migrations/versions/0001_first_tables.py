"""The first tables: source layer, judgment layer, custody, search. Frozen: whatever changes is a step of its own."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


SEARCH = {
    # Contentless: the index keeps positions, no words; the words are in `text`.
    "sqlite": ["CREATE VIRTUAL TABLE search USING fts5 (words, parties, places, facets, content='', columnsize=0, "
               "tokenize='unicode61 remove_diacritics 0')"],
    "postgresql": ["CREATE TABLE search (item BIGINT PRIMARY KEY, vector TSVECTOR NOT NULL)",
                   "CREATE INDEX ix_search_vector ON search USING gin (vector)"],
}  # fmt: skip
PASSAGES = (("statement", "cue"), ("statement", "count"), ("statement_content", "passage"), ("source_link", "passage"),
            ("act", "trigger"), ("act", "grounds"), ("act", "count"), ("act_role", "passage"), ("time", "passage"),
            ("place", "passage"))  # fmt: skip


def passage_view() -> str:
    """The view that lists every passage with its words, but for mentions, which `actor` lists."""
    parts = (
        f"SELECT x.record_id, '{table}' AS of, x.n, x.{name}_start AS start_at, x.{name}_end AS end_at, "
        f"substr(t.body, x.{name}_start + 1, x.{name}_end - x.{name}_start) AS exact "
        f"FROM {table} x JOIN text t ON t.record_id = x.record_id WHERE x.{name}_start IS NOT NULL"
        for table, name in PASSAGES
    )
    return "CREATE VIEW passage AS " + " UNION ALL ".join(parts)


def upgrade() -> None:
    """Makes every table, the search index of the dialect and the view of quotes."""
    tables()
    for statement in [*SEARCH[op.get_bind().dialect.name], passage_view()]:
        op.execute(statement)


def downgrade() -> None:
    """There is nothing before the first tables."""


def tables() -> None:
    """The tables as `schema` had them (alembic revision --autogenerate)."""
    op.create_table(
        "account",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("password", sa.String(), nullable=False),
        sa.Column("totp", sa.String(), nullable=True),
        sa.Column("disabled", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_account")),
    )
    op.create_table(
        "capture",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=True),
        sa.Column("destroyed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_capture")),
        sa.UniqueConstraint("sha256", name=op.f("uq_capture_sha256")),
    )
    op.create_table(
        "capture_content",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_capture_content")),
    )
    op.create_table(
        "casebook",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_casebook")),
    )
    op.create_table(
        "custody_event",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("details", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_custody_event")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("earliest", sa.String(), nullable=True),
        sa.Column("latest", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("reasons", sa.String(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
        sa.UniqueConstraint("key", name=op.f("uq_event_key")),
    )
    op.create_table(
        "protected",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("names", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_protected")),
        sa.UniqueConstraint("token", name=op.f("uq_protected_token")),
    )
    op.create_table(
        "publication",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("name", name=op.f("uq_publication_name")),
    )
    op.create_table(
        "run",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("program", sa.String(), nullable=False),
        sa.Column("settings", sa.String(), nullable=False),
        sa.Column("started_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
        sa.UniqueConstraint("digest", name=op.f("uq_run_digest")),
    )
    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint("list", "code", name=op.f("uq_term_list")),
    )
    op.create_table(
        "watch",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.String(), nullable=False),
        sa.Column("created_at", sa.String(), nullable=False),
        sa.Column("removed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch")),
    )
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("origin", sa.String(), nullable=False),
        sa.Column("capture_id", sa.Integer(), nullable=False),
        sa.Column("consent", sa.String(), nullable=True),
        sa.Column("destroyed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["capture_id"], ["capture.id"], name=op.f("fk_report_capture_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("origin", name=op.f("uq_report_origin")),
    )
    op.create_index(op.f("ix_report_capture_id"), "report", ["capture_id"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("person", sa.String(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_assignment_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_report_id"), "assignment", ["report_id"], unique=False)
    op.create_table(
        "copied_from",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("original_id", sa.Integer(), nullable=False),
        sa.Column("basis", sa.String(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["original_id"], ["report.id"], name=op.f("fk_copied_from_original_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_copied_from_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_copied_from")),
    )
    op.create_index(op.f("ix_copied_from_report_id"), "copied_from", ["report_id"], unique=False)
    op.create_table(
        "event_decision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("trigger_start", sa.Integer(), nullable=False),
        sa.Column("trigger_end", sa.Integer(), nullable=False),
        sa.Column("other_report_id", sa.Integer(), nullable=False),
        sa.Column("other_trigger_start", sa.Integer(), nullable=False),
        sa.Column("other_trigger_end", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["other_report_id"], ["report.id"], name=op.f("fk_event_decision_other_report_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_event_decision_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_decision")),
    )
    op.create_table(
        "record",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column("current", sa.Boolean(), nullable=False),
        sa.Column("top_item", sa.BigInteger(), nullable=False),
        sa.Column("acts", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("input", sa.String(), nullable=True),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("publication_id", sa.Integer(), nullable=True),
        sa.Column("agency", sa.String(), nullable=True),
        sa.Column("voice", sa.String(), nullable=False),
        sa.Column("byline", sa.String(), nullable=True),
        sa.Column("dateline", sa.String(), nullable=True),
        sa.Column("published_at", sa.String(), nullable=True),
        sa.Column("language", sa.String(), nullable=True),
        sa.Column("evidence", sa.String(), nullable=True),
        sa.Column("warnings", sa.String(), nullable=True),
        sa.Column("locators", sa.String(), nullable=True),
        sa.Column("capture", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["publication_id"], ["publication.id"], name=op.f("fk_record_publication_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_record_report_id")),
        sa.ForeignKeyConstraint(["run_id"], ["run.id"], name=op.f("fk_record_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_record")),
        sa.UniqueConstraint("report_id", "run_id", name=op.f("uq_record_report_id")),
        sa.UniqueConstraint("top_item", name=op.f("uq_record_top_item")),
    )
    op.create_index(op.f("ix_record_publication_id"), "record", ["publication_id"], unique=False)
    op.create_index("ix_record_report_id_current", "record", ["report_id", "current"], unique=False)
    op.create_index(op.f("ix_record_run_id"), "record", ["run_id"], unique=False)
    op.create_table(
        "story",
        sa.Column("report_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("story", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("killed", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_story_report_id")),
        sa.PrimaryKeyConstraint("report_id", name=op.f("pk_story")),
    )
    op.create_index(op.f("ix_story_story"), "story", ["story"], unique=False)
    op.create_table(
        "translation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("aligned", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_translation_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_translation")),
    )
    op.create_index(op.f("ix_translation_report_id"), "translation", ["report_id"], unique=False)
    op.create_table(
        "act",
        sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("scheme", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=True),
        sa.Column("trigger_start", sa.Integer(), nullable=False),
        sa.Column("trigger_end", sa.Integer(), nullable=False),
        sa.Column("dated", sa.Boolean(), nullable=False),
        sa.Column("earliest", sa.String(), nullable=True),
        sa.Column("latest", sa.String(), nullable=True),
        sa.Column("time", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("count_min", sa.BigInteger(), nullable=True),
        sa.Column("count_max", sa.BigInteger(), nullable=True),
        sa.Column("count_approx", sa.Boolean(), nullable=True),
        sa.Column("count_start", sa.Integer(), nullable=True),
        sa.Column("count_end", sa.Integer(), nullable=True),
        sa.Column("harm", sa.String(), nullable=True),
        sa.Column("grounds_start", sa.Integer(), nullable=True),
        sa.Column("grounds_end", sa.Integer(), nullable=True),
        sa.Column("stage", sa.String(), nullable=True),
        sa.Column("after", sa.String(), nullable=True),
        sa.Column("per", sa.String(), nullable=True),
        sa.Column("denied_by", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_act_record_id")),
        sa.PrimaryKeyConstraint("record_id", "n", name=op.f("pk_act")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "act_link",
        sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other_record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("other_act", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("chance", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["other_record_id"], ["record.id"], name=op.f("fk_act_link_other_record_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_act_link_record_id")),
        sa.PrimaryKeyConstraint("record_id", "act", "other_record_id", "other_act", name=op.f("pk_act_link")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_act_link_other_record_id"), "act_link", ["other_record_id"], unique=False)
    op.create_table(
        "act_role",
        sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act", sa.Integer(), nullable=False),
        sa.Column("target", sa.Boolean(), nullable=False),
        sa.Column("passage_start", sa.Integer(), nullable=False),
        sa.Column("passage_end", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("codes", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_act_role_record_id")),
        sa.PrimaryKeyConstraint("record_id", "n", name=op.f("pk_act_role")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "actor",
        sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("description", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("codes", sa.String(), nullable=True),
        sa.Column("mentions", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_actor_record_id")),
        sa.PrimaryKeyConstraint("record_id", "n", name=op.f("pk_actor")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "event_act",
        sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("act", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_act_event_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_event_act_record_id")),
        sa.PrimaryKeyConstraint("record_id", "act", name=op.f("pk_event_act")),
    )
    op.create_index(op.f("ix_event_act_event_id"), "event_act", ["event_id"], unique=False)
    op.create_table(
        "happening_key",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_happening_key_record_id")),
        sa.PrimaryKeyConstraint("key", "record_id", "n", name=op.f("pk_happening_key")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_happening_key_record_id"), "happening_key", ["record_id"], unique=False)
    op.create_table(
        "place",
        sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("passage_start", sa.Integer(), nullable=False),
        sa.Column("passage_end", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("region", sa.String(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("precision", sa.String(), nullable=False),
        sa.Column("metonym", sa.Boolean(), nullable=False),
        sa.Column("disputed", sa.Boolean(), nullable=False),
        sa.Column("geonames_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_place_record_id")),
        sa.PrimaryKeyConstraint("record_id", "n", name=op.f("pk_place")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "position",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("statement", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("date", sa.String(), nullable=True),
        sa.Column("aliases", sa.String(), nullable=True),
        sa.Column("also", sa.String(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_position_event_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_position_record_id")),
        sa.PrimaryKeyConstraint("event_id", "n", name=op.f("pk_position")),
    )
    op.create_table(
        "reconciled",
        sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_reconciled_record_id")),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_reconciled")),
    )
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=True),
        sa.Column("why", sa.String(), nullable=True),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("coding", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_review_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    op.create_index(op.f("ix_review_record_id"), "review", ["record_id"], unique=False)
    op.create_table(
        "same_as",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("other_record_id", sa.Integer(), nullable=False),
        sa.Column("other_actor", sa.String(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_same_as_event_id")),
        sa.ForeignKeyConstraint(["other_record_id"], ["record.id"], name=op.f("fk_same_as_other_record_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_same_as_record_id")),
        sa.PrimaryKeyConstraint("event_id", "n", name=op.f("pk_same_as")),
    )
    op.create_table(
        "sealed",
        sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("original", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_sealed_record_id")),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_sealed")),
    )
    op.create_table(
        "source_link",
        sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("statement", sa.Integer(), nullable=False),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("passage_start", sa.Integer(), nullable=False),
        sa.Column("passage_end", sa.Integer(), nullable=False),
        sa.Column("actor", sa.String(), nullable=True),
        sa.Column("codes", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_source_link_record_id")),
        sa.PrimaryKeyConstraint("record_id", "n", name=op.f("pk_source_link")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statement",
        sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("form", sa.String(), nullable=False),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=True),
        sa.Column("cue_start", sa.Integer(), nullable=True),
        sa.Column("cue_end", sa.Integer(), nullable=True),
        sa.Column("answers", sa.String(), nullable=True),
        sa.Column("count_min", sa.BigInteger(), nullable=True),
        sa.Column("count_max", sa.BigInteger(), nullable=True),
        sa.Column("count_approx", sa.Boolean(), nullable=True),
        sa.Column("count_start", sa.Integer(), nullable=True),
        sa.Column("count_end", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_statement_record_id")),
        sa.PrimaryKeyConstraint("record_id", "n", name=op.f("pk_statement")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "statement_content",
        sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("statement", sa.Integer(), nullable=False),
        sa.Column("passage_start", sa.Integer(), nullable=False),
        sa.Column("passage_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_statement_content_record_id")),
        sa.PrimaryKeyConstraint("record_id", "n", name=op.f("pk_statement_content")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "text",
        sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_text_record_id")),
        sa.PrimaryKeyConstraint("record_id", name=op.f("pk_text")),
    )
    op.create_table(
        "time",
        sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("passage_start", sa.Integer(), nullable=False),
        sa.Column("passage_end", sa.Integer(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("earliest", sa.String(), nullable=True),
        sa.Column("latest", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_time_record_id")),
        sa.PrimaryKeyConstraint("record_id", "n", name=op.f("pk_time")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "told",
        sa.Column("event_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("what", sa.String(), nullable=True),
        sa.Column("count_min", sa.BigInteger(), nullable=True),
        sa.Column("count_max", sa.BigInteger(), nullable=True),
        sa.Column("approx", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(), nullable=True),
        sa.Column("date", sa.String(), nullable=True),
        sa.Column("passage_start", sa.Integer(), nullable=True),
        sa.Column("passage_end", sa.Integer(), nullable=True),
        sa.Column("words", sa.String(), nullable=True),
        sa.Column("copy_of", sa.Integer(), nullable=True),
        sa.Column("repeats", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_told_event_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_told_record_id")),
        sa.PrimaryKeyConstraint("event_id", "n", name=op.f("pk_told")),
    )
    op.create_table(
        "watch_item",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("watch_id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_watch_item_record_id")),
        sa.ForeignKeyConstraint(["watch_id"], ["watch.id"], name=op.f("fk_watch_item_watch_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_watch_item")),
        sa.UniqueConstraint("watch_id", "digest", name=op.f("uq_watch_item_watch_id")),
    )
