"""The API against its own description: schemathesis sends what fits and what does not; nothing crashes."""

from __future__ import annotations

import warnings
from collections import Counter
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from accordingto.casebook.store import Casebook
from accordingto.review.app import create_app
from accordingto.review.calls import Call, openapi
from accordingto.review.desk import Desk
from accordingto.review.routes import CALLS
from tests.review import made
from tests.review.addresses import at
from tests.review.conftest import Client, client_of, fill

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # the library's own imports
    import schemathesis
    from schemathesis.core.result import Ok

EXAMPLES = 8
"""Requests of each call; hypothesis makes them the same way each time."""


def test_the_description_tells_every_call(client: Client) -> None:
    told = client.get("/api/openapi.json").json()
    assert told == openapi(CALLS)
    assert told["openapi"].startswith("3.1")
    assert sum(len(calls) for calls in told["paths"].values()) == len(CALLS)
    ids = [call["operationId"] for calls in told["paths"].values() for call in calls.values()]
    assert len(ids) == len(set(ids))


def test_no_request_makes_it_crash(casebook: Casebook, desk: Desk) -> None:
    fill(casebook, made.teacher(), made.arabic())
    headers = {"authorization": f"Bearer {desk.token}", "host": next(iter(desk.hosts))}
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", create_app(desk), headers=headers)
    answers: Counter[int] = Counter()
    for result in schema.get_all_operations():
        assert isinstance(result, Ok)
        operation = result.ok()

        @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
                  suppress_health_check=list(HealthCheck))  # fmt: skip
        @given(case=operation.as_strategy())
        def attempt(case: schemathesis.Case[Any]) -> None:
            answer = case.call(headers=headers)
            answers[answer.status_code] += 1
            assert answer.status_code < 500, (case.method, case.path, case.body, answer.content)
            answer_is_as_described(case, answer)

        attempt()
    assert answers[200] > len(CALLS) / 2
    assert sum(answers.values()) > len(CALLS)


def answer_is_as_described(case: schemathesis.Case[Any], answer: schemathesis.Response) -> None:
    """A file where one is told of, else JSON; where it is an error, of the one shape."""
    if answer.status_code == 200 and "content-disposition" in answer.headers:
        assert case.path == "/api/export"
        return
    told = answer.json()
    if answer.status_code >= 400:
        assert set(told) == {"error"}, (case.path, told)
        assert set(told["error"]) == {"kind", "message"}


@pytest.mark.parametrize("call", CALLS, ids=lambda c: c.name)
def test_a_stranger_is_told_to_sign_in(desk: Desk, call: Call) -> None:
    answer = client_of(desk).request(call.method, at(call.path), json={})
    assert answer.status_code == (400 if call.open else 401)
    assert set(answer.json()["error"]) == {"kind", "message"}
