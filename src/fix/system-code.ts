/** The code of an error that the operating system gave, such as `EACCES`; undefined for other errors. */
export function systemCodeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error && 'syscall' in error)) return undefined;
  return String(error.code);
}
