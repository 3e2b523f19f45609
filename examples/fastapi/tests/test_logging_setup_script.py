import subprocess
import sys

import pytest
from conftest import FOLDER


def run(environment):
    return subprocess.run(
        [sys.executable, "test_logging_setup.py"],
        cwd=FOLDER,
        env={"PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("asynchronous", ["false", "true"])
def test_every_check_passes_in_a_prepared_directory(environment, tmp_path, asynchronous):
    tmp_path.chmod(0o750)
    result = run({**environment, "LOG_ASYNC": asynchronous})
    assert result.stdout.splitlines()[-1] == "11 of 11 checks passed", result.stdout + result.stderr
    assert result.returncode == 0


def test_the_dsn_is_checked_if_sentry_is_enabled(environment, tmp_path):
    tmp_path.chmod(0o750)
    dsn = "https://made-up-key@sentry.example/1"
    result = run({**environment, "ENABLE_SENTRY": "true", "SENTRY_DSN": dsn})
    assert result.stdout.splitlines()[-1] == "12 of 12 checks passed", result.stdout + result.stderr
    assert dsn not in result.stdout


def test_a_missing_dsn_fails_and_the_other_checks_pass(environment, tmp_path):
    tmp_path.chmod(0o750)
    result = run({**environment, "ENABLE_SENTRY": "true"})
    assert result.stdout.splitlines()[-1] == "11 of 12 checks passed", result.stdout + result.stderr
    [failed] = [line for line in result.stdout.splitlines() if line.startswith("FAILED")]
    assert "SENTRY_DSN is not set" in failed
    assert result.returncode == 1


def test_a_directory_that_everybody_may_write_fails(environment, tmp_path):
    tmp_path.chmod(0o777)
    result = run(environment)
    assert result.returncode == 1
    assert f"chmod go-w {tmp_path}" in result.stdout


def test_a_line_that_the_schema_does_not_admit_fails(environment, tmp_path):
    tmp_path.chmod(0o750)
    schema = tmp_path / "schema.json"
    schema.write_text('{"properties": {"release": {"type": "number"}}}')
    result = subprocess.run(
        [sys.executable, "test_logging_setup.py", "--schema", schema],
        cwd=FOLDER,
        env={"PYTHONDONTWRITEBYTECODE": "1", **environment},
        capture_output=True,
        text=True,
    )
    assert "$.release: '4e1c2d9' is not of type 'number'" in result.stdout
    assert result.returncode == 1
