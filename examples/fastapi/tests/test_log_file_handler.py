import json
import logging
import os
import subprocess
import sys

from conftest import FOLDER

from inventorysync.logs.log_file_handler import LogFileHandler

WRITER = """
import logging, sys
from pathlib import Path
from inventorysync.logs.log_file_handler import LogFileHandler
log = logging.getLogger("writer")
log.addHandler(LogFileHandler(Path(sys.argv[1])))
for number in range(200):
    log.warning("%s", sys.argv[2] * 20_000)
"""


def logger_of(path) -> logging.Logger:
    log = logging.Logger("test")
    log.addHandler(LogFileHandler(path))
    return log


def test_long_lines_of_several_processes_do_not_mix(tmp_path):
    path = tmp_path / "application.log"
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, path, letter], cwd=FOLDER, env={"PYTHONDONTWRITEBYTECODE": "1"})
        for letter in "abcd"
    ]
    assert [writer.wait() for writer in writers] == [0] * 4
    lines = path.read_text().splitlines()
    assert len(lines) == 800
    assert {len(set(line)) for line in lines} == {1}


def test_a_rotated_file_is_not_written_again(tmp_path):
    path = tmp_path / "application.log"
    log = logger_of(path)
    log.info("before")
    path.rename(tmp_path / "application.log.1")
    path.touch()
    log.info("after")
    assert (path.read_text(), (tmp_path / "application.log.1").read_text()) == ("after\n", "before\n")


def test_a_missing_file_is_left_to_logrotate(tmp_path):
    path = tmp_path / "application.log"
    log = logger_of(path)
    path.rename(tmp_path / "application.log.1")
    log.info("between rename and create")
    assert not path.exists()
    assert (tmp_path / "application.log.1").read_text() == "between rename and create\n"


def test_the_group_may_read_a_new_file_and_others_may_not(tmp_path):
    previous = os.umask(0o022)
    try:
        logger_of(tmp_path / "application.log")
    finally:
        os.umask(previous)
    assert (tmp_path / "application.log").stat().st_mode & 0o777 == 0o640


def test_after_a_full_disk_the_next_line_is_complete(tmp_path, monkeypatch):
    path = tmp_path / "application.log"
    log = logger_of(path)
    write = os.write
    monkeypatch.setattr(logging, "raiseExceptions", False)
    results = iter([lambda descriptor, data: write(descriptor, data[:4]), _fail])
    monkeypatch.setattr(os, "write", lambda *arguments: next(results)(*arguments))
    log.info(json.dumps({"lost": "line"}))
    monkeypatch.setattr(os, "write", write)
    log.info(json.dumps({"next": "line"}))
    first, second = path.read_text().splitlines()
    assert (first, json.loads(second)) == ('{"lo', {"next": "line"})


def _fail(*_):
    raise OSError(28, "No space left on device")
