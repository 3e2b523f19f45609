"""The environment variables of the application. `npx logs env <environment>` prints their values."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sentry_sdk.utils import Dsn

from .levels import LEVELS

T = TypeVar("T")


@dataclass(frozen=True)
class SentrySettings:
    dsn: str
    environment: str
    traces_sample_rate: float
    profiles_sample_rate: float


@dataclass(frozen=True)
class Settings:
    environment: str
    #: Commit of the application; None if `APP_VERSION` is not set.
    release: str | None
    log_level: str
    #: Whether readable lines are printed on standard error, in addition to the log files.
    console: bool
    log_dir: Path
    #: The file from which debug mode is read; None if it is off for good.
    debug_file: Path | None
    #: Whether a thread writes the operational logs. The audit logs are always written synchronously.
    asynchronous: bool
    performance_logging: bool
    #: None if `ENABLE_SENTRY` is not "true", or without a valid DSN.
    sentry: SentrySettings | None
    #: A warning if `ENABLE_SENTRY` is "true" without a valid DSN: what is wrong, its effect and the remedy.
    sentry_problem: str | None


class SettingsError(Exception):
    """One or more environment variables have an invalid value."""


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """Reads all variables. Raises SettingsError, which lists every invalid variable.

    `SENTRY_DSN` is no reason not to start: it comes from a secret that can be stored later, and only traces need it.
    """
    problems: list[str] = []

    def read(name: str, default: str | None, expected: str, parse: Callable[[str], T]) -> T:
        value = environment.get(name) or default
        if value is None:
            problems.append(f"{name} is not set, expected {expected}")
            return None  # type: ignore[return-value] # the caller raises SettingsError
        try:
            return parse(value)
        except (KeyError, ValueError):
            problems.append(f"{name} is {value!r}, expected {expected}")
            return None  # type: ignore[return-value]

    def flag(name: str, default: str) -> bool:
        return read(name, default, "true or false", {"true": True, "false": False}.__getitem__)

    def rate(name: str) -> float:
        return read(name, "0.1", "a number from 0 to 1", _rate)

    name = read("ENVIRONMENT", None, "the name of the environment", str)
    apm = flag("ENABLE_APM", "true")
    dsn = environment.get("SENTRY_DSN") or None
    sentry = flag("ENABLE_SENTRY", "false")
    sentry_problem = _dsn_problem(dsn) if sentry else None
    traces_sample_rate = rate("SENTRY_TRACES_SAMPLE_RATE")
    profiles_sample_rate = rate("SENTRY_PROFILES_SAMPLE_RATE")
    settings = Settings(
        environment=name,
        release=environment.get("APP_VERSION") or None,
        log_level=read("LOG_LEVEL", "INFO", ", ".join(LEVELS), _level),
        console=read("LOG_FORMAT", "json", "json or console", {"json": False, "console": True}.__getitem__),
        log_dir=read("LOG_DIR", "/var/log/inventorysync", "an absolute path", _absolute_path),
        debug_file=read("LOG_DEBUG_FILE", None, "an absolute path", _absolute_path)
        if environment.get("LOG_DEBUG_FILE")
        else None,
        asynchronous=flag("LOG_ASYNC", "false"),
        performance_logging=flag("ENABLE_PERFORMANCE_LOGGING", "true"),
        sentry=SentrySettings(
            dsn=dsn,
            environment=environment.get("SENTRY_ENVIRONMENT") or name,
            traces_sample_rate=traces_sample_rate if apm else 0.0,
            profiles_sample_rate=profiles_sample_rate,
        )
        if sentry and dsn and not sentry_problem
        else None,
        sentry_problem=sentry_problem,
    )
    if problems:
        raise SettingsError("; ".join(problems))
    return settings


def _level(value: str) -> str:
    return LEVELS[LEVELS.index(value)]


def _absolute_path(value: str) -> Path:
    path = Path(value)
    if not path.is_absolute():
        raise ValueError(value)
    return path


def _dsn_problem(dsn: str | None) -> str | None:
    """A DSN contains a key, so the warning does not quote it."""
    try:
        if dsn:
            Dsn(dsn)
            return None
        actual = "is not set"
    except ValueError:
        actual = "is invalid, expected https://<key>@<host>/<project>"
    return (
        f"SENTRY_DSN {actual}, and ENABLE_SENTRY is true: the application sends no traces to Sentry; its errors reach"
        " Sentry from the log files; store the DSN and restart the application, or set ENABLE_SENTRY=false"
    )


def _rate(value: str) -> float:
    number = float(value)
    if not 0 <= number <= 1:
        raise ValueError(value)
    return number
