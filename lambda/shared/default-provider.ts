import { fromEnv } from "@aws-sdk/credential-provider-env";

/**
 * Takes the place of the SDK's chain of credential providers in the bundles. Lambda gives a function its credentials in
 * environment variables, and the chain reads these first; its other providers, for profiles, single sign-on and instances,
 * are a tenth of a bundle. Source: AWS Lambda Developer Guide, "Using Lambda environment variables", defined runtime
 * environment variables.
 */
export const defaultProvider = () => fromEnv();
