"""Traces and profiles for Sentry. Errors reach Sentry from the log files, through the platform, which redacts them."""

from __future__ import annotations

import warnings
from typing import Any

import sentry_sdk
from sentry_sdk.integrations.fastapi import FastApiIntegration
from sentry_sdk.integrations.starlette import StarletteIntegration

from .settings import Settings

#: The parts of a transaction that contain no data of the request.
SAFE_PARTS = frozenset(
    "type event_id transaction transaction_info start_timestamp timestamp platform release environment sdk contexts"
    " spans measurements profile".split()
)


def start_sentry(settings: Settings) -> None:
    """Starts the SDK if `ENABLE_SENTRY` is true.

    - No default integration: they send log lines, breadcrumbs, local variables and the command line.
    - No error events: the platform sends each ERROR line to Sentry, so the SDK would send it twice and unredacted.
    - Transactions without URL, headers, query string and user.
    """
    if settings.sentry is None:
        return
    with warnings.catch_warnings():
        # The guide's variable SENTRY_PROFILES_SAMPLE_RATE is a rate of transaction-based profiling.
        warnings.filterwarnings("ignore", "Transaction-based profiling", DeprecationWarning)
        sentry_sdk.init(
            dsn=settings.sentry.dsn,
            environment=settings.sentry.environment,
            release=settings.release,
            traces_sampler=_sampler(settings.sentry.traces_sample_rate),
            profiles_sample_rate=settings.sentry.profiles_sample_rate,
            default_integrations=False,
            auto_enabling_integrations=False,
            integrations=[StarletteIntegration(), FastApiIntegration()],
            enable_logs=False,
            include_local_variables=False,
            max_request_body_size="never",
            max_breadcrumbs=0,
            auto_session_tracking=False,
            send_client_reports=False,
            before_send=lambda event, hint: None,
            before_send_transaction=_without_request_data,
            # The host name; Sentry shows the log stream of the host instead.
            server_name="inventorysync",
        )


def stop_sentry() -> None:
    """Sends the traces that wait, for at most two seconds. Call it at the end of a worker process."""
    sentry_sdk.flush(timeout=2)


def _sampler(rate: float):
    def sample(context: dict[str, Any]) -> float:
        path = context.get("asgi_scope", {}).get("path")
        return {"/healthz": 0.0, "/test-sentry": 1.0}.get(path, rate)

    return sample


def _without_request_data(transaction: dict[str, Any], _hint: dict[str, Any]) -> dict[str, Any]:
    safe = {name: value for name, value in transaction.items() if name in SAFE_PARTS}
    # A request without a route has its URL as name.
    if safe.get("transaction_info", {}).get("source") == "url":
        safe["transaction"] = "unmatched"
    trace = transaction.get("contexts", {}).get("trace", {})
    safe["contexts"] = {"trace": {name: value for name, value in trace.items() if name != "data"}}
    return safe
