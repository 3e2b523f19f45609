export { createStatusReader, type PlatformStatus } from "./platform-status";
export { lineDisplay, objectDisplay, showStatus, type StatusDisplay, terminalDisplay } from "./show-status";
