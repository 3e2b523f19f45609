"""The filter pattern syntax, with the examples of the CloudWatch Logs User Guide."""

import json
import unittest

from filter_pattern import FilterPatternError, compile_filter_pattern, select

ERROR = "[ERROR] UnrecognizedClientException: token was null"
EVENT = {
    "eventType": "UpdateTrail",
    "sourceIPAddress": "111.111.111.111",
    "bandwidth": 75,
    "ratio": 0.5,
    "latency": 1e3,
    "count": 0,
    "ok": True,
    "bad": False,
    "nothing": None,
    "name": 'say "hi"',
    "dotted.key": "x",
    "users": [{"id": 3, "roles": ["admin", "ops"]}, {"id": 42, "roles": []}],
}

TERMS = [
    ("", ERROR, True),
    ("   ", ERROR, True),
    ("ERROR", ERROR, True),
    ("error", ERROR, False),
    ("ERROR token", ERROR, True),
    ("ERROR missing", ERROR, False),
    ('"was null"', ERROR, True),
    ('"null was"', ERROR, False),
    ("?missing ?token", ERROR, True),
    ("?missing ?absent", ERROR, False),
    ("ERROR -token", ERROR, False),
    ("ERROR -missing", ERROR, True),
    ("-missing", ERROR, True),
    ("-ERROR", ERROR, False),
    ("ERROR ?missing", ERROR, True),
    (r'"say \"hi\""', 'they say "hi"', True),
    ("%Un[a-z]+Client%", ERROR, True),
    ("%^token%", ERROR, False),
    ("🙂", "a 🙂 in it", True),
]

CONDITIONS = [
    ('$.eventType = "UpdateTrail"', True),
    ("$.eventType = UpdateTrail", True),
    ('$.eventType = "Update*"', True),
    ('$.eventType = "*Trail"', True),
    ('$.eventType = "Update"', False),
    ("$.eventType = %^Update[A-Z]%", True),
    ('$.eventType != "UpdateTrail"', False),
    ('$.eventType != "CreateTrail"', True),
    ('$.absent != "CreateTrail"', False),
    ("$.sourceIPAddress = 111.111.*", True),
    ("$.sourceIPAddress != 123.123.*", True),
    ("$.bandwidth > 74", True),
    ("$.bandwidth > 75", False),
    ("$.bandwidth >= 75", True),
    ("$.bandwidth < 75", False),
    ("$.bandwidth <= 75", True),
    ("$.bandwidth = 75", True),
    ("$.bandwidth != 75", False),
    ("$.ratio = 5e-1", True),
    ("$.latency = 1e3", True),
    ("$.count = 0", True),
    ("$.ok = 1", False),
    ("$.eventType > 1", False),
    ("$.ok IS TRUE", True),
    ("$.ok IS FALSE", False),
    ("$.bad IS FALSE", True),
    ("$.nothing IS NULL", True),
    ("$.absent IS NULL", False),
    ("$.absent NOT EXISTS", True),
    ("$.nothing NOT EXISTS", False),
    ("$.users[1].id = 42", True),
    ("$.users[2].id = 42", False),
    ("$.users[*].id = 42", True),
    ("$.users[0].roles[*] = ops", True),
    ("$['dotted.key'] = x", True),
    (r'$.name = "say \"hi\""', True),
    ("($.bandwidth = 75)", True),
    ("$.bandwidth = 1 && $.ok IS TRUE || $.count = 0", True),
    ("$.bandwidth = 1 && ($.ok IS TRUE || $.count = 0)", False),
    ("($.bandwidth = 75) && ($.eventType = Update* || $.absent = 1)", True),
]

REFUSED = [
    "[ip, user, status]",
    "{",
    "{ }",
    "{ $.a }",
    "{ $.a = }",
    "{ $.a = 1",
    "{ $.a = 1 } more",
    "{ $.a > text }",
    "{ $.a IS MAYBE }",
    "{ ($.a = 1 }",
    "{ a = 1 }",
    "{ $.a = 1 && }",
]


class FilterPatternTest(unittest.TestCase):
    def test_terms_match_as_documented(self):
        for pattern, message, matches in TERMS:
            with self.subTest(pattern=pattern):
                self.assertIs(compile_filter_pattern(pattern)(message), matches)

    def test_json_conditions_match_as_documented(self):
        for condition, matches in CONDITIONS:
            with self.subTest(condition=condition):
                self.assertIs(compile_filter_pattern(f"{{ {condition} }}")(json.dumps(EVENT)), matches)

    def test_a_json_pattern_matches_json_objects_only(self):
        matches = compile_filter_pattern("{ $.absent NOT EXISTS }")
        for message in ["plain text", "[1]", "1", "null", '{"cut": "sho', ""]:
            with self.subTest(message=message):
                self.assertFalse(matches(message))
        self.assertTrue(matches("{}"))

    def test_an_invalid_pattern_is_rejected(self):
        for pattern in REFUSED:
            with self.subTest(pattern=pattern), self.assertRaises(FilterPatternError):
                compile_filter_pattern(pattern)

    def test_a_selector_selects_every_existing_value(self):
        self.assertEqual(select(EVENT, "$.users[*].id"), [3, 42])
        self.assertEqual(select(EVENT, "$.users[0].roles[1]"), ["ops"])
        self.assertEqual(select(EVENT, "$.nothing"), [None])
        self.assertEqual(select(EVENT, "$.absent.deep"), [])


if __name__ == "__main__":
    unittest.main()
