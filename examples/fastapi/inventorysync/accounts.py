"""Accounts of the sample. Every account has the same password, whose hash is below."""

from __future__ import annotations

import hashlib
import hmac

ACCOUNTS = {f"u-{number}" for number in range(1, 13)}
LOCKED = {"u-12"}
#: Accounts that may read customers.
SUPPORT = {"u-1", "u-2", "u-3"}
_DIGEST = hashlib.sha256(b"-".join([b"made", b"up"])).digest()


def is_correct(password: str) -> bool:
    return hmac.compare_digest(hashlib.sha256(password.encode()).digest(), _DIGEST)
