"""gunicorn's configuration: `gunicorn inventorysync.main:app` in this folder."""

from inventorysync.logs import gunicorn_logger
from inventorysync.sentry import stop_sentry

worker_class = "uvicorn_worker.UvicornWorker"
workers = 2
bind = "127.0.0.1:8000"
logger_class = "inventorysync.logs.gunicorn_logger.GunicornLogger"
# Longer than a request takes, and shorter than systemd waits (90 s) before it kills the process.
graceful_timeout = 30
# Longer than a load balancer keeps an idle connection (60 s), so that it never uses one that closes.
keepalive = 75
# A socket for gunicorn's own command line, in the home directory of the user.
control_socket_disable = True


def post_fork(server, worker):
    gunicorn_logger.logging_of_process.start()


def worker_exit(server, worker):
    stop_sentry()
    gunicorn_logger.logging_of_process.stop()
