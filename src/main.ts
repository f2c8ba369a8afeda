import { main } from './cli.ts';

// A reader that has seen enough, such as `head`, ends the pipe; that is no fault.
process.stdout.on('error', error => {
  if (!('code' in error) || error.code !== 'EPIPE') throw error;
});

// Should the program crash, it did not do the audit: not 1, which stands for findings.
process.exitCode = 2;
process.exitCode = await main(process.argv.slice(2), {
  workingFolder: process.cwd(),
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  // Loaded only where it is read: Node's streams take time.
  readStandardInput: async () => (await import('node:stream/consumers')).text(process.stdin),
  onInterrupt: stop => {
    // Once: another Ctrl-C ends the process.
    process.once('SIGINT', stop);
    return () => process.off('SIGINT', stop);
  },
});
