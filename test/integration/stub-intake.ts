import { serveOnLoopback } from "../../local/web";

/** An intake that gives one answer to every request. */
export interface StubIntake {
  readonly url: string;
  answerWith(answer: { readonly status: number; readonly body?: string }): void;
  /** The bodies of the requests; what is compressed is unreadable. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

export async function startStubIntake(): Promise<StubIntake> {
  const requests: string[] = [];
  let answer: Parameters<StubIntake["answerWith"]>[0] = { status: 503 };
  const server = await serveOnLoopback((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      requests.push(Buffer.concat(chunks).toString("utf8"));
      response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body ?? "");
    });
  });
  return {
    url: server.url,
    answerWith(next) {
      answer = next;
    },
    requests,
    close: () => server.close(),
  };
}
