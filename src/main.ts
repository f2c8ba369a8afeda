import { text } from 'node:stream/consumers';
import { main } from './cli.ts';

process.exitCode = await main(process.argv.slice(2), {
  workingFolder: process.cwd(),
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  readStandardInput: () => text(process.stdin),
});
