"""What a disabled key encrypts."""

import json
import unittest

import patched_ministack  # noqa: F401
from ministack.services import kms, lambda_svc, s3, secretsmanager, sqs
from ministack.services.cloudformation import provisioners

QUEUE = "arn:aws:sqs:us-east-1:000000000000:encrypted"


class DisabledKeysTest(unittest.TestCase):
    def setUp(self):
        self.key = json.loads(kms._create_key({})[2])["KeyMetadata"]["Arn"]
        self.record = kms._resolve_key(self.key)
        secretsmanager._secrets.pop("made-up", None)
        secretsmanager._create_secret({"Name": "made-up", "SecretString": "text", "KmsKeyId": self.key})
        if sqs._queue_by_arn(QUEUE) is None:
            sqs._HANDLERS["CreateQueue"]({"QueueName": "encrypted"}, "")
        self.queue = sqs._queue_by_arn(QUEUE)
        self.queue["attributes"]["KmsMasterKeyId"] = self.key
        self.queue["messages"].clear()

    def read_secret(self):
        return secretsmanager._get_secret_value({"SecretId": "made-up"})

    def fail_invocation(self):
        lambda_svc._route_async_failure(QUEUE, "forwarder", {}, {"body": {}})

    def test_a_secret_is_readable_while_its_key_is_enabled(self):
        self.assertEqual(self.read_secret()[0], 200)
        self.record["KeyState"] = "Disabled"
        status, _, body = self.read_secret()
        self.assertEqual((status, json.loads(body)["__type"]), (400, "DecryptionFailure"))
        self.record["KeyState"] = "Enabled"
        self.assertEqual(self.read_secret()[0], 200)

    def test_an_object_is_readable_and_writable_while_the_key_of_its_bucket_is_enabled(self):
        rule = {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": self.key}}
        properties = {
            "BucketName": f"bucket-{self.key[-12:]}",
            "BucketEncryption": {"ServerSideEncryptionConfiguration": [rule]},
        }
        bucket, _ = provisioners._RESOURCE_HANDLERS["AWS::S3::Bucket"]["create"]("Bucket", properties, "stack")
        put = lambda: s3._put_object(bucket, "key", b"text", {})[0]  # noqa: E731
        get = lambda: s3._get_object(bucket, "key", {}, {})[0]  # noqa: E731
        self.assertEqual((put(), get()), (200, 200))
        self.record["KeyState"] = "Disabled"
        self.assertEqual((put(), get()), (400, 400))
        self.record["KeyState"] = "Enabled"
        self.assertEqual((put(), get()), (200, 200))

    def test_a_failed_invocation_reaches_a_queue_while_its_key_is_enabled(self):
        self.record["KeyState"] = "Disabled"
        self.fail_invocation()
        self.assertEqual(self.queue["messages"], [])
        self.record["KeyState"] = "Enabled"
        self.fail_invocation()
        self.assertEqual(len(self.queue["messages"]), 1)


if __name__ == "__main__":
    unittest.main()
