"""Addresses in a reply: the summary as PDF, an image."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

from cli.blocks import Look
from cli.clean import clean_line
from cli.replies import Reply, words


def links(reply: Reply, look: Look) -> list[str]:
    """A line for each document that a reply points to; only web addresses are shown."""
    named = [("Image or file", link) for link in reply.links]
    if reply.kind == "summary":
        named.append(("As PDF", words(reply.data.get("url"))))
    return [f"{name}: {where}" for name, link in named if (where := _absolute(link, look.base))]


def _absolute(link: str, base: str) -> str:
    try:
        where = urljoin(base + "/", clean_line(link)) if link else ""
        return where if urlsplit(where).scheme in ("http", "https") else ""
    except ValueError:
        return ""
