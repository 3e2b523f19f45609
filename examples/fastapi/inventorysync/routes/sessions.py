"""The security log: sign-ins."""

import logging

from fastapi import APIRouter, HTTPException, Request
from pydantic import BaseModel

from ..accounts import ACCOUNTS, LOCKED, is_correct

router = APIRouter()
security = logging.getLogger("inventorysync.security")


class SignIn(BaseModel):
    user: str
    password: str


@router.post("/v1/sessions", status_code=201)
async def sign_in(request: Request, credentials: SignIn) -> dict:
    fields = {"source": request.client.host if request.client else "unknown"}
    if credentials.user not in ACCOUNTS:
        # An unknown name is not logged: it may be a password in the wrong field.
        security.warning("sign-in denied", extra={**fields, "event": "signin.failed", "reason": "unknown-user"})
        raise HTTPException(401)
    fields["actor"] = credentials.user
    if credentials.user in LOCKED:
        security.error(
            "sign-in to a locked account",
            extra={**fields, "event": "signin.locked", "error_type": "SignInLockedError"},
        )
        raise HTTPException(403)
    if not is_correct(credentials.password):
        security.warning("sign-in denied", extra={**fields, "event": "signin.failed", "reason": "wrong-password"})
        raise HTTPException(401)
    security.info("signed in", extra={**fields, "event": "signin.succeeded"})
    return {"user": credentials.user}
