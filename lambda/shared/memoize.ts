/** A thing that is made once, when it is first asked for. */
export interface Remembered<Made> {
  get(): Promise<Made>;
  /** The next call makes it anew. */
  forget(): void;
}

/** A failure is not remembered: the next call tries again. */
export function remember<Made>(make: () => Promise<Made>): Remembered<Made> {
  let made: Promise<Made> | undefined;
  const forget = () => {
    made = undefined;
  };
  return {
    get() {
      made ??= make().catch((error: unknown) => {
        forget();
        throw error;
      });
      return made;
    },
    forget,
  };
}
