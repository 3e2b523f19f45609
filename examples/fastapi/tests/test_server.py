"""The application under gunicorn, with two workers."""

import os
import re
import signal

import pytest
from conftest import running_server, start_gunicorn, wait_until

ID = "req-0123456789abcdef"


@pytest.fixture
def server(environment):
    with running_server(environment) as server:
        yield server


def test_every_log_has_the_lines_of_a_request(server):
    server.request("GET", "/v1/customers/7", X_Actor="u-9", X_Forwarded_For="203.0.113.4", X_Request_Id=ID)
    [handled] = server.lines("application", ID)
    [duration] = server.lines("performance", ID)
    [access] = server.lines("audit", ID)
    [denial] = server.lines("security", ID)
    assert {name: handled[name] for name in ("method", "path", "status")} == {
        "method": "GET",
        "path": "/v1/customers/{number}",
        "status": 403,
    }
    assert (duration["logger"], duration["value"]) == ("inventorysync.performance", handled["duration_ms"])
    assert (access["actor"], access["resource"], access["event"]) == ("u-9", "customer/7", "customer.denied")
    assert (denial["source"], denial["reason"]) == ("203.0.113.4", "missing-permission")


@pytest.mark.parametrize("given", ["short", "has space in it", "x" * 65, 'quote"-0123456'])
def test_a_malformed_request_id_is_replaced(server, given):
    _, headers = server.request("GET", "/v1/products/SKU-1/price", X_Request_Id=given)
    assert re.fullmatch("req-[0-9a-f]{16}", headers["x-request-id"])


def test_the_trace_id_is_that_of_the_caller(server):
    trace = "0af7651916cd43dd8448eb211c80319c"
    for parent, request_id in ((f"00-{trace}-b7ad6b7169203331-01", ID), (f"00-{'0' * 32}-b7ad6b7169203331-01", ID + "0")):
        server.request("GET", "/v1/products/SKU-1/price", Traceparent=parent, X_Request_Id=request_id)
    assert [line["trace_id"] == trace for line in server.lines("application", ID)] == [True]
    [other] = server.lines("application", ID + "0")
    assert re.fullmatch("[0-9a-f]{32}", other["trace_id"]) and other["trace_id"] != "0" * 32


def test_an_unhandled_error_is_one_line_with_its_traceback(server):
    body = {"shop": "demo-shop", "shop_status": 409}
    assert server.request("POST", "/v1/orders/1/sync", body, X_Request_Id=ID)[0] == 500
    errors = [line for line in server.lines("application") if line["level"] == "ERROR"]
    assert [(line["request_id"], line["error_type"], line["shop"], line["status"]) for line in errors] == [
        (ID, "StockConflictError", "demo-shop", 500)
    ]
    assert errors[0]["exception"]["stacktrace"][-1].endswith("in synchronize_order")


def test_an_unknown_path_is_not_logged_as_it_is(server):
    assert server.request("GET", "/made-up-secret?token=made-up", X_Request_Id=ID)[0] == 404
    assert [line["path"] for line in server.lines("application", ID)] == ["unmatched"]
    assert "made-up" not in (server.log_dir / "application.log").read_text()


def test_a_password_is_in_no_log(server):
    password = "-".join(["made", "up", "wrong"])
    server.request("POST", "/v1/sessions", {"user": "u-1", "password": password})
    server.request("POST", "/v1/sessions", {"user": password, "password": password})
    assert [line["reason"] for line in server.lines("security")] == ["wrong-password", "unknown-user"]
    assert not any(password in path.read_text() for path in server.log_dir.iterdir())


def test_the_health_check_is_not_logged(server):
    before = len(server.lines("performance"))
    assert server.request("GET", "/healthz")[0] == 200
    assert (len(server.lines("performance")), before) == (0, 0)


def test_every_worker_follows_a_rotation_and_survives_the_signal(server):
    path = server.log_dir / "application.log"
    # The server answers as soon as its first worker does.
    wait_until(lambda: path.read_text().count("Application startup complete") == 2)
    path.rename(server.log_dir / "application.log.1")
    path.touch()
    server.process.send_signal(signal.SIGUSR1)
    for _ in range(40):
        server.request("GET", "/v1/products/SKU-1/price")
    handled = [line for line in server.lines("application") if line.get("event") == "request.handled"]
    assert len(handled) == 40
    server.stop()
    assert server.process.returncode == 0
    booted = (server.log_dir / "application.log.1").read_text().count("Booting worker")
    assert (booted, path.read_text().count("Booting worker")) == (2, 0)


def test_a_graceful_shutdown_writes_what_waits_in_the_queues(environment):
    with running_server({**environment, "LOG_ASYNC": "true"}) as server:
        for _ in range(100):
            server.request("GET", "/v1/products/SKU-1/price")
        server.stop()
        handled = [line for line in server.lines("application") if line.get("event") == "request.handled"]
        assert (len(handled), len(server.lines("performance"))) == (100, 200)
        assert server.process.returncode == 0


def test_a_worker_that_gunicorn_replaces_writes_too(environment):
    with running_server({**environment, "LOG_ASYNC": "true"}, "--workers", "1") as server:
        [first] = re.findall(r"Booting worker with pid: (\d+)", (server.log_dir / "application.log").read_text())
        os.kill(int(first), signal.SIGKILL)
        wait_until(lambda: "Booting worker" in (server.log_dir / "application.log").read_text().split(first)[-1])
        wait_until(lambda: _answers(server))
        server.stop()
        assert "request.handled" in {line.get("event") for line in server.lines("application")}


def _answers(server) -> bool:
    try:
        return server.request("GET", "/v1/products/SKU-1/price")[0] == 200
    except OSError:
        return False


def test_without_performance_logging_the_performance_log_is_not_written(environment, tmp_path):
    with running_server({**environment, "ENABLE_PERFORMANCE_LOGGING": "false"}) as server:
        server.request("GET", "/v1/products/SKU-1/price")
        assert not (tmp_path / "performance.log").exists()


@pytest.mark.parametrize("dsn", ["", "made-up-key"])
def test_without_a_valid_dsn_the_application_warns_once_and_logs_as_usual(environment, dsn):
    with running_server({**environment, "ENABLE_SENTRY": "true", "SENTRY_DSN": dsn}) as server:
        assert server.request("GET", "/v1/products/SKU-1/price", X_Request_Id=ID)[0] == 200
        assert server.request("POST", "/test-sentry", X_Request_Id=f"{ID}-error")[0] == 500
        [error] = server.lines("application", f"{ID}-error")
        [warning] = [line for line in server.lines("application") if line["level"] == "WARNING"]
        server.stop()
    assert warning["logger"] == "inventorysync.sentry" and warning["message"].startswith("SENTRY_DSN is ")
    assert "set ENABLE_SENTRY=false" in warning["message"]
    assert [line["event"] for line in server.lines("application", ID)] == ["request.handled"]
    assert error["error_type"] == "SentryTestError"


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        ("LOG_LEVEL", "verbose", "LOG_LEVEL is 'verbose', expected DEBUG"),
        ("LOG_DIR", "/missing-directory", "No such file or directory: '/missing-directory/application.log'"),
    ],
)
def test_gunicorn_does_not_start_with_a_wrong_setting(environment, variable, value, message):
    process = start_gunicorn({**environment, variable: value}, "--bind", "127.0.0.1:0")
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 1
    assert errors.startswith("InventorySync did not start: ") and message in errors
