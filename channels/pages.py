"""Static files of one directory: right types, ETag, gzip, a strict content security policy."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sanic.request import Request
from sanic.response import HTTPResponse

from channels.problem import Problem

TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".ico": "image/x-icon",
    ".json": "application/json",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".txt": "text/plain; charset=utf-8",
}
_PACKED: Final = {".html", ".js", ".css", ".svg", ".json", ".webmanifest", ".txt"}


def policy(framed_by: tuple[str, ...] | None = None) -> str:
    """The policy of a page: only files and requests of this server, no inline script or style.

    `framed_by`: the origins, besides this server's, that may show it in a frame; None for nobody at all.
    """
    framed = "'none'" if framed_by is None else " ".join(["'self'", *framed_by])
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; "
        f"frame-ancestors {framed}"
    )


@dataclass(frozen=True)
class _File:
    stamp: tuple[int, int]
    body: bytes
    packed: bytes | None
    etag: str


class Files:
    """Serves the files under `folder`, and nothing else. Read again when they change."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._read: dict[Path, _File] = {}

    def respond(self, request: Request, name: str, csp: str = "") -> HTTPResponse:
        """The file, 304 if the client has it, `Problem("not-found")` if there is none."""
        path = self._path(name)
        file = self._load(path)
        packed = file.packed if "gzip" in request.headers.getone("accept-encoding", "").lower() else None
        etag = f'"{file.etag}{"-gz" if packed else ""}"'
        headers = {
            "ETag": etag,
            "Cache-Control": "no-cache",  # kept, but asked about each time: 304 as long as it is the same
            "Vary": "Accept-Encoding",
            "Content-Security-Policy": csp or policy(),
            "Cross-Origin-Resource-Policy": "cross-origin",  # a clinic's page may load the widget's script
        }
        known = [tag.strip().removeprefix("W/") for tag in request.headers.getone("if-none-match", "").split(",")]
        if etag in known or "*" in known:
            return HTTPResponse(status=304, headers=headers)
        if packed:
            headers["Content-Encoding"] = "gzip"
        return HTTPResponse(packed or file.body, headers=headers, content_type=TYPES[path.suffix])

    def _path(self, name: str) -> Path:
        hidden = any(part.startswith(".") for part in Path(name).parts)
        path = self._folder / name
        if hidden or "\0" in name or path.suffix not in TYPES or not path.is_file():
            raise Problem("not-found")
        if not path.resolve().is_relative_to(self._folder):
            raise Problem("not-found")
        return path

    def _load(self, path: Path) -> _File:
        status = path.stat()
        stamp = (status.st_mtime_ns, status.st_size)
        file = self._read.get(path)
        if file is None or file.stamp != stamp:
            body = path.read_bytes()
            packed = gzip.compress(body, mtime=0) if path.suffix in _PACKED and len(body) > 500 else None
            file = self._read[path] = _File(stamp, body, packed, hashlib.sha256(body).hexdigest()[:32])
        return file
