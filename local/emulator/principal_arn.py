"""Makes the condition key aws:PrincipalArn of an assumed role the ARN of the role. MiniStack has the ARN of the session.

Source: AWS Identity and Access Management User Guide, "AWS global condition context keys", aws:PrincipalArn.
"""

import re
from typing import Any

from ministack.core import iam_evaluator

_SESSION = re.compile(r"^arn:(?P<partition>[\w-]+):sts::(?P<account>\d{12}):assumed-role/(?P<role>.+)/[^/]+$")


def install() -> None:
    resolve = iam_evaluator._resolve_condition_key

    def resolved(key: str, context: Any) -> Any:
        value = resolve(key, context)
        return role_arn(value) if key.lower() == "aws:principalarn" else value

    iam_evaluator._resolve_condition_key = resolved


def role_arn(principal_arn: str) -> str:
    """The ARN of the role of a session; any other ARN as it is."""
    session = _SESSION.match(principal_arn)
    if session is None:
        return principal_arn
    return f"arn:{session['partition']}:iam::{session['account']}:role/{session['role']}"
