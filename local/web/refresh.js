/**
 * Refreshes the elements with `data-refresh` every few seconds: requests the page again, and replaces the content of the
 * elements that changed. Keeps the focus, the scroll position and open details, whose summary has an id. Does not touch
 * an element in which the user types or has selected text.
 */
/* global document, DOMParser, fetch, getSelection, location, setTimeout */

const INTERVAL_MS = 5_000;

async function refresh() {
  if (document.hidden) return;
  const response = await fetch(location.href);
  if (!response.ok) throw new Error(`status ${response.status}`);
  const next = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const element of document.querySelectorAll("[data-refresh]")) {
    const replacement = next.getElementById(element.id);
    if (replacement && !isInUse(element)) replaceContent(element, replacement);
  }
}

function isInUse(element) {
  const { activeElement } = document;
  const selection = getSelection();
  const hasFocus = element.contains(activeElement) && element !== activeElement;
  // Without an id, the focused element cannot be found again after the replacement.
  if (hasFocus && (activeElement.id === "" || activeElement.matches("input, select"))) return true;
  return !selection.isCollapsed && element.contains(selection.anchorNode);
}

function replaceContent(element, replacement) {
  for (const { id } of element.querySelectorAll("details[open] > summary[id]"))
    replacement.querySelector(`summary[id="${id}"]`)?.parentElement.setAttribute("open", "");
  if (element.innerHTML === replacement.innerHTML) return;
  const { activeElement } = document;
  const focused = element !== activeElement && element.contains(activeElement) ? activeElement.id : "";
  element.replaceChildren(...replacement.childNodes);
  if (focused !== "") document.getElementById(focused)?.focus({ preventScroll: true });
}

async function refreshForever() {
  const status = document.getElementById("refresh-status");
  try {
    await refresh();
    if (status.textContent !== "") status.textContent = "";
  } catch {
    const message = "The local platform does not answer. This page shows its last answer.";
    // A screen reader announces each change.
    if (status.textContent !== message) status.textContent = message;
  }
  setTimeout(refreshForever, INTERVAL_MS);
}

setTimeout(refreshForever, INTERVAL_MS);
