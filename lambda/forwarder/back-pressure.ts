/** Pieces that are being delivered at the same time, up to a size. */
export interface BackPressure {
  /** Counts a piece until it is settled. */
  readonly add: (size: number, settled: Promise<unknown>) => void;
  /** Whether the pieces have reached the size. */
  readonly isFull: () => boolean;
  /** Resolves as soon as they have not. */
  readonly room: () => Promise<void>;
}

/** @param maxSize of all pieces together, in the unit of `add` */
export function createBackPressure(maxSize: number): BackPressure {
  let size = 0;
  let onRoom: () => void = () => undefined;
  const isFull = () => size >= maxSize;
  return {
    isFull,
    add: (pieceSize, settled) => {
      size += pieceSize;
      void settled.finally(() => {
        size -= pieceSize;
        if (!isFull()) onRoom();
      });
    },
    room: () =>
      isFull()
        ? new Promise((resolve) => {
            onRoom = resolve;
          })
        : Promise.resolve(),
  };
}
