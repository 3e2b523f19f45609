"""The objects that a Firehose stream writes, with and without compression."""

import gzip
import unittest

import firehose_objects
import patched_ministack  # noqa: F401
from ministack.services import firehose


class FirehoseObjectsTest(unittest.TestCase):
    def setUp(self):
        self.original = firehose._deliver_to_s3, firehose._put_s3_object
        self.written = []
        firehose._put_s3_object = lambda bucket, key, body: self.written.append((bucket, key, body))
        firehose_objects.install()

    def tearDown(self):
        firehose._deliver_to_s3, firehose._put_s3_object = self.original

    def deliver(self, **config):
        stream = {"name": "archive-audit"}
        destination = {"config": {"BucketARN": "arn:aws:s3:::archive", "Prefix": "records/", **config}}
        firehose._deliver_to_s3(stream, destination, b"line\n")
        (written,) = self.written
        return written

    def test_a_compressed_object_is_gzip_with_its_extension(self):
        bucket, key, body = self.deliver(CompressionFormat="GZIP")
        self.assertEqual((bucket, gzip.decompress(body)), ("archive", b"line\n"))
        self.assertRegex(key, r"^records/.*/archive-audit-.*\.gz$")

    def test_an_object_without_compression_has_the_bytes_of_its_records(self):
        _, key, body = self.deliver()
        self.assertEqual(body, b"line\n")
        self.assertFalse(key.endswith(".gz"))


if __name__ == "__main__":
    unittest.main()
