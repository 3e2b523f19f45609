/** Hours of a month in an estimate. Source: AWS Pricing Calculator, which counts 730 hours. */
export const HOURS_PER_MONTH = 730;

export const DAYS_PER_MONTH = HOURS_PER_MONTH / 24;

export const SECONDS_PER_DAY = 86_400;

export const BYTES_PER_GIB = 2 ** 30;

export const BYTES_PER_MIB = 2 ** 20;
