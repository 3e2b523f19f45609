import json
import logging
from datetime import datetime, timezone

from conftest import SCHEMA, lines_of

from inventorysync.logs import configure_logging, new_request_context
from inventorysync.logs.record_formatter import CALLER_FIELDS, SET_FIELDS


def test_a_line_starts_with_its_time_in_utc(settings, tmp_path):
    configure_logging(settings)
    before = datetime.now(timezone.utc).replace(microsecond=0)
    logging.getLogger("inventorysync").info("first")
    [text] = (tmp_path / "application.log").read_text().splitlines()
    assert text.startswith('{"@timestamp":"')
    assert before <= datetime.fromisoformat(json.loads(text)["@timestamp"].replace("Z", "+00:00"))


def test_a_line_has_the_environment_and_the_release(settings, tmp_path):
    configure_logging(settings)
    logging.getLogger("inventorysync.sync").warning("stock of %s is low", "SKU-1", extra={"event": "stock.low"})
    [line] = lines_of(tmp_path, "application")
    del line["@timestamp"]
    assert line == {
        "level": "WARNING",
        "logger": "inventorysync.sync",
        "message": "stock of SKU-1 is low",
        "event": "stock.low",
        "environment": "test",
        "release": "4e1c2d9",
    }


def test_a_line_break_in_a_text_begins_no_other_line(settings, tmp_path):
    configure_logging(settings)
    forged = 'made up\n{"@timestamp":"2026-11-27T12:00:00.000Z","level":"INFO","message":"forged"}\r\nend'
    logging.getLogger("inventorysync.audit").warning(forged, extra={"resource": forged, "sku": forged})
    [line] = lines_of(tmp_path, "audit")
    assert (line["message"], line["resource"], line["attributes"]["sku"]) == (forged, forged, forged)


def test_other_keys_become_attributes(settings, tmp_path):
    configure_logging(settings)
    extra = {"sku": "SKU-1", "attributes": {"stock": 3}, "status": 200}
    logging.getLogger("inventorysync").info("updated", extra=extra)
    [line] = lines_of(tmp_path, "application")
    assert (line["attributes"], line["status"]) == ({"sku": "SKU-1", "stock": 3}, 200)
    assert "sku" not in line


def test_the_fields_are_those_of_the_schema():
    assert CALLER_FIELDS | SET_FIELDS == set(SCHEMA["properties"]) - {"redacted"}


def test_a_line_has_the_fields_of_its_request(settings, tmp_path):
    configure_logging(settings)
    with new_request_context({"request_id": "req-1", "shop": "demo-shop"}):
        logging.getLogger("inventorysync").info("inside", extra={"shop": "other-shop"})
    logging.getLogger("inventorysync").info("outside")
    inside, outside = lines_of(tmp_path, "application")
    assert (inside["request_id"], inside["shop"]) == ("req-1", "other-shop")
    assert "request_id" not in outside


def test_an_exception_has_its_frames_and_those_of_its_cause(settings, tmp_path):
    configure_logging(settings)
    try:
        try:
            raise ConnectionError("closed")
        except ConnectionError as cause:
            raise KeyError("SKU-1") from cause
    except KeyError:
        logging.getLogger("inventorysync").exception("failed")
    [line] = lines_of(tmp_path, "application")
    assert line["error_type"] == line["exception"]["type"] == "KeyError"
    first, cause, marker, last = line["exception"]["stacktrace"]
    assert (cause, marker) == ("ConnectionError: closed", "Traceback (most recent call last):")
    assert first.startswith(f'File "{__file__}", line ') and last.endswith(f"in {_name()}")


def _name() -> str:
    return "test_an_exception_has_its_frames_and_those_of_its_cause"


def test_a_value_that_json_does_not_have_becomes_text(settings, tmp_path):
    configure_logging(settings)
    logging.getLogger("inventorysync").info("odd", extra={"attributes": {"path": tmp_path, "broken": "\ud800"}})
    [line] = lines_of(tmp_path, "application")
    assert line["attributes"]["path"] == str(tmp_path)
