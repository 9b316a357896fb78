"""As much of HTTP/1.1 as a Bot API server needs: requests with a body, kept-alive connections, forms and uploads."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesParser
from urllib.parse import parse_qsl, unquote, urlsplit


@dataclass(frozen=True)
class Upload:
    """A file in a form."""

    name: str
    content: bytes


Form = dict[str, "str | Upload"]


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    query: str
    headers: Message
    body: bytes

    def form(self) -> Form:
        """The parameters of query and body, as texts; what JSON bodies hold is written as JSON again."""
        fields: Form = dict(parse_qsl(self.query, keep_blank_values=True))
        kind = self.headers.get_content_type()
        if kind == "application/json":
            values = json.loads(self.body or b"{}")
            return fields | {k: v if isinstance(v, str) else json.dumps(v) for k, v in values.items()}
        if kind == "multipart/form-data":
            return fields | _parts(str(self.headers.get_boundary()), self.body)
        return fields | dict(parse_qsl(self.body.decode(), keep_blank_values=True))


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """The next request of a connection; None at its end."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        first, _, rest = head.partition(b"\r\n")
        headers = BytesParser().parsebytes(rest, headersonly=True)
        body = await reader.readexactly(int(headers.get("Content-Length", "0")))
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    method, target, _ = first.decode().split(" ")
    parts = urlsplit(target)
    return Request(method, unquote(parts.path), parts.query, headers, body)


def response(status: int, body: bytes, content_type: str = "application/json") -> bytes:
    """A whole response."""
    head = f"HTTP/1.1 {status} -\r\nContent-Type: {content_type}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def _parts(boundary: str, body: bytes) -> Form:
    fields: Form = {}
    for part in body.split(b"--" + boundary.encode())[1:-1]:
        head, _, content = part.removesuffix(b"\r\n").partition(b"\r\n\r\n")
        named = dict(re.findall(r'(name|filename)="([^"]*)"', head.decode()))
        fields[named["name"]] = Upload(named["filename"], content) if "filename" in named else content.decode()
    return fields
