"""The API's description agrees with the server: routes, examples, docs, and generated requests."""

import re
from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from channel_server import Server
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from channels import apidocs
from channels.problem import PROBLEMS

DOCUMENT = apidocs.load()
PAGES = {"/", "/chat", "/chat/embed", "/chat/<name:path>", "/openapi.json", "/docs", "/docs/docs.css"}
OPERATIONS = [(path, method) for path, methods in DOCUMENT["paths"].items() for method in methods]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


def test_every_route_is_described_and_every_description_is_a_route(server: Server) -> None:
    routes = {"/" + route.path for route in server.app.router.routes}
    described = {path if path == "/" else path.rstrip("/") for path in DOCUMENT["paths"]}
    assert {path.rstrip("/") or "/" for path in routes} - PAGES == described


def test_the_description_is_served_and_rendered(server: Server) -> None:
    assert server.get("/openapi.json").json() == DOCUMENT
    page = server.get("/docs/")
    assert page.headers["Content-Type"] == "text/html; charset=utf-8"
    for path in DOCUMENT["paths"]:
        assert path in page.text
    for code in PROBLEMS:
        assert f'id="problem-{code}"' in page.text
    assert "<script" not in page.text
    assert not re.search(r'(src|href)="(https?:)?//', page.text)


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_every_operation_says_what_it_does_and_gives_an_example(path: str, method: str) -> None:
    operation = DOCUMENT["paths"][path][method]
    assert operation["operationId"]
    assert operation["summary"]
    assert "403" in operation["responses"]
    for status, answer in operation["responses"].items():
        content = answer.get("content", {})
        if status.startswith("2") and status != "204" and "application/pdf" not in content:
            assert all("example" in one for one in content.values())


def test_every_problem_is_in_the_description() -> None:
    text = " ".join(answer["description"] for answer in DOCUMENT["components"]["responses"].values())
    described = set(re.findall(r"[a-z]+(?:-[a-z]+)+|internal|unavailable|cancelled", text))
    assert set(PROBLEMS) - described <= {"method-not-allowed"}


def schema_of(server: Server) -> Any:
    schema = schemathesis.openapi.from_dict(DOCUMENT)
    schema.config.update(base_url=server.url)
    return schema


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
@pytest.mark.parametrize("mode", [schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE])
def test_generated_requests_get_only_what_is_described(
    start: Callable[..., Server], path: str, method: str, mode: schemathesis.GenerationMode
) -> None:
    server = start(rate_limit=0, api_key="k" * 20)
    server_headers = {"X-API-Key": "k" * 20} if path.startswith("/webhooks") else {}
    token = server.session()["token"]
    if path.startswith("/chat/v1"):
        server_headers = {"Authorization": f"Bearer {token}"}
        server.post("/chat/v1/messages", token, json={"message": "hello"})
    operation = schema_of(server)[path][method]
    strategy = operation.as_strategy(generation_mode=mode)
    seen: set[int] = set()

    @hypothesis_settings(max_examples=40, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(case=strategy)
    def run(case: Any) -> None:
        response = case.call(headers=server_headers)
        seen.add(response.status_code)
        case.validate_response(response, checks=CHECKS)

    try:
        run()
    except Exception as error:
        if type(error).__name__ != "Unsatisfiable":
            raise
        pytest.skip("an operation without input has no wrong input")
    assert seen
    assert not [status for status in seen if status >= 500]
