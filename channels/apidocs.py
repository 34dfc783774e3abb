"""The API's description (`openapi.yml`) and its rendering as one plain page without scripts."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import Any

import yaml

from channels.problem import PROBLEMS

FILE = Path(__file__).parent / "openapi.yml"


def load() -> dict[str, Any]:
    """The OpenAPI document."""
    document: dict[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return document


def render(document: dict[str, Any]) -> str:
    """The document as HTML: every operation, its parameters, examples and answers, and every problem."""
    info = document["info"]
    operations = [
        _operation(document, path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if isinstance(operation, dict)
    ]
    problems = "".join(
        f'<tr id="problem-{escape(code)}"><td><code>{escape(code)}</code></td><td>{status}</td>'
        f"<td>{escape(title)}. {escape(detail)}</td></tr>"
        for code, (status, title, detail) in PROBLEMS.items()
    )
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(info['title'])}</title>"
        '<link rel="stylesheet" href="docs.css"></head><body><main>'
        f"<h1>{escape(info['title'])} {escape(str(info['version']))}</h1>{_text(info.get('description', ''))}"
        '<p>Machine-readable: <a href="../openapi.json">openapi.json</a></p>'
        f"{''.join(operations)}<h2>Problems</h2><table><thead><tr><th>code</th><th>status</th><th>meaning</th></tr>"
        f"</thead><tbody>{problems}</tbody></table></main></body></html>"
    )


def _text(markdown: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in markdown.strip().split("\n\n") if part.strip())


def _operation(document: dict[str, Any], path: str, method: str, operation: dict[str, Any]) -> str:
    parts = [f'<section id="{escape(operation["operationId"])}">']
    parts.append(f'<h2><span class="method">{method.upper()}</span> <code>{escape(path)}</code></h2>')
    parts.append(f"<p><strong>{escape(operation['summary'])}</strong></p>{_text(operation.get('description', ''))}")
    rows = "".join(
        f"<tr><td><code>{escape(p['name'])}</code></td><td>{escape(p['in'])}</td><td>{escape(p.get('description', ''))}</td></tr>"
        for p in (_resolve(document, p) for p in operation.get("parameters", []))
    )
    if rows:
        parts.append(f"<table><thead><tr><th>name</th><th>in</th><th></th></tr></thead><tbody>{rows}</tbody></table>")
    for kind, content in _resolve(document, operation.get("requestBody", {})).get("content", {}).items():
        parts.append(_example(f"Body ({kind})", content))
    for status, answer in operation["responses"].items():
        answer = _resolve(document, answer)
        parts.append(f"<p><code>{escape(str(status))}</code> {escape(answer['description'])}</p>")
        parts.extend(
            _example(kind, content) for kind, content in answer.get("content", {}).items() if kind != "application/problem+json"
        )
    return "".join([*parts, "</section>"])


def _example(title: str, content: dict[str, Any]) -> str:
    example = content.get("example")
    if example is None:
        return ""
    text = example if isinstance(example, str) else json.dumps(example, indent=2, ensure_ascii=False)
    return f"<figure><figcaption>{escape(title)}</figcaption><pre><code>{escape(text)}</code></pre></figure>"


def _resolve(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    reference = node.get("$ref")
    if not reference:
        return node
    found: Any = document
    for part in reference.removeprefix("#/").split("/"):
        found = found[part]
    resolved: dict[str, Any] = found
    return resolved
