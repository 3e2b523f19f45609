"""A measurement of a result, and a warning with data that somebody else sent."""

import logging
import time

from fastapi import APIRouter, Response
from pydantic import BaseModel

from ..logs import bind

router = APIRouter()
log = logging.getLogger("inventorysync.webhooks")
measurements = logging.getLogger("inventorysync.performance.webhook")


class Webhook(BaseModel):
    topic: str
    quantity: int = 0
    payload: dict = {}


@router.post("/v1/webhooks/{shop}", status_code=202)
async def receive_webhook(shop: str, webhook: Webhook, response: Response) -> dict:
    bind(shop=shop)
    if webhook.topic != "orders/created":
        # The payload is somebody else's data. The platform redacts what it recognizes; do not rely on it.
        log.warning("webhook of an unknown topic", extra={"attributes": {"payload": webhook.payload}})
        return {"accepted": False}
    start = time.perf_counter()
    accepted = webhook.quantity >= 0
    measurements.log(
        logging.INFO if accepted else logging.WARNING,
        "webhook.processing.duration",
        extra={
            "event": "webhook.processed" if accepted else "webhook.failed",
            "metric": "webhook.processing.duration",
            "value": round((time.perf_counter() - start) * 1_000, 3),
            "unit": "ms",
        },
    )
    if not accepted:
        response.status_code = 422
    return {"accepted": accepted}
