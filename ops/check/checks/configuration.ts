import { ConfigurationError, loadEnvironment } from "../../../config";
import type { Check } from "../check";
import { failed, unlessProblems, verified } from "../outcome";

export const configuration: Check = {
  id: "configuration",
  item: "environment-variables",
  title: "the configuration is valid",
  run({ config: { environment } }) {
    try {
      loadEnvironment(environment);
      return verified(
        `every setting of config/environments/${environment}.ts conforms to docs/configuration.md`,
      );
    } catch (error) {
      if (!(error instanceof ConfigurationError)) throw error;
      return failed(error.message, "correct the settings");
    }
  },
};

export const account: Check = {
  id: "account",
  item: "environment-variables",
  title: "account and region are those of the configuration",
  run({ config, aws, account: actual }) {
    const { account: expected = actual, region } = config;
    return unlessProblems(
      [
        ...(actual === expected
          ? []
          : [`the credentials belong to the account ${actual}, expected ${expected}`]),
        ...(aws.region === region ? [] : [`the region is ${aws.region}, expected ${region}`]),
      ],
      `the credentials belong to the account ${actual}` +
        `${config.account === undefined ? " (the configuration names none)" : ""}, and the region is ${region}`,
      "choose the account with AWS_PROFILE or --profile, and leave out --region; or correct the settings account and region",
    );
  },
};
