"""All that a function wrote reaches its log group, however busy the machine is.

MiniStack waits at most 50 ms for the first line after an answer and 5 ms for each further one; what comes later is lost.
A function has written everything by the time it answers, so what is missing is in the pipe, or with the thread that
reads it. That thread takes what it reads to the queue under a lock: a pipe found empty under the lock has been heard
to its end.
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
    """The thread that reads what one process writes, until it ends."""
    pipe, lines, lock = worker._proc.stderr, worker._stderr_queue, _lock_of(worker)
    partial_line = b""
    while True:
        try:
            select.select([pipe], [], [])
        except (OSError, ValueError):  # Closed: the process was ended.
            return
        with lock:
            chunk = b"" if pipe.closed else os.read(pipe.fileno(), 65_536)
            *complete_lines, partial_line = (partial_line + chunk).split(b"\n")
            for line in complete_lines if chunk else [partial_line] * bool(partial_line):
                lines.put(line.decode(errors="replace"))
        if not chunk:
            return


def drain_stderr(worker: Any, **_bounds: float) -> str:
    """The lines of one invocation, once nothing is on its way any more."""
    if worker._proc is None:  # It ended after an error, and so does the thread that reads what it left.
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
    """Bytes that the function wrote and that are not read yet."""
    if pipe is None or pipe.closed:
        return 0
    return struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"\0\0\0\0"))[0]
