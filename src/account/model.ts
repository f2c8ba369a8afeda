import { buildModel, type Outside } from '../model/build.ts';
import type { AuthModel } from '../model/model.ts';
import type { Files } from '../template/files.ts';
import { nestTemplates } from '../template/nesting.ts';
import type { AccountReading } from './declared.ts';
import { staleMethods } from './stale-methods.ts';
import { accountTemplate } from './template.ts';

/** The model of what an account has in a Region, made as that of the template that would declare it. */
export function accountModel(reading: AccountReading, outside: Outside): AuthModel {
  const settingsOf = () => ({ parameters: {}, region: reading.region });
  const model = buildModel(
    nestTemplates([accountTemplate(reading)], noFiles, settingsOf),
    [],
    settingsOf,
    noFiles,
    outside,
  );
  return { ...model, staleMethods: staleMethods(reading) };
}

/** An account names no files. */
const noFiles: Files = {
  readBeside: () => undefined,
  read: () => undefined,
  parse: () => ({ problems: [] }),
  forget: () => undefined,
  parsed: () => [],
};
