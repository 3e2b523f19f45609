"""Delivers all output of a function to its log group, even on a busy machine.

MiniStack waits at most 50 ms for the first line after an invocation and 5 ms for each further one; later lines are
lost. A function has written all its output before its invocation ends, so a missing line is in the pipe or with the
thread that reads the pipe. That thread moves lines from the pipe to the queue while it has a lock. If the pipe is
empty while another thread has the lock, all output is in the queue.
"""

import fcntl
import os
import queue
import select
import struct
import termios
import threading
import time
from typing import Any

from ministack.core.lambda_runtime import Worker

MAX_WAIT_SECONDS = 5.0


def install() -> None:
    Worker._read_stderr = read_stderr
    Worker._drain_stderr_bounded = drain_stderr


def read_stderr(worker: Any) -> None:
    """Reads the output of one process until it ends; runs in its own thread."""
    pipe, lines, lock = worker._proc.stderr, worker._stderr_queue, _lock_of(worker)
    partial_line = b""
    while True:
        try:
            select.select([pipe], [], [])
        except (OSError, ValueError):  # Closed, because the process was ended.
            return
        with lock:
            chunk = b"" if pipe.closed else os.read(pipe.fileno(), 65_536)
            *complete_lines, partial_line = (partial_line + chunk).split(b"\n")
            for line in complete_lines if chunk else [partial_line] * bool(partial_line):
                lines.put(line.decode(errors="replace"))
        if not chunk:
            return


def drain_stderr(worker: Any, **_bounds: float) -> str:
    """The lines of one invocation, after all of them are in the queue."""
    if worker._proc is None:  # The process ended after an error, so the thread that reads its output ends too.
        if worker._stderr_thread is not None:
            worker._stderr_thread.join(MAX_WAIT_SECONDS)
        return "\n".join(_take_queued_lines(worker._stderr_queue))

    deadline = time.monotonic() + MAX_WAIT_SECONDS
    while time.monotonic() < deadline:
        with _lock_of(worker):
            if _unread_bytes(worker._proc.stderr) == 0:
                break
        time.sleep(0.001)
    return "\n".join(_take_queued_lines(worker._stderr_queue))


def _lock_of(worker: Any) -> threading.Lock:
    return worker.__dict__.setdefault("_log_lock", threading.Lock())


def _take_queued_lines(lines: "queue.Queue[str]") -> list[str]:
    found = []
    while True:
        try:
            found.append(lines.get_nowait())
        except queue.Empty:
            return found


def _unread_bytes(pipe: Any) -> int:
    """Number of bytes in the pipe that are not read yet."""
    if pipe is None or pipe.closed:
        return 0
    return struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"\0\0\0\0"))[0]
