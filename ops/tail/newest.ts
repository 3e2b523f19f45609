/** The newest items by their timestamps, at most so many: bounded memory, however many were added. */
export class Newest<Item extends { readonly timestamp: number }> {
  private items: Item[] = [];
  private added = 0;

  constructor(private readonly size: number) {}

  add(item: Item): void {
    this.added += 1;
    this.items.push(item);
    if (this.items.length >= 2 * this.size + 1) this.items = this.sorted();
  }

  /** How many items were left out. */
  get omitted(): number {
    return Math.max(0, this.added - this.size);
  }

  /** Oldest first. */
  sorted(): Item[] {
    const inOrder = this.items.toSorted((one, other) => one.timestamp - other.timestamp);
    return inOrder.slice(Math.max(0, inOrder.length - this.size));
  }
}
