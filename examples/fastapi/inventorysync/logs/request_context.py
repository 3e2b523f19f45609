"""Fields of every line that a request writes."""

from __future__ import annotations

import contextvars
import logging
from collections.abc import Mapping
from contextlib import contextmanager

_context: contextvars.ContextVar[dict[str, str] | None] = contextvars.ContextVar("request_context", default=None)


@contextmanager
def new_request_context(fields: Mapping[str, str]):
    """Adds the fields to every line that is written inside, also in threads that Starlette starts for the request."""
    token = _context.set(dict(fields))
    try:
        yield
    finally:
        _context.reset(token)


def bind(**fields: str) -> None:
    """Adds fields to the later lines of the current request; without a request it has no effect."""
    context = _context.get()
    if context is not None:
        context.update(fields)


def add_request_context(record: logging.LogRecord) -> bool:
    """A filter for handlers. A field that the caller passed is kept."""
    for name, value in (_context.get() or {}).items():
        if not hasattr(record, name):
            setattr(record, name, value)
    return True
