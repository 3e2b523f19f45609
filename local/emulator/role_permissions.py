"""Checks the permissions of a role that a service uses. The emulator receives no request in this case, so it would
check nothing.
"""

from typing import Any

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region
from ministack.services import iam


class AccessDenied(PermissionError):
    """The message names the role and the missing permission."""


def require_permission(role_arn: str, *actions: str, on: str) -> None:
    """Raises AccessDenied unless the role's policies allow every action on the resource."""
    policies = iam_evaluator._gather_role_policies(_role_name(role_arn), get_account_id())
    for action in actions:
        if iam_evaluator.evaluate(_evaluation_context(role_arn, action, on, {}), policies).decision != "Allow":
            raise AccessDenied(f"{role_arn} is not authorized to perform {action} on {on}")


def require_trust_policy(role_arn: str, service: str, context: dict[str, str]) -> None:
    """Raises AccessDenied unless the service may assume the role. `context` contains condition keys, in lower case."""
    role = iam._roles.get(_role_name(role_arn)) or {}
    call = _evaluation_context("*", "sts:AssumeRole", role_arn, context)
    # A trust policy is the resource policy of a role.
    policy = role.get("AssumeRolePolicyDocument")
    trust = iam_evaluator.evaluate_resource_policy(policy, call, service=service)
    if trust.decision != "Allow":
        raise AccessDenied(f"{role_arn} does not let {service} assume it with {context}")


def _evaluation_context(principal: str, action: str, resource: str, context: dict[str, str]) -> Any:
    return iam_evaluator.EvalContext(
        principal_arn=principal,
        principal_type="Service" if principal == "*" else "AssumedRole",
        principal_account="" if principal == "*" else get_account_id(),
        action=action,
        resource_arn=resource,
        region=get_region(),
        secure_transport=True,
        service_context=context,
    )


def _role_name(role_arn: str) -> str:
    return role_arn.rpartition("/")[2]
