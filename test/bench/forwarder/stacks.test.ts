import { stacksOf } from "../../../bench/forwarder/stacks";

const BUNDLE = [
  "// lambda/forwarder/handler.ts",
  "function handler() {}",
  "// ../../node_modules/@sentry/core/build/esm/dsn.js",
  "function parse() {}",
].join("\n");

interface Node {
  readonly name: string;
  readonly url?: string;
  readonly line?: number;
  readonly calls?: readonly number[];
}

/** @param times microseconds at the top of the stack, by node; the first node is the root */
function profiled(nodes: readonly Node[], times: readonly (readonly [id: number, us: number])[]) {
  return {
    bundle: BUNDLE,
    profile: {
      nodes: nodes.map(({ name, url = "/x/index.js", line = 1, calls = [] }, id) => ({
        id,
        callFrame: { functionName: name, url, lineNumber: line },
        children: calls,
      })),
      samples: times.map(([id]) => id),
      timeDeltas: times.map(([, us]) => us),
    },
  };
}

test("a frame has the share of its own time and of its calls, the largest first", () => {
  const nodes = [
    { name: "(root)", calls: [1] },
    { name: "handler", calls: [2, 3] },
    { name: "a" },
    { name: "b" },
  ];
  const [frame] = stacksOf(
    profiled(nodes, [
      [1, 50],
      [2, 20],
      [3, 30],
    ]),
    0,
  );
  expect(frame).toMatchObject({ name: "handler", share: 1 });
  expect(frame?.calls.map(({ name, share }) => [name, share])).toEqual([
    ["b", 0.3],
    ["a", 0.2],
  ]);
});

test("time in which the thread was idle does not count", () => {
  const nodes = [{ name: "(root)", calls: [1, 2] }, { name: "handler" }, { name: "(idle)", url: "" }];
  expect(
    stacksOf(
      profiled(nodes, [
        [1, 10],
        [2, 990],
      ]),
      0,
    ),
  ).toEqual([{ name: "handler", source: "lambda/forwarder/handler.ts", share: 1, calls: [] }]);
});

test("a frame names the file of its module, the package, or Node.js", () => {
  const nodes = [
    { name: "(root)", calls: [1, 2, 3, 4] },
    { name: "handler", line: 1 },
    { name: "parse", line: 3 },
    { name: "post", url: "node:http" },
    { name: "(garbage collector)", url: "" },
  ];
  const frames = stacksOf(
    profiled(nodes, [
      [1, 4],
      [2, 3],
      [3, 2],
      [4, 1],
    ]),
    0,
  );
  expect(frames.map(({ source }) => source)).toEqual([
    "lambda/forwarder/handler.ts",
    "@sentry/core",
    "node",
    "",
  ]);
});

test("a function that calls itself is one frame, and so are two calls of one function", () => {
  const nodes = [
    { name: "(root)", calls: [1, 3] },
    { name: "walk", calls: [2] },
    { name: "walk" },
    { name: "walk" },
  ];
  const frames = stacksOf(
    profiled(nodes, [
      [1, 1],
      [2, 1],
      [3, 2],
    ]),
    0,
  );
  expect(frames).toEqual([expect.objectContaining({ name: "walk", share: 1, calls: [] })]);
});

test("what runs every callback, and the measuring program, are left out, but not what they call", () => {
  const nodes = [
    { name: "(root)", calls: [1] },
    { name: "processTicksAndRejections", url: "node:internal", calls: [2] },
    { name: "main", url: "/x/profile.js", calls: [3] },
    { name: "handler" },
  ];
  expect(stacksOf(profiled(nodes, [[3, 1]]), 0).map(({ name }) => name)).toEqual(["handler"]);
});

test("names that esbuild made unique are those of the source, and a function without a name is anonymous", () => {
  const nodes = [{ name: "(root)", calls: [1, 2, 3] }, { name: "send2" }, { name: "sha256" }, { name: "" }];
  const frames = stacksOf(
    profiled(nodes, [
      [1, 3],
      [2, 2],
      [3, 1],
    ]),
    0,
  );
  expect(frames.map(({ name }) => name)).toEqual(["send", "sha256", "(anonymous)"]);
});

test("frames with too small a share are left out", () => {
  const nodes = [{ name: "(root)", calls: [1, 2] }, { name: "handler" }, { name: "rare" }];
  const frames = stacksOf(
    profiled(nodes, [
      [1, 99],
      [2, 1],
    ]),
    0.02,
  );
  expect(frames.map(({ name }) => name)).toEqual(["handler"]);
});
