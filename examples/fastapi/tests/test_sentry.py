"""What the SDK sends to Sentry: traces, and nothing of the request or of the log."""

import gzip
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from conftest import running_server

TRACE = "0af7651916cd43dd8448eb211c80319c"


@pytest.fixture
def envelopes():
    """A server that keeps the envelopes it receives, as lists of JSON values; its DSN is the first element."""
    received = []

    class Intake(BaseHTTPRequestHandler):
        def do_POST(self):  # noqa: N802
            body = self.rfile.read(int(self.headers["content-length"]))
            text = gzip.decompress(body) if self.headers.get("content-encoding") == "gzip" else body
            received.append([json.loads(line) for line in text.splitlines()])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Intake)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    received.append(f"http://key@127.0.0.1:{server.server_address[1]}/1")
    yield received
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_error_is_a_trace_without_an_error_event(environment, envelopes):
    variables = {
        **environment,
        "ENABLE_SENTRY": "true",
        "SENTRY_DSN": envelopes[0],
        "SENTRY_ENVIRONMENT": "test-site",
        "SENTRY_TRACES_SAMPLE_RATE": "0",
    }
    with running_server(variables) as server:
        status, _ = server.request(
            "POST",
            "/test-sentry?token=made-up",
            {"password": "made-up"},
            Traceparent=f"00-{TRACE}-b7ad6b7169203331-01",
            Cookie="session=made-up",
            X_Forwarded_For="203.0.113.4",
        )
        server.request("POST", "/v1/orders/1/sync", {"shop": "demo-shop", "shop_status": 409})
        server.stop()
        [error, _] = [line for line in server.lines("application") if line["level"] == "ERROR"]
    assert status == 500 and error["error_type"] == "SentryTestError"
    # The sampled request only: no event of either error, and no log lines.
    [[_, item, transaction]] = envelopes[1:]
    assert item["type"] == "transaction"
    assert (transaction["release"], transaction["environment"]) == ("4e1c2d9", "test-site")
    assert transaction["transaction"] == "/test-sentry"
    assert transaction["contexts"]["trace"]["trace_id"] == error["trace_id"] == TRACE
    text = json.dumps(transaction)
    assert [word for word in ("made-up", "203.0.113.4", "request", "breadcrumbs") if f'{word}"' in text] == []
