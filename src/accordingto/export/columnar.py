"""Parquet and Arrow: the seven tables with their types, for notebooks and data warehouses."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Protocol

from accordingto.acquire.extras import need
from accordingto.export.files import pack
from accordingto.export.tables import TABLES, Row, rows
from accordingto.export.taken import Material, Tally

IN_ONE_GROUP = 10_000
"""Rows that are kept in memory before they are written."""


class _Sink(Protocol):
    def write_table(self, table: Any) -> None: ...


def write_parquet(material: Material, path: Path) -> Tally:
    """A zip with one Parquet file a table."""
    parquet = need("pyarrow.parquet", "export")
    return _write(material, path, "parquet", lambda name, schema: parquet.ParquetWriter(name, schema))


def write_arrow(material: Material, path: Path) -> Tally:
    """A zip with one Arrow IPC file (Feather 2) a table."""
    ipc = need("pyarrow.ipc", "export")
    return _write(material, path, "arrow", lambda name, schema: ipc.new_file(str(name), schema))


def _write(material: Material, path: Path, suffix: str, open_sink: Any) -> Tally:
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        files = {name: Path(folder) / f"{name}.{suffix}" for name in TABLES}
        with ExitStack() as stack:
            schemas = {name: _schema(name, material.scope) for name in files}
            tables = {name: _Rows(schemas[name], stack.enter_context(open_sink(file, schemas[name])))
                      for name, file in files.items()}  # fmt: skip
            for name, row in rows(material):
                tables[name].add(row)
            for table in tables.values():
                table.flush()
        pack(path, files.values())
    return Tally(sum(table.written for table in tables.values()))


def _schema(name: str, scope: str) -> Any:
    arrow = need("pyarrow", "export")
    types = {str: arrow.string(), int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_()}
    fields = [(column, types[kind]) for column, kind in TABLES[name].items()]
    return arrow.schema(fields, metadata={"accordingto": scope})


class _Rows:
    """Rows of one table on their way into its file."""

    def __init__(self, schema: Any, sink: _Sink) -> None:
        self.schema = schema
        self.sink = sink
        self.waiting: list[Row] = []
        self.written = 0

    def add(self, row: Row) -> None:
        self.waiting.append({k: _clean(v) for k, v in row.items()})
        if len(self.waiting) >= IN_ONE_GROUP:
            self.flush()

    def flush(self) -> None:
        self.sink.write_table(need("pyarrow", "export").Table.from_pylist(self.waiting, schema=self.schema))
        self.written += len(self.waiting)
        self.waiting.clear()


def _clean(value: Any) -> Any:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
