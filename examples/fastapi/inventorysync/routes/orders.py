"""Errors: they are raised, and `RequestLogging` logs them once, with the traceback."""

from fastapi import APIRouter
from pydantic import BaseModel

from ..logs import bind

router = APIRouter()


class StockConflictError(Exception):
    """The shop changed the stock at the same time."""


class RateLimitedError(Exception):
    """The shop refused the request for now."""


class OrderSync(BaseModel):
    shop: str
    #: What the shop answered. The sample has no shop to ask.
    shop_status: int = 200


@router.post("/v1/orders/{number}/sync")
async def synchronize_order(number: int, order: OrderSync) -> dict:
    bind(shop=order.shop)
    if order.shop_status == 409:
        raise StockConflictError("the stock changed while it was written")
    if order.shop_status == 429:
        try:
            raise ConnectionError("the shop closed the connection")
        except ConnectionError as cause:
            raise RateLimitedError("the shop accepts no more requests") from cause
    return {"number": number}
