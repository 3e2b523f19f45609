import { LEVELS, LOGS, SINK_NAMES } from "../../../../catalog";
import { SINK_DEFINITIONS } from "../../../../lambda/delivery/sinks";
import { eventOf } from "./events";

const ROUTES = SINK_NAMES.map((sink) => SINK_DEFINITIONS[sink].route);

const rows = ROUTES.flatMap((route) =>
  LOGS.map((log) => ({ route, log, name: `${route.name} and ${log.id}` })),
);

test.each(rows)("the catalogue decides: $name", ({ route, log }) => {
  const destinations: readonly string[] = log.destinations;
  const event = eventOf({ level: "ERROR" }, { log: log.id });
  expect(route.matches(event)).toBe(destinations.includes(route.name));
});

test.each(SINK_NAMES)("the route of %s has its name", (sink) => {
  expect(SINK_DEFINITIONS[sink].route.name).toBe(sink);
});

test.each([...LEVELS, undefined])("Sentry gets errors and worse, so of level %s:", (level) => {
  const isError = level === "ERROR" || level === "CRITICAL";
  expect(SINK_DEFINITIONS.sentry.route.matches(eventOf(level === undefined ? {} : { level }))).toBe(isError);
});
