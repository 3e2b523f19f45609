/**
 * Runs before each test file. The CDK's own validation of templates takes almost half of a synth, and tests synthesize
 * often; `npm run synth` leaves it on and validates every environment once.
 *
 * Source: aws-cdk-lib README, "Template and Policy Validation".
 */
process.env["CDK_VALIDATION"] = "false";
