/*
 * A live account to test against: moto, what it lacks, and a world in it. A test takes `describeEmulator` in the place of
 * `describe`:
 *
 *     describeEmulator('a scan', emulator => {
 *       test('…', async () => {
 *         const output = await scan(['--role-arn', emulator().roleArn('production')], { env: emulator().environment });
 *         expect(emulator().withNames(output)).toBe('… ${orders} …');
 *       });
 *     });
 *
 * Where moto cannot be installed, as without Python, the tests are skipped and say why; with EMULATOR=required, as in
 * continuous integration, they fail.
 */
import { devNull } from 'node:os';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { withNames } from './ids.ts';
import { installMoto, startMoto } from './moto.ts';
import { type MotoProxy, startProxy } from './proxy.ts';
import { createWorld, credentials, roleName, type World } from './world.ts';

export interface Emulator {
  readonly world: World;
  /** What AWS's clients, in a process of their own, need to ask the emulator, as the account that manages the others. */
  readonly environment: Readonly<Record<string, string>>;
  readonly proxy: MotoProxy;
  /** The role to take on in an account. */
  roleArn(account: 'production' | 'staging'): string;
  /** A text with `${orders}` in the place of the id that moto drew for orders. */
  withNames(text: string): string;
}

const startMilliseconds = 60_000;
const installed = await installMoto();

/** Describes tests that need the emulator, which is started once for all of them. */
export function describeEmulator(name: string, tests: (emulator: () => Emulator) => void): void {
  if (process.env.EMULATOR !== 'required' && 'missing' in installed) {
    // The reason is in the name as well: a reporter may hide what is logged.
    console.warn(`skipped, because moto cannot be installed: ${installed.missing}`);
    describe.skip(`${name} (skipped, because moto cannot be installed: ${installed.missing})`, () =>
      tests(() => missing()));
    return;
  }
  describe(name, () => {
    let running: { readonly emulator: Emulator; stop(): Promise<void> } | undefined;
    beforeAll(async () => {
      running = await startEmulator();
    }, startMilliseconds);
    afterAll(() => running?.stop());
    tests(() => running?.emulator ?? missing());
  });
}

function missing(): never {
  throw new Error('The emulator does not run.');
}

async function startEmulator(): Promise<{ readonly emulator: Emulator; stop(): Promise<void> }> {
  if ('missing' in installed) throw new Error(`moto cannot be installed: ${installed.missing}`);
  const moto = await startMoto(installed.python);
  const proxy = await startProxy(moto.port);
  const stop = async () => {
    await proxy.close();
    await moto.stop();
  };
  try {
    const world = await createWorld({ endpoint: proxy.url, completeStack: proxy.completeStack });
    const emulator: Emulator = {
      world,
      environment: environmentOf(proxy),
      proxy,
      roleArn: account => `arn:aws:iam::${world[account]}:role/${roleName}`,
      withNames: text => withNames(text, world.names),
    };
    return { emulator, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** All by which AWS's clients may find credentials is set, so that those of whoever runs the tests are not used. */
function environmentOf({ url }: MotoProxy): Readonly<Record<string, string>> {
  return {
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    AWS_REGION: 'eu-west-1',
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}
