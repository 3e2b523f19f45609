import { charactersOf, type RedactionContext } from "../redaction-context";
import { namesRandomText } from "../detectors/opaque-token";
import type { TextRedactor } from "../text/redact-text";
import type { InspectedKey } from "./inspected-key";
import { classifyKey } from "./sensitive-keys";

const MAX_CACHED_KEYS = 2_000;
const MAX_CACHED_KEY_LENGTH = 64;
/** Maximum length of the suffix of a redacted key that collides with another, such as `#17`. */
const MAX_SUFFIX_CHARACTERS = 8;

/**
 * Creates a function that inspects keys and caches those without secrets, up to a limit: the records of a log have the
 * same keys.
 */
export function createKeyInspector(
  redactText: TextRedactor,
): (key: string, context: RedactionContext) => InspectedKey {
  return (key, context) => {
    const { inspectedKeys } = context;
    const cached = inspectedKeys.get(key);
    if (cached) return cached;
    const text = redactText(key, context);
    // The redacted key is classified, so that a second redaction classifies the same key.
    const inspected: InspectedKey = {
      sensitive: classifyKey(text),
      namesRandomText: namesRandomText(text),
      text,
      characters: charactersOf(key) + (text === key ? 0 : MAX_SUFFIX_CHARACTERS),
    };
    if (text === key && key.length <= MAX_CACHED_KEY_LENGTH) {
      if (inspectedKeys.size >= MAX_CACHED_KEYS) inspectedKeys.clear();
      inspectedKeys.set(key, inspected);
    }
    return inspected;
  };
}
