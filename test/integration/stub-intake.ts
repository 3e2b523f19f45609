import { serveOnLoopback } from "../../local/web";

/** An intake that gives one answer to every request, and keeps nothing. */
export interface StubIntake {
  readonly url: string;
  answerWith(answer: { readonly status: number; readonly body?: string }): void;
  /** How many requests it has answered. */
  requests(): number;
  close(): Promise<void>;
}

export async function startStubIntake(): Promise<StubIntake> {
  let requests = 0;
  let answer: Parameters<StubIntake["answerWith"]>[0] = { status: 503 };
  const server = await serveOnLoopback((request, response) => {
    request.resume().on("end", () => {
      requests += 1;
      response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body ?? "");
    });
  });
  return {
    url: server.url,
    answerWith(next) {
      answer = next;
    },
    requests: () => requests,
    close: () => server.close(),
  };
}
