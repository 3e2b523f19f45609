"""The routes of the application; each module shows how to log one kind of event."""

from . import checkout, customers, diagnostics, orders, sessions, stock, webhooks

ROUTERS = (
    checkout.router,
    customers.router,
    diagnostics.router,
    orders.router,
    sessions.router,
    stock.router,
    webhooks.router,
)
