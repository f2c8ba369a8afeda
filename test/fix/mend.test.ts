import { describe, expect, test } from '@jest/globals';
import { mendWords } from './word-audit.ts';

describe('mendWorkspace', () => {
  test('makes the fixes of all files at once, and audits what they lead to', async () => {
    const files = { 'orders.yaml': 'a: teh\nb: adn\n', 'users.yaml': 'c: teh\n', 'good.yaml': 'd: the\n' };
    const mended = { 'orders.yaml': 'a: the\nb: and\n', 'users.yaml': 'c: the\n', 'good.yaml': 'd: the\n' };
    expect(await mendWords(files, { teh: { put: 'the' }, adn: { put: 'and' } })).toEqual({
      changes: { 'orders.yaml': 'a: the\nb: and\n', 'users.yaml': 'c: the\n' },
      remaining: [],
      refusals: [],
      audits: [files, mended],
    });
  });

  test('changes nothing where there is nothing to fix', async () => {
    const files = { 'orders.yaml': 'a: teh\n' };
    expect(await mendWords(files, { teh: {} })).toEqual({
      changes: {},
      remaining: ['orders.yaml:1:4 teh'],
      refusals: [],
      audits: [files],
    });
  });

  test('leaves suppressed findings alone', async () => {
    const { changes, remaining, refusals } = await mendWords(
      { 'orders.yaml': 'a: teh\nb: adn\n' },
      { teh: { put: 'the', isSuppressed: true }, adn: { put: 'and' } },
    );
    expect({ changes, remaining, refusals }).toEqual({
      changes: { 'orders.yaml': 'a: teh\nb: and\n' },
      remaining: ['orders.yaml:1:4 teh'],
      refusals: [],
    });
  });

  test('does not make a fix that leads to a finding without one, and makes the others', async () => {
    const text = 'a: teh\nb: adn\nc: hte\nd: fo\ne: teh\n';
    const { changes, remaining, refusals } = await mendWords(
      { 'orders.yaml': text },
      { teh: { put: 'the' }, adn: { put: 'nda' }, nda: {}, hte: { put: 'the' }, fo: { put: 'of' } },
    );
    expect({ changes, remaining, refusals }).toEqual({
      changes: { 'orders.yaml': 'a: the\nb: adn\nc: the\nd: of\ne: the\n' },
      remaining: ['orders.yaml:2:4 adn'],
      refusals: ['orders.yaml:2:4 adn: A new finding would arise, word: nda'],
    });
  });

  test('leaves a file alone of which no fix makes it better', async () => {
    const { changes, refusals } = await mendWords(
      { 'orders.yaml': 'a: teh\n', 'users.yaml': 'b: adn\n' },
      { teh: { put: 'hte' }, hte: {}, adn: { put: 'and' } },
    );
    expect({ changes, refusals }).toEqual({
      changes: { 'users.yaml': 'b: and\n' },
      refusals: ['orders.yaml:1:4 teh: A new finding would arise, word: hte'],
    });
  });

  test('makes a fix together with those of the findings that it leads to', async () => {
    const files = { 'orders.yaml': 'a: ADn\n' };
    expect(await mendWords(files, { ADn: { put: 'Adn' }, Adn: { put: 'And' }, And: { put: 'and' } })).toEqual({
      changes: { 'orders.yaml': 'a: and\n' },
      remaining: [],
      refusals: [],
      audits: [files, { 'orders.yaml': 'a: Adn\n' }, { 'orders.yaml': 'a: And\n' }, { 'orders.yaml': 'a: and\n' }],
    });
  });

  test('comes to an end where fixes undo each other', async () => {
    const { changes, refusals, audits } = await mendWords(
      { 'orders.yaml': 'a: ping\n' },
      { ping: { put: 'pong' }, pong: { put: 'ping' } },
    );
    expect({ changes, refusals, audits: audits.map(texts => texts['orders.yaml']) }).toEqual({
      changes: {},
      refusals: ['orders.yaml:1:4 ping: The finding would remain.'],
      audits: ['a: ping\n', 'a: pong\n', 'a: ping\n'],
    });
  });

  test('does not make a fix that leaves its finding', async () => {
    const { changes, refusals } = await mendWords(
      { 'orders.yaml': 'a: teh\nb: adn\n' },
      { teh: { put: 'teh # checked' }, adn: { put: 'and' } },
    );
    expect({ changes, refusals }).toEqual({
      changes: { 'orders.yaml': 'a: teh\nb: and\n' },
      refusals: ['orders.yaml:1:4 teh: The finding would remain.'],
    });
  });

  test('does not make a fix that opens an endpoint', async () => {
    const { changes, refusals } = await mendWords({ 'orders.yaml': 'a: teh\n' }, { teh: { put: 'OPEN' } });
    expect({ changes, refusals }).toEqual({
      changes: {},
      refusals: ['orders.yaml:1:4 teh: It would open an endpoint.'],
    });
  });

  test('does not make a fix that leaves the text unreadable, and does not even audit that', async () => {
    const { changes, refusals, audits } = await mendWords(
      { 'orders.yaml': 'a: teh\nb: adn\n' },
      { teh: { put: '[the' }, adn: { put: 'and' } },
    );
    expect({ changes, refusals, audits: audits.map(texts => texts['orders.yaml']) }).toEqual({
      changes: { 'orders.yaml': 'a: teh\nb: and\n' },
      refusals: [
        'orders.yaml:1:4 teh: orders.yaml would no longer be readable: The text is not valid YAML: missed comma between flow collection entries.',
      ],
      audits: ['a: teh\nb: adn\n', 'a: teh\nb: and\n'],
    });
  });

  test('makes one of two fixes that differ at one place, and the other in the next round', async () => {
    const { changes, remaining, audits } = await mendWords(
      { 'orders.yaml': 'a: teh\nb: adn\n' },
      { teh: { put: 'the', also: { adn: 'AND' } }, adn: { put: 'and' } },
    );
    expect({ changes, remaining, audits: audits.map(texts => texts['orders.yaml']) }).toEqual({
      changes: { 'orders.yaml': 'a: the\nb: AND\n' },
      remaining: [],
      audits: ['a: teh\nb: adn\n', 'a: the\nb: AND\n'],
    });
  });

  test('makes the fix that differs from one which is not made', async () => {
    const { changes, remaining, refusals } = await mendWords(
      { 'orders.yaml': 'a: teh\nb: adn\n' },
      { teh: { put: 'hte', also: { adn: 'AND' } }, hte: {}, adn: { put: 'and' } },
    );
    expect({ changes, remaining, refusals }).toEqual({
      changes: { 'orders.yaml': 'a: teh\nb: and\n' },
      remaining: ['orders.yaml:1:4 teh'],
      refusals: ['orders.yaml:1:4 teh: A new finding would arise, word: hte'],
    });
  });

  test('makes a fix of several files as a whole or not at all', async () => {
    const files = { 'orders.yaml': 'a: teh\n', 'users.yaml': 'b: old\n' };
    const faults = { teh: { put: 'the', also: { old: 'new' } } };
    expect((await mendWords(files, faults)).changes).toEqual({ 'orders.yaml': 'a: the\n', 'users.yaml': 'b: new\n' });
    const { changes, refusals } = await mendWords(files, faults, { 'users.yaml': 'users.yaml is write-protected.' });
    expect({ changes, refusals }).toEqual({
      changes: {},
      refusals: ['orders.yaml:1:4 teh: users.yaml is write-protected.'],
    });
  });

  test('does not make a fix whose own edits overlap', async () => {
    const { changes, refusals } = await mendWords(
      { 'orders.yaml': 'a: teh end\n' },
      { teh: { put: 'the', also: { 'teh end': 'The end' } } },
    );
    expect({ changes, refusals }).toEqual({
      changes: {},
      refusals: ['orders.yaml:1:4 teh: Its edits overlap.'],
    });
  });

  test('finds the few of many fixes that cannot be made with few audits', async () => {
    const words = Array.from({ length: 200 }, (_, index) => `w${index}`);
    const faults = Object.fromEntries(words.map(word => [word, { put: word === 'w77' ? 'bad' : 'good' }]));
    const text = words.map(word => `k${word}: ${word}\n`).join('');
    const { changes, refusals, audits } = await mendWords({ 'orders.yaml': text }, { ...faults, bad: {} });
    expect(changes).toEqual({ 'orders.yaml': text.replace(/: (?!w77\n)w\d+/g, ': good') });
    expect(refusals).toEqual(['orders.yaml:78:7 w77: A new finding would arise, word: bad']);
    expect(audits.length).toBeLessThan(25);
  });
});
