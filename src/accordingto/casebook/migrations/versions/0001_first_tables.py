"""The first tables: source layer, judgment layer, custody, search.

Until a version of this package is released the tables are those of `schema`, which says them once; a release freezes
this step as it then is (alembic revision --autogenerate) and every later change is a step of its own.
"""

from __future__ import annotations

from alembic import op

from accordingto.casebook.schema import metadata

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
    connection = op.get_bind()
    metadata.create_all(connection)
    for statement in [*SEARCH[connection.dialect.name], passage_view()]:
        op.execute(statement)


def downgrade() -> None:
    """There is nothing before the first tables."""
