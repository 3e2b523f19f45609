"""Prices, with a cache."""

from __future__ import annotations

import logging

measurements = logging.getLogger("inventorysync.performance.cache")

_cache: dict[str, float] = {}


def price_of(sku: str) -> float:
    hit = sku in _cache
    measurements.info(
        "cache hit" if hit else "cache miss",
        extra={"event": "cache.hit" if hit else "cache.miss", "resource": "price-list"},
    )
    return _cache.setdefault(sku, 10 + len(sku) / 100)
