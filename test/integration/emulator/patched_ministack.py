"""Installs the patches as the launcher does, in this process and without a server."""

import time

import asynchronous_invocation
import disabled_keys
import subscription_filters
import event_source_mapping_permissions
import log_event_ids
import log_event_pages
import log_stream_permissions
import managed_hosts
import message_moves
import message_queues
import missing_objects
import query_definitions
import stream_reader
from ministack.services import lambda_svc

for patch in (subscription_filters, log_event_ids, log_event_pages, event_source_mapping_permissions, asynchronous_invocation, disabled_keys, message_moves, message_queues, missing_objects, query_definitions, managed_hosts, log_stream_permissions, stream_reader):
    patch.install()
# The length of a delay does not matter to the tests.
lambda_svc._LAMBDA_ASYNC_RETRY_BASE_SECONDS = 0.001
asynchronous_invocation._THROTTLE_RETRY_SECONDS = 0.001
stream_reader.esm_wake = message_queues.threading.Event()


# Timeout for a condition that never holds, far above the time that any test needs.
_HANG_SECONDS = 600


def wait_until(condition):
    """Waits until the condition holds."""
    deadline = time.monotonic() + _HANG_SECONDS
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.001)


class Function:
    """A function that returns scripted results, then succeeds. `events` are the events that it received."""

    def __init__(self, name, *script, role="arn:aws:iam::000000000000:role/none"):
        self.script, self.events = list(script), []
        arn = f"arn:aws:lambda:us-east-1:000000000000:function:{name}"
        config = {"FunctionName": name, "FunctionArn": arn, "Role": role}
        lambda_svc._functions[name] = {"config": config, "event_invoke_configs": {}}
        lambda_svc._execute_function = self.execute

    def execute(self, _function, event):
        self.events.append(event)
        return self.script.pop(0) if self.script else {"body": None}


THROTTLED = {"throttle": True, "error": True}
FAILED = {"error": True, "body": {"errorMessage": "made up"}}
