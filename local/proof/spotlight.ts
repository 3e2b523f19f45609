/** How long the stream has to be silent before its buffer counts as read, in milliseconds. */
const SILENCE_MS = 750;

/**
 * Every event that Spotlight holds, as JSON text: it replays its buffer (500 envelopes) to each new reader of its
 * server-sent events, and then goes on listening.
 */
export async function spotlightEvents(url: string): Promise<string[]> {
  const silence = new AbortController();
  const response = await fetch(`${url}/stream`, { signal: silence.signal });
  if (!response.ok || !response.body)
    throw new Error(`Spotlight answered ${response.status} to GET ${url}/stream`);
  let text = "";
  const decoder = new TextDecoder();
  const stop = () => {
    silence.abort();
  };
  let timer = setTimeout(stop, SILENCE_MS);
  try {
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      clearTimeout(timer);
      timer = setTimeout(stop, SILENCE_MS);
    }
  } catch (error) {
    if (!silence.signal.aborted) throw error;
  }
  return text.split("\n").flatMap((line) => (line.startsWith("data: ") ? [line.slice("data: ".length)] : []));
}
