import { parseSettings } from "../../../lambda/archive-manifest/settings";

const VARIABLES = {
  ENVIRONMENT: "production",
  ARCHIVE_BUCKET: "archive",
  ARCHIVE_RETENTION_YEARS: "3",
  SIGNING_KEY_ARN: "arn",
};

test("the settings are those of the variables", () => {
  expect(parseSettings(VARIABLES)).toEqual({
    environment: "production",
    bucket: "archive",
    retentionYears: 3,
    signingKeyArn: "arn",
  });
});

test.each(["0", "8", "1.5", "a year"])("%s is no number of years", (ARCHIVE_RETENTION_YEARS) => {
  expect(() => parseSettings({ ...VARIABLES, ARCHIVE_RETENTION_YEARS })).toThrow(
    /expected a number from 1 to 7/,
  );
});

test("all missing variables are reported together", () => {
  expect(() => parseSettings({})).toThrow(
    /ARCHIVE_RETENTION_YEARS[\s\S]*ENVIRONMENT[\s\S]*ARCHIVE_BUCKET[\s\S]*SIGNING_KEY_ARN/,
  );
});
