import dataclasses
import logging
import threading

import pytest
from conftest import lines_of

from inventorysync.logs import configure_logging, new_request_context
from inventorysync.logs.asynchronous_handler import AsynchronousHandler


@pytest.fixture
def asynchronous(settings):
    configured = configure_logging(dataclasses.replace(settings, asynchronous=True))
    yield configured
    configured.close()


class BlockedHandler(logging.Handler):
    """Writes nothing until it is released."""

    def __init__(self):
        super().__init__()
        self.released = threading.Event()
        self.records = []

    def emit(self, record):
        self.released.wait()
        self.records.append(record)


def test_a_caller_does_not_wait_for_the_file_and_stop_writes_what_waits():
    target = BlockedHandler()
    handler = AsynchronousHandler(target)
    handler.start()
    log = logging.Logger("test")
    log.addHandler(handler)
    for number in range(100):
        log.info("line %d", number)
    assert target.records == []
    target.released.set()
    handler.stop()
    assert [record.getMessage() for record in target.records] == [f"line {number}" for number in range(100)]


def test_lines_are_those_of_the_synchronous_handler(asynchronous, tmp_path):
    asynchronous.start()
    with new_request_context({"request_id": "req-1"}):
        try:
            raise KeyError("SKU-1")
        except KeyError:
            logging.getLogger("inventorysync").exception("failed for %s", "SKU-1")
    asynchronous.stop()
    [line] = lines_of(tmp_path, "application")
    assert (line["message"], line["request_id"], line["exception"]["type"]) == ("failed for SKU-1", "req-1", "KeyError")


def test_the_message_has_the_values_of_the_time_of_the_call(asynchronous, tmp_path):
    asynchronous.start()
    items = ["first"]
    logging.getLogger("inventorysync").info("items %s", items)
    items.append("second")
    asynchronous.stop()
    assert [line["message"] for line in lines_of(tmp_path, "application")] == ["items ['first']"]


def test_audit_logs_are_synchronous(asynchronous):
    kinds = {name: isinstance(handler, AsynchronousHandler) for name, handler in asynchronous.handlers.items()}
    assert kinds == {"application": True, "performance": True, "audit": False, "security": False}


def test_before_start_and_after_stop_lines_are_written_at_once(asynchronous, tmp_path):
    log = logging.getLogger("inventorysync")
    log.info("before")
    assert len(lines_of(tmp_path, "application")) == 1
    asynchronous.start()
    asynchronous.stop()
    log.info("after")
    assert len(lines_of(tmp_path, "application")) == 2
