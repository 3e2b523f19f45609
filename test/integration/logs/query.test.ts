import { type AnswerRow, QUESTIONS } from "../../../catalog";
import { runLogs } from "../../fixtures/run-logs";
import { platformEndpoints } from "../platform-endpoints";

const platform = platformEndpoints();

test.each(QUESTIONS.filter(({ parameters }) => parameters.every((parameter) => !("required" in parameter))))(
  "$id is answered, and an answer without rows says what that means",
  async ({ id, ifEmpty }) => {
    const { exitCode, stdout, stderr } = await runLogs(platform, ["query", "local", id]);
    const isEmpty = stdout === `no rows: ${ifEmpty}\n`;
    expect({ stderr, exitCode }).toEqual({ stderr: "", exitCode: isEmpty ? 1 : 0 });
  },
);

test("--json prints the rows by the names of the columns", async () => {
  const { stdout } = await runLogs(platform, ["query", "local", "log-volume", "--since", "7d", "--json"]);
  const { question, rows } = JSON.parse(stdout) as { question: string; rows: readonly AnswerRow[] };
  expect(question).toBe("log-volume");
  for (const row of rows) expect(Object.keys(row)).toEqual(["logger", "lines"]);
});

test("a user that the engine does not know is refused with the roles that may search", async () => {
  const { exitCode, stderr } = await runLogs(platform, ["query", "local", "log-volume"], {
    OPENSEARCH_PASSWORD: ["made", "up"].join("-"),
  });
  expect(stderr).toMatch(/^the search engine https:\S+ answers 401: .*Use the role reader or auditor/);
  expect(exitCode).toBe(2);
});

test("an engine that cannot be reached is named with the remedy, without a stack trace", async () => {
  const { exitCode, stderr } = await runLogs(platform, ["query", "local", "log-volume"], {
    OPENSEARCH_URL: "https://127.0.0.1:9",
  });
  expect(stderr).toMatch(/^the search engine https:\/\/127\.0\.0\.1:9 cannot be reached: .*--tunnel/);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
  expect(exitCode).toBe(2);
});

test("a tunnel leads to the engine, whose certificate is still checked", async () => {
  const { host } = new URL(platform.search?.url ?? "");
  const engine = { OPENSEARCH_URL: "https://127.0.0.1:9" };
  const args = ["query", "local", "log-volume", "--since", "7d", "--json", "--tunnel", host];
  expect((await runLogs(platform, args, engine)).exitCode).not.toBe(2);
  const other = { OPENSEARCH_URL: "https://search.example.com" };
  expect((await runLogs(platform, args, other)).stderr).toMatch(/certificate|altnames/);
});
