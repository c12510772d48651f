"""Decisions carried to newer readings, what stands for search, decisions on actors, terms of each codebook's version.

What people decided is kept. What the machine concluded of many reports is emptied: the next reconcile makes it anew.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

import sqlalchemy as sa
from alembic import op

from accordingto.errors import CasebookError

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

CONCLUDED = ("position", "told", "event_act", "event", "act_link", "happening_key", "reconciled")
RENAMED = {f"{side}trigger_{end}": f"{side}place_{end}" for side in ("", "other_") for end in ("start", "end")}


def upgrade() -> None:
    """Changes the tables; the journal gets an entry for each decision whose columns have other names now."""
    if sa.inspect(op.get_bind()).has_table("carried"):
        raise CasebookError("the casebook was made by a version between two that were given out; add its reports anew")
    for name in CONCLUDED:
        op.execute(f"DELETE FROM {name}")
    _event_decision()
    _tables()
    op.add_column("watch_item", sa.Column("owed", sa.String()))
    op.create_index("ix_copied_from_original_id", "copied_from", ["original_id"])


def downgrade() -> None:
    """What these tables keep had no place before."""
    raise NotImplementedError


def _event_decision() -> None:
    """Gives the columns their names. A row's digest has them in it, so what was sound is journalled anew."""
    digests = [(row, _digest(row)) for row in _rows()]
    for old, new in RENAMED.items():
        op.execute(f"ALTER TABLE event_decision RENAME COLUMN {old} TO {new}")
    journalled = _journalled()
    notes = op.get_context().config.attributes["notes"]  # type: ignore[union-attr]
    for row, digest in digests:
        kind, known = journalled.get(f"event_decision {row['id']}", ("", None))
        if known == digest:  # a row that somebody changed stays one that `verify` finds
            renamed = {RENAMED.get(name, name): value for name, value in row.items()}
            notes.append((kind, f"event_decision {row['id']}", {"digest": _digest(renamed)}))


def _rows() -> list[dict[str, Any]]:
    names = ("id", "report_id", "other_report_id", *RENAMED, "why")
    d = sa.table("event_decision", sa.column("same", sa.Boolean()), *map(sa.column, names))
    return [dict(row._mapping) for row in op.get_bind().execute(sa.select(d).order_by(d.c.id))]


def _journalled() -> dict[str, tuple[str, str | None]]:
    """By decision the kind of the journal entry that counts, and the digest it tells; a redaction counts before all."""
    j = sa.table("custody_event", *map(sa.column, ("seq", "kind", "subject", "details")))
    query = sa.select(j).where(j.c.kind.in_(["event_decision", "redaction"]), j.c.subject.startswith("event_decision "))
    found: dict[str, tuple[str, str | None]] = {}
    for row in op.get_bind().execute(query.order_by(j.c.seq)):
        if row.kind == "redaction" or found.get(row.subject, ("",))[0] != "redaction":
            found[row.subject] = (row.kind, json.loads(row.details).get("digest"))
    return found


def _digest(row: dict[str, Any]) -> str:
    told = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


def _tables() -> None:
    op.create_index("ix_actor_called", "actor", [sa.text("lower(coalesce(name, description))")], unique=False)
    op.drop_table("same_as")
    op.drop_table("term")  # nothing was kept in it
    op.create_table(
        "term",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("codebook", sa.String(), nullable=False),
        sa.Column("version", sa.String(), nullable=False),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_term")),
        sa.UniqueConstraint("codebook", "version", "list", "code", name=op.f("uq_term_codebook")),
    )
    op.create_table(
        "actor_decision",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("place_start", sa.Integer(), nullable=False),
        sa.Column("place_end", sa.Integer(), nullable=False),
        sa.Column("other_report_id", sa.Integer(), nullable=False),
        sa.Column("other_place_start", sa.Integer(), nullable=False),
        sa.Column("other_place_end", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["other_report_id"], ["report.id"], name=op.f("fk_actor_decision_other_report_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_actor_decision_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_decision")),
    )
    op.create_table(
        "carried",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("earlier_id", sa.Integer(), nullable=False),
        sa.Column("coding", sa.String(), nullable=True),
        sa.Column("items", sa.String(), nullable=False),
        sa.Column("whole", sa.Boolean(), nullable=False),
        sa.Column("finished", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["earlier_id"], ["record.id"], name=op.f("fk_carried_earlier_id")),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_carried_record_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carried")),
    )
    op.create_index(op.f("ix_carried_record_id"), "carried", ["record_id"], unique=False)
    op.create_table(
        "same_as",
        sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("block", sa.String(), nullable=True),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("facts", sa.String(), nullable=False),
        sa.Column("public", sa.Boolean(), nullable=False),
        sa.Column("part", sa.String(), nullable=True),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_same_as_record_id")),
        sa.PrimaryKeyConstraint("record_id", "actor", name=op.f("pk_same_as")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_same_as_block"), "same_as", ["block"], unique=False)
    op.create_index(op.f("ix_same_as_part"), "same_as", ["part"], unique=False)
    op.create_index(op.f("ix_same_as_who"), "same_as", ["who"], unique=False)
    op.create_table(
        "standing",
        sa.Column("record_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("n", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rejected", sa.Boolean(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("type", sa.String(), nullable=True),
        sa.Column("mode", sa.String(), nullable=True),
        sa.Column("status", sa.String(), nullable=True),
        sa.Column("harm", sa.String(), nullable=True),
        sa.Column("stance", sa.String(), nullable=True),
        sa.Column("earliest", sa.String(), nullable=True),
        sa.Column("latest", sa.String(), nullable=True),
        sa.Column("place", sa.String(), nullable=True),
        sa.Column("country", sa.String(), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("parties", sa.String(), nullable=False),
        sa.Column("places", sa.String(), nullable=False),
        sa.Column("facets", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["record_id"], ["record.id"], name=op.f("fk_standing_record_id")),
        sa.PrimaryKeyConstraint("record_id", "n", name=op.f("pk_standing")),
        sqlite_with_rowid=False,
    )
