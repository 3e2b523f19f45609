"""The audit log: who read which data, and who was denied."""

import logging
from typing import Annotated

from fastapi import APIRouter, Header, HTTPException, Path, Request

from ..accounts import ACCOUNTS, SUPPORT

router = APIRouter()
audit = logging.getLogger("inventorysync.audit")
security = logging.getLogger("inventorysync.security")


@router.get("/v1/customers/{number}")
async def read_customer(
    request: Request, number: Annotated[int, Path(ge=1)], x_actor: Annotated[str, Header()]
) -> dict:
    if x_actor not in ACCOUNTS:
        raise HTTPException(401)
    fields = {"actor": x_actor, "resource": f"customer/{number}"}
    if x_actor not in SUPPORT:
        audit.warning("customer not shown", extra={**fields, "event": "customer.denied"})
        security.warning(
            "access denied",
            extra={
                **fields,
                "event": "access.denied",
                "reason": "missing-permission",
                "source": request.client.host if request.client else "unknown",
            },
        )
        raise HTTPException(403)
    audit.info("customer shown", extra={**fields, "event": "customer.viewed"})
    return {"number": number}
