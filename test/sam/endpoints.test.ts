/*
 * What SAM makes of its corner cases, for every endpoint of each fixture. The expectations follow what AWS's SAM translator
 * does with these files (1.110).
 */
import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { endpointRows, fixtures, type Matrices } from './endpoint-rows.ts';
import { conditions } from './matrices/conditions.ts';
import { http } from './matrices/http.ts';
import { merging } from './matrices/merging.ts';
import { others } from './matrices/others.ts';
import { rest } from './matrices/rest.ts';

const matrices: Matrices = { ...rest, ...http, ...merging, ...conditions, ...others };

describe('every endpoint, who guards it, and what decides', () => {
  test.each(Object.entries(matrices))('%s', async (fixture, rows) => {
    expect(await endpointRows(fixture)).toEqual(rows);
  });

  test('no fixture is without a matrix', () => {
    expect(readdirSync(fixtures).sort()).toEqual(Object.keys(matrices).sort());
  });
});
