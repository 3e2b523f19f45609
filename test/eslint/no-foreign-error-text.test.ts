import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { PROJECT_FOLDER, projectFiles } from "../fixtures/project-files";
import { runProgram } from "../fixtures/run-program";

const ESLINT = join(PROJECT_FOLDER, "node_modules/eslint/bin/eslint.js");
const moduleUrl = (path: string) => JSON.stringify(pathToFileURL(join(PROJECT_FOLDER, path)).href);

/** The rules alone, with types, for the folder of the test. */
const CONFIG = `
import tseslint from ${moduleUrl("node_modules/typescript-eslint/dist/index.js")};
import { noForeignErrorText } from ${moduleUrl("eslint/no-foreign-error-text.mjs")};
export default [{
  files: ["*.ts"],
  plugins: { local: { rules: { "no-foreign-error-text": noForeignErrorText } } },
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
  },
  rules: { "local/no-foreign-error-text": "error", "no-console": "error" },
}];`;

const DECLARATIONS = `
import { SafeError, safeErrorMessage } from "./safe-error";
import { safeErrorName } from "./safe-error-name";
declare const logger: Readonly<Record<"error" | "warn", (text: string, ...more: unknown[]) => void>>;
declare const process: { readonly stderr: { write(text: string): void } };
declare const console: { error(...values: unknown[]): void };
declare function read(): Promise<string>;
declare function handle(value: unknown): void;
`;

const BREACHES = [
  "try { await read(); } catch (error) { handle((error as Error).message); }",
  "try { await read(); } catch (error) { handle((error as { message: string }).message); }",
  'try { await read(); } catch (error) { handle((error as Error)["message"]); }',
  'try { await read(); } catch (error) { handle(error instanceof Error ? error.message : "none"); }',
  "try { await read(); } catch (error) { const { message } = error as Error; handle(message); }",
  "try { await read(); } catch (error) { const { name, ...rest } = error as Error; handle([name, rest]); }",
  "try { await read(); } catch (error) { const alias = error; handle(String(alias)); }",
  "try { await read(); } catch (error) { handle(String(error)); }",
  "try { await read(); } catch (error) { handle(JSON.stringify(error)); }",
  "try { await read(); } catch (error) { handle(`failed: ${error as string}`); }",
  'try { await read(); } catch (error) { handle("failed: " + (error as string)); }',
  "try { await read(); } catch (error) { handle((error as Error).toString()); }",
  "try { await read(); } catch (error) { handle((error as Error).stack); }",
  "try { await read(); } catch (error) { handle(((error as Error).cause as Error).message); }",
  "try { await read(); } catch (error) { const { cause } = error as Error; handle(String(cause)); }",
  'try { await read(); } catch (error) { logger.error("failed", error as Error); }',
  'try { await read(); } catch (error) { logger.error("failed", { error }); }',
  'try { await read(); } catch (error) { logger.warn("failed", { detail: [{ error }] }); }',
  'try { await read(); } catch (error) { throw new Error("failed", { cause: error }); }',
  'try { await read(); } catch (error) { throw new SafeError("failed", { cause: error }); }',
  "try { await read(); } catch (error) { console.error(error); }",
  "try { await read(); } catch (error) { process.stderr.write(error as string); }",
  "await read().catch((error: unknown) => { handle(String(error)); });",
  "await read().then(handle, (reason: unknown) => { handle(String(reason)); });",
  "await read().catch(({ message }: Error) => { handle(message); });",
  "export const describe = (failed: TypeError): string => failed.message;",
  "export const text = (error: unknown): string => String(error);",
] as const;

const ALLOWED = [
  "try { await read(); } catch (error) { handle(safeErrorName(error)); }",
  'try { await read(); } catch (error) { logger.error("failed", { reason: safeErrorMessage(error) }); }',
  "try { await read(); } catch (error) { if (error instanceof SafeError) handle(error.message); }",
  "try { await read(); } catch (error) { if (error instanceof TypeError) throw error; }",
  "try { await read(); } catch (error) { const { name, cause } = error as Error; handle([name, cause]); }",
  "try { await read(); } catch { handle(undefined); }",
  "export const messageOf = (record: { readonly message: string }): string => `${record.message}!`;",
  'export const failure = new SafeError("the key is missing").message;',
] as const;

test("every way to copy the text of a foreign error is reported, and no other code", () => {
  const lines = [...BREACHES, ...ALLOWED];
  const reported = reportedLines(lines.join("\n") + DECLARATIONS).map((line) => lines[line - 1]);
  expect(reported).toEqual(BREACHES);
});

test("the rule applies to every file of lambda", () => {
  const { stdout } = runProgram(
    process.execPath,
    [ESLINT, "--print-config", "lambda/delivery/sinks/sentry/new.ts"],
    { cwd: PROJECT_FOLDER },
  );
  const { rules } = JSON.parse(stdout) as { rules: Record<string, unknown> };
  expect(rules).toMatchObject({ "local/no-foreign-error-text": [2], "no-console": [2, {}] });
});

test("the rule is disabled only where the text is not copied", () => {
  const exceptions = projectFiles("lambda").filter((path) =>
    /eslint-disable.*(?:no-foreign-error-text|\*\/)/.test(readFileSync(join(PROJECT_FOLDER, path), "utf8")),
  );
  expect(exceptions).toEqual(["lambda/search-content/engine-client.ts", "lambda/shared/safe-error.ts"]);
});

/** The lines of a module that the rules report, beside the modules of the safe errors. */
function reportedLines(content: string): readonly number[] {
  const folder = mkdtempSync(join(tmpdir(), "eslint-rule-"));
  try {
    for (const name of ["safe-error.ts", "safe-error-name.ts"])
      copyFileSync(join(PROJECT_FOLDER, "lambda/shared", name), join(folder, name));
    writeFileSync(join(folder, "tsconfig.json"), '{ "compilerOptions": { "strict": true, "types": [] } }');
    writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
    writeFileSync(join(folder, "eslint.config.mjs"), CONFIG);
    writeFileSync(join(folder, "module.ts"), content);
    const { stdout } = runProgram(process.execPath, [ESLINT, "--format", "json", "module.ts"], {
      cwd: folder,
    });
    const [{ messages }] = JSON.parse(stdout) as [{ messages: readonly { readonly line: number }[] }];
    return [...new Set(messages.map(({ line }) => line))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}
