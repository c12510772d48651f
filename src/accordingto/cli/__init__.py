"""The command line; it alone prints and exits."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

from accordingto.cli import (
    adding,
    comparing,
    custody,
    deciding,
    events,
    exporting,
    fetching,
    measuring,
    protecting,
    reading,
    searching,
    serving,
    watching,
)
from accordingto.errors import AccordingToError

SECTIONS = {
    "Read reports": reading.COMMANDS,
    "Keep them in a casebook": (*adding.COMMANDS, *fetching.COMMANDS, *searching.COMMANDS, *deciding.COMMANDS),
    "Many reports, one happening": (*events.COMMANDS, *comparing.COMMANDS, *watching.COMMANDS),
    "Review in the browser": serving.COMMANDS,
    "Take records out": exporting.COMMANDS,
    "Custody": custody.COMMANDS,
    "Protect people": protecting.COMMANDS,
    "Check and measure": measuring.COMMANDS,
}
"""Every command, under the heading that `--help` shows it below."""


class _Sections(click.Group):
    """A group whose help lists its commands by section, in the order in which a newcomer meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        width = formatter.width - 6 - max(map(len, self.commands))
        for heading, commands in SECTIONS.items():
            with formatter.section(heading):
                formatter.write_dl([(str(c.name), c.get_short_help_str(width)) for c in commands])


@click.group(cls=_Sections, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="accordingto")
def cli() -> None:
    """Who said what, who did what to whom, when and where - according to whom.

    Reads news reports and puts on record each statement and each act they tell, with the exact words behind it.
    Works offline; sends nothing anywhere.

    \b
    accordingto read page.html                     a readable view of one saved page
    accordingto read reports.jsonl > records.jsonl one record a line, for programs
    """


for _commands in SECTIONS.values():
    for _command in _commands:
        cli.add_command(_command)


def main() -> NoReturn:
    """Runs the command line; every expected error is one line on standard error, never a traceback."""
    try:
        cli(standalone_mode=False)
        sys.stdout.flush()
        sys.exit(0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (AccordingToError, OSError) as error:
        click.echo(f"accordingto: {error}", err=True)
        sys.exit(2)
    except (KeyboardInterrupt, click.Abort):
        click.echo("accordingto: interrupted; what was written so far is complete records", err=True)
        sys.exit(130)
