"""The stock of all articles, in a database of this process."""

from __future__ import annotations

import logging
import sqlite3
import threading
import time

measurements = logging.getLogger("inventorysync.performance.db")

UPDATE = "INSERT INTO inventory (shop, sku, stock) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET stock = excluded.stock"
#: Slow on purpose: it counts to 200,000.
REPORT = (
    "WITH RECURSIVE days(day) AS (SELECT 1 UNION ALL SELECT day + 1 FROM days WHERE day < ?) "
    "SELECT count(*) FROM days, (SELECT sum(stock) FROM inventory)"
)


class Stock:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(":memory:", check_same_thread=False)
        self._connection.execute("CREATE TABLE inventory (shop, sku, stock INTEGER, PRIMARY KEY (shop, sku))")

    def update(self, shop: str, sku: str, stock: int) -> None:
        self._execute(UPDATE, (shop, sku, stock))

    def report(self) -> int:
        return self._execute(REPORT, (200_000,))[0][0]

    def _execute(self, statement: str, values: tuple) -> list[tuple]:
        """Logs the statement with placeholders: values may be personal data."""
        start = time.perf_counter()
        with self._lock:
            rows = self._connection.execute(statement, values).fetchall()
        measurements.info(
            "db.client.duration",
            extra={
                "metric": "db.client.duration",
                "statement": statement,
                "value": round((time.perf_counter() - start) * 1_000, 3),
                "unit": "ms",
            },
        )
        return rows
