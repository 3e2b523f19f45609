"""Starts MiniStack with patches for features that it lacks and the logging platform requires. The templates then deploy
unchanged.

The patches replace functions inside MiniStack, so they are valid for exactly one version.
"""

import sys
from importlib.metadata import version

SUPPORTED_VERSION = "1.5.33"


def main() -> None:
    installed = version("ministack")
    if installed != SUPPORTED_VERSION:
        sys.exit(f"ministack {installed} is installed, but the patches are written for {SUPPORTED_VERSION}; install that version")

    import alarm_reasons
    import asynchronous_invocation
    import disabled_keys
    import firehose_objects
    import function_logs
    import invocation_metrics
    import log_event_ids
    import log_event_pages
    import log_stream_permissions
    import managed_hosts
    import subscription_filters
    import event_source_mapping_permissions
    import message_moves
    import message_queues
    import metric_store
    import missing_objects
    import principal_arn
    import query_definitions
    import resource_types
    import stream_reader

    for patch in (
        resource_types,
        firehose_objects,
        principal_arn,
        query_definitions,
        managed_hosts,
        log_stream_permissions,
        event_source_mapping_permissions,
        metric_store,
        alarm_reasons,
        subscription_filters,
        # After the patch that it wraps.
        log_event_ids,
        log_event_pages,
        function_logs,
        invocation_metrics,
        asynchronous_invocation,
        disabled_keys,
        # Before the patch that synchronizes every action.
        message_moves,
        message_queues,
        missing_objects,
        stream_reader,
    ):
        patch.install()

    from ministack.app import main as serve

    serve()


if __name__ == "__main__":
    main()
