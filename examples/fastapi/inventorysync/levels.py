"""The accepted values of LOG_LEVEL."""

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
