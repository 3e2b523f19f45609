"""The application: `gunicorn inventorysync.main:app`."""

from fastapi import FastAPI

from .request_logging import RequestLogging
from .routes import ROUTERS
from .sentry import start_sentry
from .settings import read_settings


def create_routes() -> FastAPI:
    """The application without logging."""
    app = FastAPI(title="InventorySync")
    for router in ROUTERS:
        app.include_router(router)
    return app


start_sentry(read_settings())
app = RequestLogging(create_routes())
