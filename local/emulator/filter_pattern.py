"""The filter pattern grammar of CloudWatch Logs, for terms and for JSON events.

Source: Amazon CloudWatch Logs User Guide, "Filter pattern syntax". Space-delimited patterns
(`[ip, user, ...]`) are rejected, because this project does not use them.

    filter     = "" | terms | "{" either "}"
    either     = both { "||" both }
    both       = condition { "&&" condition }
    condition  = "(" either ")" | selector comparison
    comparison = operator value | "IS" ("NULL" | "TRUE" | "FALSE") | "NOT EXISTS"
"""

import functools
import json
import operator
import re
from collections.abc import Callable
from typing import Any

Matcher = Callable[[str], bool]
Condition = Callable[[Any], bool]


class FilterPatternError(ValueError):
    """A pattern that CloudWatch Logs rejects, or that this parser does not support."""


@functools.cache
def compile_filter_pattern(pattern: str) -> Matcher:
    """Compiles a pattern to a predicate for messages. Raises FilterPatternError."""
    pattern = pattern.strip()
    if pattern.startswith("["):
        raise FilterPatternError(f"space-delimited filter pattern {pattern!r} is not supported locally; use a JSON pattern")
    if pattern.startswith("{"):
        condition = _Parser(pattern).parse()
        return lambda message: _matches_json(condition, message)
    return _compile_terms(pattern)


def select(event: Any, selector: str) -> list[Any]:
    """The values of a JSON event that match a selector such as `$.user.tags[0]`: none, one, or several for `[*]`."""
    found = [event]
    for key, index in _steps(selector):
        if key is not None:
            found = [value[key] for value in found if isinstance(value, dict) and key in value]
        elif index == "*":
            found = [item for value in found if isinstance(value, list) for item in value]
        else:
            position = int(index)
            found = [value[position] for value in found if isinstance(value, list) and position < len(value)]
    return found


# --- terms -------------------------------------------------------------------------------------

_TERM = re.compile(r'(?P<sign>[-?]?)(?:"(?P<phrase>(?:[^"\\]|\\.)*)"|%(?P<regex>[^%]+)%|(?P<word>\S+))')


def _compile_terms(pattern: str) -> Matcher:
    included: list[Matcher] = []
    excluded: list[Matcher] = []
    any_of: list[Matcher] = []
    for term in _TERM.finditer(pattern):
        {"": included, "-": excluded, "?": any_of}[term["sign"]].append(_contains(term))
    # "If you combine '?' with other filter patterns, such as include and exclude terms, '?' is ignored."
    if included or excluded:
        return lambda message: all(has(message) for has in included) and not any(has(message) for has in excluded)
    return lambda message: not any_of or any(has(message) for has in any_of)


def _contains(term: re.Match[str]) -> Matcher:
    if term["regex"] is not None:
        expression = re.compile(term["regex"])
        return lambda message: expression.search(message) is not None
    text = term["word"] if term["phrase"] is None else _unescape(term["phrase"])
    return lambda message: text in message


# --- JSON --------------------------------------------------------------------------------------

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<symbol>&&|\|\||!=|>=|<=|[(){}=<>])
    | "(?P<phrase>(?:[^"\\]|\\.)*)"
    | %(?P<regex>[^%]+)%
    | (?P<selector>\$(?:\.[\w@-]+|\[(?:\d+|\*)\]|\['[^']*'\])+)
    | (?P<word>[^\s(){}=<>!&|"%]+)
    )""",
    re.VERBOSE,
)
_STEP = re.compile(r"\.([\w@-]+)|\['([^']*)'\]|\[(\d+|\*)\]")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_NUMERIC = {
    "=": operator.eq,
    "!=": operator.ne,
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
}
_CONSTANTS = {"NULL": None, "TRUE": True, "FALSE": False}


def _matches_json(condition: Condition, message: str) -> bool:
    try:
        event = json.loads(message)
    except ValueError:
        return False
    return isinstance(event, dict) and condition(event)


def _steps(selector: str) -> list[tuple[str | None, str]]:
    return [(step[1] if step[3] is None and step[2] is None else step[2], step[3] or "") for step in _STEP.finditer(selector)]


class _Parser:
    """A recursive descent parser for one JSON pattern."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._tokens = self._tokenize()

    def parse(self) -> Condition:
        self._expect("{")
        condition = self._or_expression()
        self._expect("}")
        if self._tokens:
            raise self._error(f"{self._tokens[0][1]!r} after the closing brace")
        return condition

    def _or_expression(self) -> Condition:
        return self._chain("||", self._and_expression, any)

    def _and_expression(self) -> Condition:
        return self._chain("&&", self._condition, all)

    def _chain(self, symbol: str, part: Callable[[], Condition], quantifier: Callable[[Any], bool]) -> Condition:
        parts = [part()]
        while self._next_is(symbol):
            self._next_token()
            parts.append(part())
        return lambda event: quantifier(holds(event) for holds in parts)

    def _condition(self) -> Condition:
        if self._next_is("("):
            self._next_token()
            inner = self._or_expression()
            self._expect(")")
            return inner
        kind, selector = self._next_token()
        if kind != "selector":
            raise self._error(f"{selector!r} where a selector such as $.level is expected")
        kind, comparison = self._next_token()
        if kind == "word":
            return self._existence(selector, comparison.upper())
        if comparison not in _NUMERIC:
            raise self._error(f"{comparison!r} where an operator is expected")
        return self._comparison(selector, comparison)

    def _existence(self, selector: str, word: str) -> Condition:
        _, operand = self._next_token()
        if (word, operand.upper()) == ("NOT", "EXISTS"):
            return lambda event: not select(event, selector)
        if word == "IS" and operand.upper() in _CONSTANTS:
            constant = _CONSTANTS[operand.upper()]
            return lambda event: any(value is constant for value in select(event, selector))
        raise self._error(f"'{word} {operand}' where IS NULL, IS TRUE, IS FALSE or NOT EXISTS is expected")

    def _comparison(self, selector: str, symbol: str) -> Condition:
        kind, text = self._next_token()
        if kind not in ("phrase", "regex", "word"):
            raise self._error(f"{text!r} where a value is expected")
        if kind == "word" and _NUMBER.fullmatch(text):
            compare, number = _NUMERIC[symbol], float(text)
            return lambda event: any(_is_number(value) and compare(value, number) for value in select(event, selector))
        if symbol not in ("=", "!="):
            raise self._error(f"{symbol!r} with the text {text!r}: this operator compares only numbers")
        expression = re.compile(text if kind == "regex" else ".*".join(map(re.escape, text.split("*"))), re.DOTALL)
        same = expression.search if kind == "regex" else expression.fullmatch
        is_equal = symbol == "="
        return lambda event: any((same(_as_text(value)) is not None) == is_equal for value in select(event, selector))

    def _tokenize(self) -> list[tuple[str, str]]:
        tokens: list[tuple[str, str]] = []
        rest = self._pattern.rstrip()
        while rest:
            token = _TOKEN.match(rest)
            if token is None or token.lastgroup is None:
                raise self._error(f"{rest[:20]!r} is not a valid token")
            text = token[token.lastgroup]
            tokens.append((token.lastgroup, _unescape(text) if token.lastgroup == "phrase" else text))
            rest = rest[token.end() :]
        return tokens

    def _next_is(self, symbol: str) -> bool:
        return bool(self._tokens) and self._tokens[0] == ("symbol", symbol)

    def _next_token(self) -> tuple[str, str]:
        if not self._tokens:
            raise self._error("unexpected end of the pattern")
        return self._tokens.pop(0)

    def _expect(self, symbol: str) -> None:
        token = self._next_token()
        if token != ("symbol", symbol):
            raise self._error(f"{token[1]!r} where {symbol!r} is expected")

    def _error(self, problem: str) -> FilterPatternError:
        return FilterPatternError(f"filter pattern {self._pattern!r}: {problem}")


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _unescape(phrase: str) -> str:
    return re.sub(r"\\(.)", r"\1", phrase)
