"""The commands of protection: who may see, who is covered, what must go."""

from __future__ import annotations

import click

from accordingto.cli.options import CASE, WHY, open_case


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@CASE
@click.option("--as", "kind", type=click.Choice(["victim", "witness", "minor", "source"]), required=True)
@click.option("--passage", "phrases", multiple=True, metavar="WORDS", help="Words of a text that tell who it is.")
@WHY
def protect(names: tuple[str, ...], case: str, kind: str, phrases: tuple[str, ...], why: str) -> None:
    """Cover a person everywhere: NAME in full, and every other form of it.

    From then on a pseudonym stands in all that leaves the casebook, another one for each recipient. Words that may
    tell who it is all the same are listed: protect them with --passage, or leave the report out.
    """
    from accordingto.casebook.listing import printable
    from accordingto.casebook.protect import protect as cover

    done = cover(open_case(case), names, kind, why, phrases)
    click.echo(f"protected person {done.person}: {done.records} reports covered")
    for risk in done.risks:
        click.echo(printable(f"warning: report {risk.report} tells {risk.what}: {risk.words}"))


@click.command()
@click.argument("person", type=int)
@CASE
@WHY
def unprotect(person: int, case: str, why: str) -> None:
    """End the protection of a person (by number; see: list protected)."""
    from accordingto.casebook.protect import unprotect as uncover

    click.echo(f"{uncover(open_case(case), person, why)} reports uncovered")


@click.command()
@click.argument("person")
@click.argument("level", type=click.Choice(["names", "covered"]))
@CASE
@WHY
def access(person: str, level: str, case: str, why: str) -> None:
    """Say who may see protected names (names) and who may not (covered)."""
    from accordingto.casebook.access import grant

    grant(open_case(case), person, level, why)


@click.command()
@click.argument("report", type=int)
@click.argument("status", type=click.Choice(["given", "limited", "refused", "withdrawn", "unknown"]))
@CASE
@WHY
def consent(report: int, status: str, case: str, why: str) -> None:
    """Record consent to the use of a report; refused or withdrawn, it no longer leaves the casebook."""
    from accordingto.casebook.destroying import set_consent

    set_consent(open_case(case), report, status, why)


@click.command()
@click.argument("report", type=int)
@CASE
@WHY
@click.confirmation_option(prompt="Destroyed content cannot be brought back. Destroy it?")
def destroy(report: int, case: str, why: str) -> None:
    """Destroy a report's page, text and records; hash, date, person and reason stay in the journal."""
    from accordingto.casebook.destroying import destroy as burn

    burn(open_case(case), report, why)


COMMANDS: tuple[click.Command, ...] = (protect, unprotect, access, consent, destroy)
