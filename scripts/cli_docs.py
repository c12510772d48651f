"""Writes docs/cli.md from the commands' own help, so that the two cannot drift apart.

python scripts/cli_docs.py          # rewrites; with --check it exits 1 where something would change
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from accordingto.cli import cli

PAGE = Path(__file__).parents[1] / "docs/cli.md"


def helps(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[tuple[str, str]]:
    """Each command's full name and its help text, groups before their commands."""
    context = click.Context(
        command,
        info_name=name,
        parent=parent,
        terminal_width=100,
        max_content_width=100,
        help_option_names=["-h", "--help"],
    )
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for child in command.list_commands(context):
            found = command.get_command(context, child)
            if found:
                yield from helps(found, child, context)


def text() -> str:
    """The whole page."""
    parts = ["# Command line\n\nMade by `python scripts/cli_docs.py` from the commands' own `--help`.\n"]
    parts += [f"## {path}\n\n```\n{help}\n```\n" for path, help in helps(cli, "accordingto")]
    return "\n".join(parts)


def main() -> int:
    """Command line."""
    page = text()
    if "--check" in sys.argv:
        return int(PAGE.read_text(encoding="utf-8") != page)
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
