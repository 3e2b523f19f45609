"""`python test_logging_setup.py`: checks on a host that the application can write its logs, with its environment file.

Run it as the user of the application. It writes a few lines to each log file, which then reach the sinks as any other
line; the printed id finds them. One of them is an error, which Sentry shows as LoggingSetupTestError.

Exit codes: 0 every check passed, 1 a check failed.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import logging
import os
import secrets
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import structlog
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from inventorysync.logs import configure_logging, new_request_context
from inventorysync.logs.configure import LOGS
from inventorysync.logs.structlog_loggers import configure_structlog
from inventorysync.settings import Settings, SettingsError, read_settings

SCHEMA = Path(__file__).parent / "../../docs/log-record.schema.json"
#: Minus the fields that differ between two equal lines.
VOLATILE = ("@timestamp", "exception")


class LoggingSetupTestError(Exception):
    """Logged by this script."""


@dataclasses.dataclass(frozen=True)
class Kind:
    log: str
    name: str
    logger: str
    level: int
    message: str
    extra: dict[str, object]
    error: bool = False


EVENT = {"event": "logging.tested"}
KINDS = (
    Kind("application", "ordinary line", "inventorysync.test", logging.INFO, "logging test", {**EVENT, "shop": "test"}),
    Kind("application", "error", "inventorysync.test", logging.ERROR, "logging test failed as intended", EVENT, True),
    Kind(
        "performance",
        "measurement",
        "inventorysync.performance.test",
        logging.INFO,
        "logging test",
        {**EVENT, "metric": "logging.test.duration", "value": 1.5, "unit": "ms"},
    ),
    Kind("audit", "data access", "inventorysync.audit.test", logging.INFO, "logging test", {**EVENT, "actor": "u-0"}),
    Kind(
        "security",
        "denied request",
        "inventorysync.security.test",
        logging.WARNING,
        "logging test",
        {**EVENT, "actor": "u-0", "reason": "test", "source": "192.0.2.1"},
    ),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schema", type=Path, default=SCHEMA, help="docs/log-record.schema.json")
    arguments = parser.parse_args()
    try:
        schema = json.loads(arguments.schema.read_text())
        settings = read_settings()
    except (OSError, SettingsError) as error:
        print(f"the test cannot start: {error}", file=sys.stderr)
        return 1
    results = list(run_checks(settings, schema))
    width = max(len(name) for name, _ in results)
    for name, problem in results:
        print(f"{'ok    ' if problem is None else 'FAILED'}  {name:{width}}  {problem or ''}".rstrip())
    failed = sum(problem is not None for _, problem in results)
    print(f"{len(results) - failed} of {len(results)} checks passed")
    return 1 if failed else 0


def run_checks(settings: Settings, schema: dict) -> Iterator[tuple[str, str | None]]:
    """Yields the name of each check with the problem that it found."""
    if settings.sentry or settings.sentry_problem:
        yield "DSN of Sentry", settings.sentry_problem
    yield f"directory {settings.log_dir}", problem_of(check_directory, settings.log_dir)
    request_id = f"test-{secrets.token_hex(8)}"
    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    try:
        configured = configure_logging(settings)
    except OSError as error:
        yield "open the log files", str(error)
        return
    configure_structlog()
    configured.start()
    kinds = [kind for kind in KINDS if settings.performance_logging or kind.log != "performance"]
    with new_request_context({"request_id": request_id}):
        for write in (write_with_logging, write_with_structlog):
            for kind in kinds:
                write(kind)
    configured.stop()
    for log, path in ((log, settings.log_dir / LOGS[log].file) for log in LOGS):
        if log == "performance" and not settings.performance_logging:
            continue
        yield f"permissions of {path.name}", problem_of(check_file, path)
        lines = lines_of(path, request_id)
        for kind in (kind for kind in kinds if kind.log == log):
            yield f"{log}: {kind.name}", problem_of(check_lines, kind, lines, settings, validator)
    yield "log files are reopened after a rotation", problem_of(check_rotation, settings)
    print(f"lines of this test have the request_id {request_id}\n")


def write_with_logging(kind: Kind) -> None:
    log = logging.getLogger(kind.logger)
    log.log(kind.level, kind.message, exc_info=_error() if kind.error else None, extra=kind.extra)


def write_with_structlog(kind: Kind) -> None:
    log = structlog.get_logger(kind.logger)
    fields = {"event_name" if name == "event" else name: value for name, value in kind.extra.items()}
    log.log(kind.level, kind.message, exc_info=_error() if kind.error else None, **fields)


def _error() -> Exception:
    try:
        raise LoggingSetupTestError("raised by test_logging_setup.py")
    except LoggingSetupTestError as error:
        return error


def problem_of(check: Callable[..., None], *arguments: object) -> str | None:
    try:
        check(*arguments)
    except (CheckError, OSError) as problem:
        return str(problem)
    except ValidationError as problem:
        return f"{problem.json_path}: {problem.message}"
    return None


class CheckError(Exception):
    """What a check found."""


def require(condition: bool, problem: str) -> None:
    if not condition:
        raise CheckError(problem)


def check_directory(path: Path) -> None:
    mode = path.stat().st_mode
    require(stat.S_ISDIR(mode), "is not a directory")
    require(not mode & 0o022, f"has mode {mode & 0o777:04o}; only its owner may write: chmod go-w {path}")
    require(os.access(path, os.W_OK | os.X_OK), f"is not writable for user id {os.geteuid()}; run this as its owner")


def check_file(path: Path) -> None:
    mode = path.stat().st_mode & 0o777
    require(not mode & 0o022, f"has mode {mode:04o}; only its owner may write: chmod go-w {path}")


def lines_of(path: Path, request_id: str) -> list[dict]:
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if request_id in line)
    return [json.loads(line) for line in lines]


def check_lines(kind: Kind, lines: list[dict], settings: Settings, validator: Draft202012Validator) -> None:
    """The line of logging and the line of structlog are valid, and differ only in their time."""
    found = [line for line in lines if (line["logger"], line["level"]) == (kind.logger, logging.getLevelName(kind.level))]
    written = 2 if kind.log != "application" or kind.level >= logging.getLevelName(settings.log_level) else 0
    require(len(found) == written, f"{len(found)} lines found, {written} written")
    for line in found:
        validator.validate(line)
        require(kind.error == ("exception" in line), "exception is missing or unexpected")
    stable = [{name: value for name, value in line.items() if name not in VOLATILE} for line in found]
    require(all(line == stable[0] for line in stable), f"structlog writes another record: {stable}")
    require(all(line.items() >= kind.extra.items() for line in stable), f"fields are missing in {stable}")


def check_rotation(settings: Settings) -> None:
    """In a directory of its own, so that the real files keep their lines."""
    with tempfile.TemporaryDirectory(dir=settings.log_dir, prefix="rotation-test-") as folder:
        path = Path(folder) / LOGS["audit"].file
        configured = configure_logging(dataclasses.replace(settings, log_dir=Path(folder)))
        try:
            log = logging.getLogger("inventorysync.audit")
            log.info("before the rotation")
            path.rename(f"{path}.1")
            log.info("between rename and create")
            path.touch(0o640)
            log.info("after the rotation")
        finally:
            configured.close()
        messages = {
            name: [json.loads(line)["message"] for line in Path(name).read_text().splitlines()]
            for name in (f"{path}.1", str(path))
        }
        expected = {
            f"{path}.1": ["before the rotation", "between rename and create"],
            str(path): ["after the rotation"],
        }
        require(messages == expected, f"found {messages}")


if __name__ == "__main__":
    sys.exit(main())
