"""An ordinary line, and measurements of statements and of a cache."""

import logging

from fastapi import APIRouter
from pydantic import BaseModel, Field

from ..logs import bind
from ..prices import price_of
from ..stock import Stock

router = APIRouter()
log = logging.getLogger("inventorysync.sync")
stock = Stock()


class StockUpdate(BaseModel):
    shop: str = Field(pattern=r"^[a-z][a-z-]{1,40}$")
    stock: int = Field(ge=0)


@router.put("/v1/stock/{sku}")
def update_stock(sku: str, update: StockUpdate) -> dict:
    bind(shop=update.shop)
    stock.update(update.shop, sku, update.stock)
    log.info("stock updated", extra={"event": "stock.updated", "attributes": {"sku": sku, "stock": update.stock}})
    return {"sku": sku, "stock": update.stock}


@router.get("/v1/products/{sku}/price")
async def read_price(sku: str) -> dict:
    return {"sku": sku, "price": price_of(sku)}


@router.get("/v1/reports/inventory")
def report_inventory() -> dict:
    return {"days": stock.report()}
