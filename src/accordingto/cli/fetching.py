"""The command that fetches pages from the net: fetch."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from accordingto.cli.options import make_case

if TYPE_CHECKING:
    from accordingto.acquire.fetch.fetching import Answer
    from accordingto.acquire.incoming import Incoming
    from accordingto.types import Failure


@click.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option("--case", envvar="ACCORDINGTO_CASE", metavar="DIR", help="Add the pages to this casebook.")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.warc.gz",
              help="Add what came to this WARC file, which `accordingto read` and `add` take.")  # fmt: skip
@click.option("--proxy", envvar="ACCORDINGTO_PROXY", metavar="URL",
              help="Fetch through this proxy alone: socks5://127.0.0.1:9050 (Tor), http://HOST:PORT. Names are "
              "looked up there, never here. Also from ACCORDINGTO_PROXY; HTTP_PROXY is not looked at.")  # fmt: skip
@click.option("--delay", type=click.FloatRange(0.5, 600), default=2.0, show_default=True,
              help="Seconds between two requests to a host; a longer Crawl-delay of robots.txt counts.")  # fmt: skip
def fetch(urls: tuple[str, ...], case: str | None, output: Path | None, proxy: str | None, delay: float) -> NoReturn:
    """Fetch pages from the net and keep the answers as they came, as WARC.

    This is the only command that goes to the net. It asks each host's robots.txt first, waits between requests, sends
    no cookies, and fetches from public addresses alone: names that lead to this machine or its network are refused,
    also after a redirect. Of a page that is there already it asks only whether it has changed.

    \b
    Examples:
      accordingto fetch https://example.org/story --case syria
      accordingto fetch https://example.org/a https://example.org/b -o pages.warc.gz
      accordingto fetch http://example.onion/ -o pages.warc.gz --proxy socks5://127.0.0.1:9050
    """
    from accordingto.acquire.extras import need

    source = click.get_current_context().get_parameter_source("case")
    if output and source is click.core.ParameterSource.ENVIRONMENT:
        case = None
    if (case is None) == (output is None):
        raise click.UsageError("say where to keep the pages: --case DIR, or -o FILE.warc.gz")
    for module in ("fastwarc", "httpx", "protego", *(["socksio"] if (proxy or "").startswith("socks") else [])):
        need(module, "fetch")
    failed = _to_file(urls, output, proxy, delay) if output else _to_case(urls, str(case), proxy, delay)
    sys.exit(1 if failed else 0)


def _answers(
    urls: tuple[str, ...], proxy: str | None, delay: float, known: Any
) -> Iterator[tuple[str, list[Answer] | None]]:
    """Each address with its answers, None where there are none; says on standard error what became of it."""
    from accordingto.acquire.fetch.fetching import Fetcher, Limits
    from accordingto.casebook.listing import printable
    from accordingto.errors import InputError

    fetcher = Fetcher(proxy, Limits(delay=delay))
    for url in urls:
        try:
            conditions: Mapping[str, str] = known(url)
            answers = fetcher.fetch(url, conditions)
        except InputError as error:
            click.echo(printable(f"not fetched: {error}"), err=True)
            yield url, None
            continue
        last = answers[-1]
        if last.status == 304:
            click.echo(printable(f"unchanged: {url}"), err=True)
        elif last.status != 200:
            wait = f"; it asks to wait {last.headers['retry-after']}" if "retry-after" in last.headers else ""
            click.echo(printable(f"not fetched: {last.url}: the answer is {last.status}{wait}"), err=True)
        else:
            click.echo(printable(f"fetched: {last.url} ({len(last.response)} bytes)"), err=True)
        yield url, answers


def _to_file(urls: tuple[str, ...], path: Path, proxy: str | None, delay: float) -> int:
    from accordingto.acquire.fetch.keeping import append, known_in

    known, failed = known_in(path), 0
    for _, answers in _answers(urls, proxy, delay, lambda url: known.get(url, {})):
        if answers:
            append(path, answers)
        failed += not answers or answers[-1].status not in (200, 304)
    return failed


def _to_case(urls: tuple[str, ...], case: str, proxy: str | None, delay: float) -> int:
    from accordingto.acquire.fetch.keeping import conditions_of, is_same, records_of
    from accordingto.acquire.incoming import Given, Incoming
    from accordingto.casebook import adding
    from accordingto.casebook.reader import Reader
    from accordingto.cli.adding import read_with, tell
    from accordingto.settings import Settings

    casebook, settings = make_case(case, encrypt=False), Settings()
    reader, failed = Reader(casebook), 0

    def held(url: str) -> bytes:
        return reader.named(url, "application/warc") or b""

    def pages() -> Iterator[Incoming | Failure]:
        nonlocal failed
        for url, answers in _answers(urls, proxy, delay, lambda url: conditions_of(held(url))):
            failed += not answers or answers[-1].status not in (200, 304)
            if answers and answers[-1].status == 200 and not is_same(answers[-1], held(url)):
                yield Incoming(url, records_of(answers)[-1][1], "application/warc", url)

    run = adding.run_of(settings)
    return failed + tell(adding.add(casebook, pages(), read_with(settings, 1, Given()), run))


COMMANDS: tuple[click.Command, ...] = (fetch,)
