import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';

const sources = readdirSync('src/account').map(name => readFileSync(`src/account/${name}`, 'utf8'));

test('every command that is sent reads', () => {
  const commands = sources.flatMap(text => [...text.matchAll(/\bnew (\w+)Command\(/g)].map(([, name = '']) => name));
  expect(new Set(commands).size).toBeGreaterThan(20);
  expect(commands.filter(name => !/^(?:Get|List|Describe)[A-Z]/.test(name))).toEqual([]);
});

test('no command is imported that is none of those, and AssumeRole is left to the credential provider', () => {
  const imported = sources.flatMap(text =>
    [...text.matchAll(/\bimport \{([^}]*)\} from '@aws-sdk\/client-/g)].flatMap(([, names = '']) =>
      names.split(',').map(name => name.trim().replace(/^type /, '')),
    ),
  );
  const commands = imported.filter(name => /Command$|Command as /.test(name));
  expect(commands.filter(name => !/^(?:Get|List|Describe)[A-Z]/.test(name))).toEqual([]);
});

test('the secret of a client is looked at in one place, which asks whether there is one', () => {
  const uses = sources.flatMap(text => text.match(/.*ClientSecret.*/g) ?? []);
  expect(uses.map(line => line.trim())).toEqual(['GenerateSecret: client.ClientSecret !== undefined,']);
});
