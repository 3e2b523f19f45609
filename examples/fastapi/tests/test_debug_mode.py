"""Debug mode, which ends by itself."""

import json
import logging
from dataclasses import replace
from datetime import datetime, timezone

import pytest
from conftest import FOLDER, lines_of, running_server, wait_until

from inventorysync.logs import configure_logging
from inventorysync.logs.debug_mode import INTERVAL_S, DebugMode, DebugModeFollower, active_debug_mode

CASES = json.loads((FOLDER / "../../test/fixtures/debug-mode/cases.json").read_text())
START = 1_772_366_400.0
ENGINEER = "arn:aws:iam::111122223333:role/engineers"


def seconds(text: str) -> float:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def time_of(now: float) -> str:
    return datetime.fromtimestamp(now, timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def value(since: float = START, minutes: float = 30, **fields: str) -> str:
    times = {"since": time_of(since), "until": time_of(since + minutes * 60)}
    return json.dumps({"level": "DEBUG", **times, "startedBy": ENGINEER, **fields})


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_value_is_read_as_the_platform_reads_it(case):
    mode = active_debug_mode(json.dumps(case["value"]), seconds(case["now"]))
    assert (mode is not None) == case["active"]


@pytest.mark.parametrize("text", ["", "{", "DEBUG"])
def test_a_text_that_is_not_json_is_ignored(text):
    assert active_debug_mode(text, START) is None


def test_debug_mode_ends_by_itself_while_the_file_remains(tmp_path):
    path = tmp_path / "mode.json"
    path.write_text(value())
    applied = []
    now = START
    follower = DebugModeFollower(path, applied.append, lambda: now)
    follower.refresh()
    now = START + 30 * 60
    follower.refresh()
    mode = DebugMode("DEBUG", None, START + 30 * 60, ENGINEER)
    assert applied == [mode, None]
    assert path.exists()


def test_the_file_is_read_again_at_the_latest_when_debug_mode_ends(tmp_path):
    path = tmp_path / "mode.json"
    path.write_text(value())
    assert DebugModeFollower(path, lambda _: None, lambda: START).refresh() == INTERVAL_S
    assert DebugModeFollower(path, lambda _: None, lambda: START + 30 * 60 - 2).refresh() == 2


def test_a_removed_file_ends_debug_mode_and_an_unchanged_file_is_applied_once(tmp_path):
    path = tmp_path / "mode.json"
    path.write_text(value())
    applied = []
    follower = DebugModeFollower(path, applied.append, lambda: START)
    follower.refresh()
    follower.refresh()
    path.unlink()
    follower.refresh()
    assert [mode and mode.level for mode in applied] == ["DEBUG", None]


def test_the_levels_and_the_console_are_those_of_the_settings_again_after_the_end(settings, capsys):
    logs = configure_logging(settings)
    log = logging.getLogger("inventorysync.sync")
    for mode in (None, DebugMode("DEBUG", True, START, ENGINEER), None):
        logs.apply(mode)
        log.debug("detail")
        log.info("line")
    lines = [line["message"] for line in lines_of(settings.log_dir, "application")]
    assert lines == ["line", "detail", "line", "line"]
    printed = [line for line in capsys.readouterr().err.splitlines() if "inventorysync.sync" in line]
    assert [line.split()[-1] for line in printed] == ["detail", "line"]


def test_the_audit_log_records_who_started_debug_mode_and_its_end(settings):
    logs = configure_logging(replace(settings, log_level="WARNING"))
    logs.apply(DebugMode("DEBUG", None, START, ENGINEER))
    logs.apply(None)
    started, ended = lines_of(settings.log_dir, "audit")
    assert (started["event"], started["actor"]) == ("debug.started", ENGINEER)
    assert started["attributes"] == {"level": "DEBUG", "until": "2026-03-01T12:00:00Z"}
    assert (ended["event"], ended["attributes"]) == ("debug.ended", {"level": "WARNING"})


def test_the_running_application_obeys_without_a_restart(environment, tmp_path):
    file = tmp_path / "mode.json"
    with running_server({**environment, "LOG_DEBUG_FILE": str(file)}, "--workers", "1") as server:
        server.request("GET", "/v1/products/SKU-1/price")
        file.write_text(value(datetime.now().timestamp() - 1))
        wait_until(lambda: server.lines("audit"))
        server.request("GET", "/v1/products/SKU-2/price")
        file.unlink()
        wait_until(lambda: len(server.lines("audit")) == 2)
        server.request("GET", "/v1/products/SKU-3/price")
        levels = [line["level"] for line in server.lines("application") if line.get("event", "").startswith("request.")]
    assert levels == ["INFO", "DEBUG", "INFO", "INFO"]
