import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { editableFiles } from '../../src/fix/editable-files.ts';
import { writeChanges } from '../../src/fix/write.ts';
import { UserError } from '../../src/user-error.ts';

let folder = '';
beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'cfn-auth-audit-')));
});
afterEach(() => rmSync(folder, { recursive: true }));

function put(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

describe('editableFiles', () => {
  /** What is opened under a name from the folder `shop`: the path of the file and its text, or why not. */
  function opened(name: string, paths: readonly string[] = ['.'], audited = 'a: b\n') {
    const file = editableFiles(join(folder, 'shop'), paths, () => audited)(name);
    return typeof file === 'string' ? file : [file.name, file.path.slice(folder.length), file.text];
  }

  beforeEach(() => {
    put('shop/orders.yaml', 'a: b\n');
  });

  test('opens what lies in the working folder', () => {
    expect(opened('orders.yaml')).toEqual(['orders.yaml', '/shop/orders.yaml', 'a: b\n']);
  });

  test('opens a file or a folder elsewhere that was named, and nothing beside it', () => {
    put('stacks/users.yaml', 'a: b\n');
    put('stacks/shared.yaml', 'a: b\n');
    expect(opened('../stacks/users.yaml', ['../stacks/users.yaml'])).toEqual([
      '../stacks/users.yaml',
      '/stacks/users.yaml',
      'a: b\n',
    ]);
    expect(opened('../stacks/shared.yaml', [join(folder, 'stacks')])).toEqual([
      '../stacks/shared.yaml',
      '/stacks/shared.yaml',
      'a: b\n',
    ]);
    expect(opened('../stacks/shared.yaml', ['../stacks/users.yaml'])).toBe(
      '../stacks/shared.yaml lies outside of the working folder and of the paths given.',
    );
  });

  test('follows a symbolic link, but not out of the working folder', () => {
    put('secret.yaml', 'a: b\n');
    symlinkSync('orders.yaml', join(folder, 'shop/link.yaml'));
    symlinkSync('../secret.yaml', join(folder, 'shop/out.yaml'));
    expect(opened('link.yaml')).toEqual(['link.yaml', '/shop/orders.yaml', 'a: b\n']);
    expect(opened('out.yaml')).toBe('out.yaml lies outside of the working folder and of the paths given.');
  });

  test("leaves other people's code alone, unless it was named", () => {
    const [name, why] = ['node_modules/shop/users.yaml', "lies in a folder of build output or of other people's code."];
    put(`shop/${name}`, 'a: b\n');
    expect(opened(name)).toBe(`${name} ${why}`);
    expect(opened(name, ['node_modules/shop'])).toEqual([name, `/shop/${name}`, 'a: b\n']);
  });

  test('leaves alone what could not be written back as it is', () => {
    put('shop/latin.yaml', Buffer.from('# caf\u00E9\na: b\n', 'latin1'));
    expect(opened('latin.yaml')).toBe('latin.yaml is not UTF-8 throughout.');
  });

  test('leaves a file alone that is not what was audited; a byte order mark makes no difference', () => {
    put('shop/mark.yaml', '\uFEFFa: b\n');
    expect(opened('mark.yaml')).toEqual(['mark.yaml', '/shop/mark.yaml', '\uFEFFa: b\n']);
    expect(opened('orders.yaml', ['.'], 'a: c\n')).toBe('orders.yaml was changed while it was being audited.');
  });

  // The superuser may write what is protected.
  const onlyForUsers = process.getuid?.() === 0 ? test.skip : test;
  onlyForUsers('leaves alone what is write-protected', () => {
    chmodSync(join(folder, 'shop/orders.yaml'), 0o444);
    expect(opened('orders.yaml')).toBe('orders.yaml is write-protected.');
  });
});

describe('writeChanges', () => {
  const changeOf = (name: string, before: string, text: string) => ({
    file: { name, path: join(folder, name), text: before },
    text,
  });

  test('replaces what files hold, keeps their modes, and leaves nothing else behind', async () => {
    chmodSync(put('orders.yaml', 'a: b\r\n'), 0o640);
    chmodSync(put('users.yaml', '\uFEFFa: b\n'), 0o755);
    await writeChanges([
      changeOf('orders.yaml', 'a: b\r\n', 'a: c\r\n'),
      changeOf('users.yaml', '\uFEFFa: b\n', '\uFEFFa: c\n'),
    ]);
    const held = ['orders.yaml', 'users.yaml'].map(name => {
      const path = join(folder, name);
      return [readFileSync(path, 'utf8'), (statSync(path).mode & 0o777).toString(8)];
    });
    expect([held, readdirSync(folder)]).toEqual([
      [
        ['a: c\r\n', '640'],
        ['\uFEFFa: c\n', '755'],
      ],
      ['orders.yaml', 'users.yaml'],
    ]);
  });

  test('leaves a symbolic link a link', async () => {
    put('orders.yaml', 'a: b\n');
    symlinkSync('orders.yaml', join(folder, 'link.yaml'));
    const file = editableFiles(folder, ['.'], () => 'a: b\n')('link.yaml');
    if (typeof file === 'string') throw new Error(file);
    await writeChanges([{ file, text: 'a: c\n' }]);
    expect([
      lstatSync(join(folder, 'link.yaml')).isSymbolicLink(),
      readFileSync(join(folder, 'orders.yaml'), 'utf8'),
    ]).toEqual([true, 'a: c\n']);
  });

  test('writes nothing where a file has been changed in the meantime', async () => {
    put('orders.yaml', 'a: b\n');
    put('users.yaml', 'a: mine\n');
    const writing = writeChanges([
      changeOf('orders.yaml', 'a: b\n', 'a: c\n'),
      changeOf('users.yaml', 'a: b\n', 'a: c\n'),
    ]);
    await expect(writing).rejects.toThrow(
      new UserError('users.yaml was changed while it was being fixed.', 'Nothing was written; run it again.'),
    );
    expect([readFileSync(join(folder, 'orders.yaml'), 'utf8'), readdirSync(folder)]).toEqual([
      'a: b\n',
      ['orders.yaml', 'users.yaml'],
    ]);
  });

  test('writes nothing where one of the files is gone', async () => {
    put('orders.yaml', 'a: b\n');
    const writing = writeChanges([
      changeOf('orders.yaml', 'a: b\n', 'a: c\n'),
      changeOf('gone.yaml', 'a: b\n', 'a: c\n'),
    ]);
    await expect(writing).rejects.toThrow(new UserError('gone.yaml cannot be written (ENOENT).', ''));
    expect([readFileSync(join(folder, 'orders.yaml'), 'utf8'), readdirSync(folder)]).toEqual([
      'a: b\n',
      ['orders.yaml'],
    ]);
  });
});
