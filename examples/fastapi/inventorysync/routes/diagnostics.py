"""For operators: the health check, and the Sentry test of the deployment guide, section 7."""

import logging

from fastapi import APIRouter

router = APIRouter()
log = logging.getLogger("inventorysync.diagnostics")


class SentryTestError(Exception):
    """Raised by `POST /test-sentry`."""


@router.get("/healthz")
async def report_health() -> dict:
    return {"status": "ok"}


@router.post("/test-sentry")
async def test_sentry() -> None:
    """Fails. The error reaches Sentry from the application log; the SDK sends a trace of this request."""
    raise SentryTestError("test of the Sentry integration")
