from __future__ import annotations

import json
import logging
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from inventorysync.logs.configure import LOGS
from inventorysync.settings import Settings, read_settings

FOLDER = Path(__file__).parent.parent
SCHEMA = json.loads((FOLDER / "../../docs/log-record.schema.json").read_text())
VALIDATOR = Draft202012Validator(SCHEMA, format_checker=Draft202012Validator.FORMAT_CHECKER)
#: Ends a wait that would never end; a busy machine is far quicker.
HANG_S = 300


def lines_of(log_dir: Path, log: str) -> list[dict]:
    """The lines of a log, each of them a valid log record."""
    lines = [json.loads(line) for line in (log_dir / LOGS[log].file).read_text(encoding="utf-8").splitlines()]
    for line in lines:
        VALIDATOR.validate(line)
    return lines


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"ENVIRONMENT": "test", "LOG_DIR": str(tmp_path), "APP_VERSION": "4e1c2d9"}


@pytest.fixture
def settings(environment: dict[str, str]) -> Settings:
    return read_settings(environment)


@pytest.fixture(autouse=True)
def _closed_log_files() -> Iterator[None]:
    yield
    for log in LOGS.values():
        for name in log.loggers:
            for handler in logging.getLogger(name).handlers:
                handler.close()
            logging.getLogger(name).handlers = []


@dataclass
class Server:
    """The application under gunicorn."""

    url: str
    process: subprocess.Popen
    log_dir: Path

    def request(self, method: str, path: str, body: dict | None = None, **headers: str) -> tuple[int, dict[str, str]]:
        """The status and the headers of the response."""
        request = urllib.request.Request(
            self.url + path,
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={"content-type": "application/json"} | {name.replace("_", "-"): headers[name] for name in headers},
        )
        try:
            with urllib.request.urlopen(request, timeout=HANG_S) as response:
                response.read()
                return response.status, dict(response.headers)
        except urllib.error.HTTPError as error:
            error.read()
            return error.code, dict(error.headers)

    def lines(self, log: str, request_id: str | None = None) -> list[dict]:
        return [line for line in lines_of(self.log_dir, log) if request_id in (None, line.get("request_id"))]

    def stop(self) -> None:
        """A graceful shutdown, as by systemd."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(HANG_S)


@contextmanager
def running_server(environment: dict[str, str], *arguments: str) -> Iterator[Server]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = start_gunicorn(environment, "--bind", f"127.0.0.1:{port}", *arguments)
    try:
        server = Server(f"http://127.0.0.1:{port}", process, Path(environment["LOG_DIR"]))
        wait_until(lambda: process.poll() is not None or is_ready(server))
        assert process.poll() is None, process.communicate()
        yield server
    finally:
        # The workers end with it: gunicorn is the leader of their process group.
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def start_gunicorn(environment: dict[str, str], *arguments: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "inventorysync.main:app", *arguments],
        cwd=FOLDER,
        env={"PATH": os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def is_ready(server: Server) -> bool:
    try:
        return server.request("GET", "/healthz")[0] == 200
    except (urllib.error.URLError, ConnectionError):
        return False


def wait_until(condition) -> None:
    deadline = time.monotonic() + HANG_S
    while not condition():
        assert time.monotonic() < deadline, "the condition did not become true"
        time.sleep(0.02)
