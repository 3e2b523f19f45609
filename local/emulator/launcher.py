"""Starts MiniStack with what it leaves out and a logging platform needs, so that templates deploy as they are.

The additions replace functions inside MiniStack, so they hold for one exact version of it.
"""

import sys
from importlib.metadata import version

SUPPORTED = "1.5.33"


def main() -> None:
    installed = version("ministack")
    if installed != SUPPORTED:
        sys.exit(f"ministack {installed} is installed, but the additions are written for {SUPPORTED}; install that version")

    import asynchronous_invocation
    import function_logs
    import invocation_metrics
    import log_delivery
    import mapping_rights
    import message_queues
    import metric_store
    import resource_types
    import stream_reader

    for additions in (
        resource_types,
        mapping_rights,
        metric_store,
        log_delivery,
        function_logs,
        invocation_metrics,
        asynchronous_invocation,
        message_queues,
        stream_reader,
    ):
        additions.install()

    from ministack.app import main as serve

    serve()


if __name__ == "__main__":
    main()
