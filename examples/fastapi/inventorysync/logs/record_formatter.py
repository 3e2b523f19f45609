"""Formats a `logging.LogRecord` as the log record of docs/log-record.md."""

from __future__ import annotations

import json
import logging
import time
import traceback
from typing import Any

from pythonjsonlogger.json import JsonFormatter

#: The fields that a caller may pass in `extra`. Other keys become entries of `attributes`.
CALLER_FIELDS = frozenset(
    "error_type value metric unit event request_id trace_id span_id method path status duration_ms shop actor resource"
    " reason source statement attributes".split()
)
#: The fields that the formatter sets.
SET_FIELDS = frozenset("@timestamp level logger message environment release exception".split())
#: uvicorn's second copy of the message, with colours for a terminal.
IGNORED = frozenset(["color_message", "taskName"])


_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=str)


class RecordFormatter(JsonFormatter):
    """One JSON object per line, without spaces, with `@timestamp` first."""

    def __init__(self, environment: str, release: str | None) -> None:
        super().__init__(
            ["@timestamp", "levelname", "name", "message"],
            rename_fields={"levelname": "level", "name": "logger"},
            static_fields={"environment": environment, **({"release": release} if release else {})},
            json_serializer=_serialize,
        )

    def process_log_record(self, log_data: dict[str, Any]) -> dict[str, Any]:
        record: dict[str, Any] = {}
        attributes: dict[str, Any] = {}
        for key, value in log_data.items():
            if value is None or key in IGNORED:
                continue
            (record if key in CALLER_FIELDS or key in SET_FIELDS else attributes)[key] = value
        if attributes:
            record["attributes"] = {**record.get("attributes", {}), **attributes}
        return record

    def add_fields(
        self, log_data: dict[str, Any], record: logging.LogRecord, message_dict: dict[str, Any]
    ) -> None:
        # python-json-logger formats the traceback as one text; the log record has a list of frames.
        message_dict.pop("exc_info", None)
        super().add_fields(log_data, record, message_dict)
        log_data["@timestamp"] = _timestamp(record)
        if record.exc_info and record.exc_info[1]:
            exception = record.exc_info[1]
            log_data.setdefault("error_type", type(exception).__name__)
            log_data["exception"] = {
                "type": type(exception).__name__,
                "value": str(exception),
                "stacktrace": _stacktrace(exception),
            }

    def formatException(self, ei: Any) -> str:  # noqa: N802 - the name is logging's
        return ""


def _stacktrace(exception: BaseException) -> list[str]:
    """The frames, outermost call first; before them those of the exception that caused this one."""
    cause = exception.__cause__ or (None if exception.__suppress_context__ else exception.__context__)
    before = [
        *_stacktrace(cause),
        f"{type(cause).__name__}: {cause}",
        "Traceback (most recent call last):",
    ] if cause else []
    return before + [
        f'File "{frame.filename}", line {frame.lineno}, in {frame.name}'
        for frame in traceback.extract_tb(exception.__traceback__)
    ]


class ConsoleFormatter(logging.Formatter):
    """Readable lines, for debugging."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname:8} {name}: {message}", style="{")


def _timestamp(record: logging.LogRecord) -> str:
    seconds = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created))
    return f"{seconds}.{int(record.created * 1_000) % 1_000:03d}Z"


def _serialize(data: dict[str, Any], **_: Any) -> str:
    return _ENCODER.encode(data)
