"""Compresses the objects of a Firehose stream as its destination is configured. MiniStack stores them uncompressed.

Source: Amazon Data Firehose API Reference, "ExtendedS3DestinationConfiguration", CompressionFormat.
"""

import gzip
from typing import Any

from ministack.services import firehose


def install() -> None:
    deliver = firehose._deliver_to_s3

    def compressed(stream: dict[str, Any], dest: dict[str, Any], record_data: bytes, lambda_keys: Any = None) -> None:
        config = dest["config"]
        if config.get("CompressionFormat") == "GZIP":
            named = {"FileExtension": ".gz", **config}
            deliver(stream, {**dest, "config": named}, gzip.compress(record_data), lambda_keys)
        else:
            deliver(stream, dest, record_data, lambda_keys)

    firehose._deliver_to_s3 = compressed
