import type { PendingEvents } from "../../verify/pending-events";
import { html, type Html } from "../../web";
import type { Answer, StoredObject, StoredObjects } from "../data";
import { column, renderAnswer, section, table, time } from "./section";

/** Where log events wait for the replay or for a person, and why. */
export function storedObjectsSection(
  objects: Answer<StoredObjects>,
  queues: Answer<readonly PendingEvents[]>,
): Html {
  return section(
    "stored-objects",
    "Parked and quarantined",
    html`<p class="note">
        Objects of the parking bucket. The replay sends the events under parked/ and remainder/ again and then
        deletes the object. Nothing retries the events under quarantine/.
      </p>
      ${renderAnswer(objects, renderObjects)} ${renderAnswer(queues, renderQueues)}`,
  );
}

function renderObjects({ newest, counts }: StoredObjects): Html {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (total === 0) return html`<p class="empty">No log event is parked or quarantined.</p>`;
  const parts = Object.entries(counts).map(([folder, count]) => `${folder}: ${count}`);
  return html`<p class="note">
      Number of objects: ${parts.join(", ")}. The table shows the newest ${newest.length}.
    </p>
    ${table(
      "Newest objects of the parking bucket",
      [column("Stored, UTC"), column("Object"), column("Events", "number"), column("Reason")],
      newest.flatMap(renderObject),
    )}`;
}

function renderObject({ key, storedAt, reasons }: StoredObject): readonly Html[] {
  return reasons.map(
    ({ reason, events }) =>
      html`<tr>
        <td>${time(storedAt)}</td>
        <td class="key">${key}</td>
        <td class="number">${events?.toLocaleString("en") ?? "–"}</td>
        <td class="text">${reason}</td>
      </tr>`,
  );
}

function renderQueues(queues: readonly PendingEvents[]): Html {
  const waiting = queues.filter(({ count }) => count > 0);
  const texts = waiting.map(({ location, count }) => `${location}: ${count}`);
  return html`<p class="note">
    Messages on the queues of the forwarding stack: ${texts.join(", ") || "none"}.
  </p>`;
}
