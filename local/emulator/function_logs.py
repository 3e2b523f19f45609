"""All that a function wrote reaches its log group, however busy the machine is.

MiniStack waits at most 50 ms for the first line after an answer and 5 ms for each further one. What comes later stands
in the log of the worker's next invocation, or nowhere. A function has written everything by the time it answers, so
what is missing is still on its way: in the pipe, or in the thread that reads it.
"""

import fcntl
import queue
import struct
import termios
import time
from typing import Any

from ministack.core.lambda_runtime import Worker

# A thread that was given bytes has put them into the queue by then; MiniStack waits as long for a silent function.
QUIET_SECONDS = 0.05
AT_MOST_SECONDS = 5.0


def install() -> None:
    Worker._drain_stderr_bounded = drain


def drain(worker: Any, **_bounds: float) -> str:
    """The lines of one invocation, once nothing is on its way any more."""
    if worker._proc is None:  # It ended after an error, and so does the thread that reads what it left.
        if worker._stderr_thread is not None:
            worker._stderr_thread.join(AT_MOST_SECONDS)
        return "\n".join(_queued(worker._stderr_queue))

    lines: list[str] = []
    started = quiet_since = time.monotonic()
    while (now := time.monotonic()) - quiet_since < QUIET_SECONDS and now - started < AT_MOST_SECONDS:
        new = _queued(worker._stderr_queue)
        lines += new
        if new or _bytes_in(worker._proc.stderr):
            quiet_since = now
        time.sleep(0.001)
    return "\n".join(lines)


def _queued(lines: "queue.Queue[str]") -> list[str]:
    found = []
    while True:
        try:
            found.append(lines.get_nowait())
        except queue.Empty:
            return found


def _bytes_in(pipe: Any) -> int:
    """Bytes that the function wrote and nobody has read."""
    if pipe is None or pipe.closed:
        return 0
    return struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, b"\0\0\0\0"))[0]
