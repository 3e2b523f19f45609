"""Logs each request, and gives its lines a request id and a trace id."""

from __future__ import annotations

import logging
import re
import secrets
import time

from fastapi import FastAPI, Request, Response
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from .logs import new_request_context

#: Not logged: a load balancer requests it every few seconds.
HEALTH_CHECK = "/healthz"
#: The value of `path` if no route matches. The path itself may contain anything.
UNMATCHED = "unmatched"

#: A well-formed request id of a proxy. Any other value is replaced, so that no client can write text into lines.
REQUEST_ID = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
#: Source: W3C Trace Context, "traceparent Header".
TRACEPARENT = re.compile(rb"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?")

#: Where the scope of a request has its unhandled exception.
ERROR = "inventorysync.error"

requests = logging.getLogger("inventorysync.api")
measurements = logging.getLogger("inventorysync.performance")


class RequestLogging:
    """ASGI middleware. It wraps the whole application, so that it sees the status of every response.

    The line is written before the end of the response is sent: a client that has read a response can rely on its line. The
    application's exception ends here: it is logged once, with its traceback, and not again by uvicorn.
    """

    def __init__(self, app: FastAPI) -> None:
        app.add_exception_handler(Exception, _keep_error)
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] == HEALTH_CHECK:
            await self.app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        request_id = _request_id(headers)
        trace_id, span_id = _trace_id(headers), secrets.token_hex(8)
        # The SDK continues this trace, so that lines and traces have the same id.
        trace = (b"sentry-trace", f"{trace_id}-{span_id}".encode())
        scope = {**scope, "headers": [*(h for h in scope["headers"] if h[0] != b"sentry-trace"), trace]}
        start = time.perf_counter()
        status: int | None = 500

        def log_once(error: Exception | None) -> None:
            nonlocal status
            if status is not None:
                _log(scope, status, round((time.perf_counter() - start) * 1_000, 3), error)
                status = None

        async def send_and_log(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": [*message["headers"], (b"x-request-id", request_id.encode())]}
            elif not message.get("more_body"):
                log_once(scope.get(ERROR))
            await send(message)

        with new_request_context({"request_id": request_id, "trace_id": trace_id, "span_id": span_id}):
            # Before the route is known; the path itself can contain anything.
            requests.debug("request started", extra={"event": "request.started", "method": scope["method"]})
            try:
                await self.app(scope, receive, send_and_log)
            except Exception as error:  # noqa: BLE001 - Starlette raises it again after its response
                log_once(error)


async def _keep_error(request: Request, error: Exception) -> Response:
    """Starlette's handler of exceptions that nothing else handles."""
    request.scope[ERROR] = error
    return PlainTextResponse("Internal Server Error", 500)


def _log(scope: Scope, status: int, duration_ms: float, error: Exception | None) -> None:
    route = scope.get("route")
    request = {"method": scope["method"], "path": route.path if route else UNMATCHED, "status": status}
    measurements.info(
        "http.server.duration",
        extra={**request, "metric": "http.server.duration", "value": duration_ms, "unit": "ms"},
    )
    extra = {**request, "duration_ms": duration_ms, "event": "request.failed" if error else "request.handled"}
    if error:
        requests.error("request failed: %s", error, exc_info=error, extra=extra)
    else:
        requests.log(logging.INFO if status < 500 else logging.ERROR, "request handled", extra=extra)


def _request_id(headers: dict[bytes, bytes]) -> str:
    given = headers.get(b"x-request-id", b"")
    return given.decode() if REQUEST_ID.fullmatch(given) else f"req-{secrets.token_hex(8)}"


def _trace_id(headers: dict[bytes, bytes]) -> str:
    parent = TRACEPARENT.fullmatch(headers.get(b"traceparent", b""))
    return parent[1].decode() if parent else secrets.token_hex(16)
