"""The condition key aws:PrincipalArn of a session, and of a user."""

import unittest

import patched_ministack  # noqa: F401
import principal_arn
from ministack.core import iam_evaluator


class PrincipalArnTest(unittest.TestCase):
    def setUp(self):
        self.original = iam_evaluator._resolve_condition_key
        principal_arn.install()

    def tearDown(self):
        iam_evaluator._resolve_condition_key = self.original

    def value_for(self, caller):
        context = iam_evaluator.EvalContext(
            principal_arn=caller,
            principal_type="AssumedRole",
            principal_account="000000000000",
            action="s3:PutObject",
            resource_arn="arn:aws:s3:::archive/key",
            region="us-east-1",
        )
        return iam_evaluator._resolve_condition_key("aws:PrincipalArn", context)

    def test_of_a_session_it_is_the_role(self):
        session = "arn:aws:sts::000000000000:assumed-role/archive-manifest/session"
        self.assertEqual(self.value_for(session), "arn:aws:iam::000000000000:role/archive-manifest")

    def test_of_a_user_it_is_the_user(self):
        user = "arn:aws:iam::000000000000:user/operator"
        self.assertEqual(self.value_for(user), user)


if __name__ == "__main__":
    unittest.main()
