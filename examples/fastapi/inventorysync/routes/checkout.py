"""A line that quotes what a customer wrote: the kind of line that redaction is for."""

import logging

from fastapi import APIRouter
from pydantic import BaseModel

from ..logs import bind

router = APIRouter()
log = logging.getLogger("inventorysync.checkout")


class Checkout(BaseModel):
    shop: str
    note: str = ""


@router.post("/v1/checkout", status_code=201)
async def check_out(checkout: Checkout) -> dict:
    bind(shop=checkout.shop)
    log.info(
        "order with the note: %s" if checkout.note else "order without a note",
        *([checkout.note] if checkout.note else []),
        extra={"event": "order.placed"},
    )
    return {"shop": checkout.shop}
