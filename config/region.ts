/** The form of the name of an AWS region, such as us-east-1. */
export const REGION_PATTERN = /^[a-z]{2}(-[a-z]+)+-\d$/;
