import { test } from '@jest/globals';
import { writeFileSync } from 'node:fs';
import { accessOutput } from '../../src/report/access-output.ts';
import { source } from './sample.ts';
test('x', () => { for (const f of ['text','json','mermaid'] as const) writeFileSync(`/tmp/demo.${f}`, accessOutput(source, f, {color:false,quiet:false})); });
