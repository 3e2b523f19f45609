import type { SearchAuthentication } from "../shared/search-client";

/** Shorter texts occur in ordinary words, and masking them would make a message unreadable. */
const MIN_LENGTH = 4;

/** The credentials of the search engine, and their parts, in every form in which a request contains them. */
export function credentialTexts(authentication: SearchAuthentication): readonly string[] {
  return formsOf(authentication).filter((text) => text.length >= MIN_LENGTH);
}

function formsOf(authentication: SearchAuthentication): readonly string[] {
  switch (authentication.kind) {
    case "sigv4":
      return [];
    case "basic": {
      const { username, password } = authentication;
      return [Buffer.from(`${username}:${password}`).toString("base64"), password, username];
    }
    case "apiKey": {
      // Elasticsearch encodes id and key as base64.
      const { apiKey } = authentication;
      return [apiKey, ...Buffer.from(apiKey, "base64").toString("utf8").split(":")];
    }
  }
}
