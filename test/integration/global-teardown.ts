import { rmSync } from "node:fs";

export default async function tearDown(): Promise<void> {
  await globalThis.localPlatform?.stop();
  const folder = process.env["LOGS_FOLDER"];
  if (folder !== undefined) rmSync(folder, { recursive: true });
}
