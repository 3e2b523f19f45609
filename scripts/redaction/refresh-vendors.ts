/**
 * `node --import tsx scripts/redaction/refresh-vendors.ts gitleaks.toml version`: writes
 * lambda/redaction/detectors/vendor-rows.ts from the rules of gitleaks (MIT licence). The Go module
 * github.com/zricethezav/gitleaks/v8 contains the file as config/gitleaks.toml.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { format } from "prettier";
import { alphabetOf, bodyOf, parseRule, prefixesOf, type Part } from "./vendor-rules";

const TARGET = join(__dirname, "../../lambda/redaction/detectors/vendor-rows.ts");
const RULE = /^id = "(?<id>[^"]+)"[^[]+?^regex = '''(?<regex>.*?)'''$/gms;
/** A rule for a value behind the name of a vendor. */
const NAMED =
  /^(?:\(\?i\))?\[\\w\.-\]\{0,50\}\?(?:\(\?i:\[\\w\.-\]\{0,50\}\?)?\(\?:(?<words>.*?)\)\(\?:\[ \\t\\w\.-\]\{0,20\}\).*?\{0,5\}\((?<value>.*?)\)\(\?:\[\\x60/;
/** Rules for other things than tokens with a prefix. Other detectors find these. */
const OTHERS = /^(?:curl-auth|jwt|kubernetes|microsoft-teams|sidekiq|slack-webhook|generic)/;
/** Shorter prefixes are no evidence. */
const MIN_PREFIX = 3;
/** Longer bodies are also recognized if they are truncated. */
const MAX_LEAST = 60;

async function main(): Promise<void> {
  const [file, version] = process.argv.slice(2);
  if (file === undefined || version === undefined)
    throw new Error("expected the path of gitleaks.toml and the version of gitleaks");
  const prefixes = new Set<string>();
  const words = new Set<string>();
  for (const { groups } of readFileSync(file, "utf8").matchAll(RULE)) {
    const { id = "", regex = "" } = groups ?? {};
    if (OTHERS.test(id)) continue;
    const named = NAMED.exec(regex)?.groups;
    addPrefixes(id, parseRule(named?.["value"] ?? regex));
    if (named) addWords(named["words"] ?? "", parseRule(named["value"] ?? ""));
  }
  const text = `// Written by scripts/redaction/refresh-vendors.ts from the rules of gitleaks ${version} (MIT licence). Do not edit.

/** Vendor, prefix of the token, characters of its body, and least length of the body. */
export const PREFIX_ROWS = [${[...prefixes].toSorted().join(",\n")}] as const;

/** Name of a vendor, characters of a value that is a secret behind this name, and its least length. */
export const NAMED_ROWS = [${[...words].toSorted().join(",\n")}] as const;
`;
  writeFileSync(TARGET, await format(text, { parser: "typescript", printWidth: 110 }));

  function addPrefixes(id: string, parts: readonly Part[]): void {
    for (const { prefix, rest } of prefixesOf(parts)) {
      const { characters, length } = bodyOf(rest);
      if (prefix.length < MIN_PREFIX || !/^[a-z\d]/i.test(prefix) || length < 10) continue;
      const least = Math.min(length, MAX_LEAST);
      prefixes.add(JSON.stringify([id.replace(/-[^-]*$/, ""), prefix, alphabetOf(characters), least]));
    }
  }

  function addWords(source: string, parts: readonly Part[]): void {
    const { characters, length } = bodyOf(parts);
    if (length < 15) return;
    // Separators within a name are optional, and do not count.
    const letters = parseRule(source.replace(/\[[_.-]+\]\??|[_-]/g, ""));
    for (const { prefix, rest: others } of prefixesOf(letters))
      if (others.length === 0 && /^[a-z]{4,}$/i.test(prefix))
        words.add(
          JSON.stringify([prefix.toLowerCase(), alphabetOf(characters), Math.min(length, MAX_LEAST)]),
        );
  }
}

void main();
