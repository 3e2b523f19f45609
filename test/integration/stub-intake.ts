import { serveOnLoopback } from "../../local/web";

/** An intake that gives one answer to every request, and keeps nothing. */
export interface StubIntake {
  readonly url: string;
  answerWith(answer: { readonly status: number; readonly body?: string }): void;
  close(): Promise<void>;
}

export async function startStubIntake(): Promise<StubIntake> {
  let answer: Parameters<StubIntake["answerWith"]>[0] = { status: 503 };
  const server = await serveOnLoopback((request, response) => {
    request.resume().on("end", () => {
      response.writeHead(answer.status, { "content-type": "application/json" }).end(answer.body ?? "");
    });
  });
  return {
    url: server.url,
    answerWith(next) {
      answer = next;
    },
    close: () => server.close(),
  };
}
