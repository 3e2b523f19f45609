export { logrotateFile, type LogrotateOptions, type ReopenSignal } from "./logrotate";
