"""structlog in front of the same handlers: lines have the same fields, files and redaction."""

from __future__ import annotations

from typing import Any

import structlog


def configure_structlog() -> None:
    """Makes `structlog.get_logger(<name>)` write through the logger of that name. Call `configure_logging` first.

    structlog calls the message `event`, so pass the field `event` as `event_name`:
    `log.info("stock updated", event_name="stock.updated", shop="demo-shop")`.
    """
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, structlog.stdlib.render_to_log_kwargs, _rename_event_name],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _rename_event_name(_logger: Any, _method: str, arguments: dict[str, Any]) -> dict[str, Any]:
    extra = arguments["extra"]
    if "event_name" in extra:
        extra["event"] = extra.pop("event_name")
    return arguments
