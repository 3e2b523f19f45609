"""The sample application without its logging: the floor of `npm run bench:app`."""

import logging

from inventorysync.main import create_routes

logging.disable(logging.CRITICAL)
app = create_routes()
