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


def test_an_invalid_dsn_is_not_quoted():
    with pytest.raises(SettingsError, match="^SENTRY_DSN is invalid, expected the DSN of a Sentry project"):
        read_settings({"ENVIRONMENT": "test", "ENABLE_SENTRY": "true", "SENTRY_DSN": "made-up-key"})


def test_without_apm_no_request_is_traced():
    variables = {"ENVIRONMENT": "test", "ENABLE_SENTRY": "true", "SENTRY_DSN": "http://key@127.0.0.1/1"}
    assert read_settings({**variables, "SENTRY_TRACES_SAMPLE_RATE": "0.5"}).sentry.traces_sample_rate == 0.5
    assert read_settings({**variables, "ENABLE_APM": "false"}).sentry.traces_sample_rate == 0
