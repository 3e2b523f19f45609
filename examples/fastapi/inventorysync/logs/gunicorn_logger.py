"""Sends the lines of gunicorn and of the uvicorn workers to the application log."""

from __future__ import annotations

import logging
import sys
from typing import Any

from gunicorn.glogging import Logger

from ..settings import SettingsError, read_settings
from .configure import Logging, configure_logging

#: Set in the master process before the workers are forked.
logging_of_process: Logging | None = None


class GunicornLogger(Logger):
    """gunicorn's `logger_class`. Ends gunicorn with exit code 1 if a setting is invalid or a log file cannot be opened."""

    def setup(self, cfg: Any) -> None:
        global logging_of_process  # noqa: PLW0603 - gunicorn creates this object; its hooks need the result
        try:
            settings = read_settings()
            logging_of_process = configure_logging(settings)
        except (SettingsError, OSError) as error:
            print(f"InventorySync did not start: {error}", file=sys.stderr)
            sys.exit(1)
        if settings.sentry_problem:
            # Here, and not where the SDK is started: once, and not in each worker.
            logging.getLogger("inventorysync.sentry").warning("%s", settings.sentry_problem)
        # UvicornWorker copies these handlers and this level to the logger uvicorn.error.
        application = logging_of_process.handlers["application"]
        self.error_log.handlers = [application]
        # At level DEBUG gunicorn writes its whole configuration.
        self.error_log.setLevel(max(logging.INFO, logging.getLevelName(settings.log_level)))
        # The application writes a line for each request; an access log would repeat it with the query string.
        self.access_log.handlers = []
        self.access_log.propagate = False
