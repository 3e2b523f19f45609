"""Writes the log records of docs/log-record.md to the four log files."""

from .configure import Logging, configure_logging
from .request_context import bind, new_request_context

__all__ = ["Logging", "bind", "configure_logging", "new_request_context"]
