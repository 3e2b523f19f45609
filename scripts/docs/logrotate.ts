import { logrotateFile } from "../../host";

/** The logrotate file for the defaults of a host, as a block of Markdown. */
export function logrotateExample(): string {
  const file = logrotateFile({
    logDir: "/var/log/inventorysync",
    user: "inventorysync",
    group: "inventorysync-readers",
    mode: "0640",
    reopen: { unit: "inventorysync-api.service" },
  });
  return `\`\`\`\n${file}\`\`\``;
}
