import { readFileSync } from "node:fs";
import { OperatorError } from "./operator-error";

/** The URL in a variable. @throws OperatorError for any other text */
export function givenUrl(variable: string, text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw new OperatorError(
    `${variable} is not an http or https URL; set it to one such as https://host.example:9200, or unset it`,
  );
}

/** The certificate authority in a file that a variable names. @throws OperatorError if the file cannot be read */
export function givenCertificates(variable: string, path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new OperatorError(
      `${variable} is ${JSON.stringify(path)}, which cannot be read (${(error as NodeJS.ErrnoException).code}); ` +
        "set it to a file with certificates in PEM format, or unset it",
      { cause: error },
    );
  }
}
