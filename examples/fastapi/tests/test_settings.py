import pytest

from inventorysync.settings import SettingsError, read_settings


def test_defaults_are_those_of_production():
    settings = read_settings({"ENVIRONMENT": "production"})
    assert (settings.log_level, settings.console, settings.asynchronous) == ("INFO", False, False)
    assert (str(settings.log_dir), settings.performance_logging, settings.sentry) == ("/var/log/inventorysync", True, None)


def test_every_invalid_variable_is_reported_at_once():
    with pytest.raises(SettingsError) as error:
        read_settings({"LOG_LEVEL": "verbose", "LOG_FORMAT": "xml", "LOG_DIR": "logs", "LOG_ASYNC": "yes"})
    assert str(error.value).split("; ") == [
        "ENVIRONMENT is not set, expected the name of the environment",
        "LOG_LEVEL is 'verbose', expected DEBUG, INFO, WARNING, ERROR, CRITICAL",
        "LOG_FORMAT is 'xml', expected json or console",
        "LOG_DIR is 'logs', expected an absolute path",
        "LOG_ASYNC is 'yes', expected true or false",
    ]


@pytest.mark.parametrize(
    ("dsn", "actual"),
    [
        ("", "is not set"),
        ("made-up-key", "is invalid"),
        ("https://sentry.example/1", "is invalid"),
        ("https://made-up-key@sentry.example/", "is invalid"),
        ("https://made-up-key@sentry.example:port/1", "is invalid"),
    ],
)
def test_without_a_valid_dsn_sentry_is_off_with_a_warning_that_does_not_quote_it(dsn, actual):
    settings = read_settings({"ENVIRONMENT": "test", "ENABLE_SENTRY": "true", "SENTRY_DSN": dsn})
    assert settings.sentry is None
    assert settings.sentry_problem.startswith(f"SENTRY_DSN {actual}")
    assert "made-up-key" not in settings.sentry_problem


def test_a_valid_dsn_has_no_warning_nor_has_sentry_that_is_off():
    variables = {"ENVIRONMENT": "test", "ENABLE_SENTRY": "true", "SENTRY_DSN": "https://made-up-key@sentry.example/1"}
    assert read_settings(variables).sentry_problem is None
    assert read_settings({"ENVIRONMENT": "test"}).sentry_problem is None


def test_without_apm_no_request_is_traced():
    variables = {"ENVIRONMENT": "test", "ENABLE_SENTRY": "true", "SENTRY_DSN": "http://key@127.0.0.1/1"}
    assert read_settings({**variables, "SENTRY_TRACES_SAMPLE_RATE": "0.5"}).sentry.traces_sample_rate == 0.5
    assert read_settings({**variables, "ENABLE_APM": "false"}).sentry.traces_sample_rate == 0
