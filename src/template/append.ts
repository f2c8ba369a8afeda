/** Adds items to the end of a list. A spread into push takes only as many as the stack has room for. */
export function append<T>(list: T[], items: Iterable<T>): void {
  for (const item of items) list.push(item);
}
