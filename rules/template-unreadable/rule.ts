import type { Rule } from '../../src/model/finding.ts';

export const templateUnreadable: Rule = {
  id: 'template-unreadable',
  title: 'Every template and definition can be read',
  severity: 'error',
  why: 'What cannot be read is not audited, and CloudFormation or API Gateway refuses it as well.',
  fix: 'Correct the text at this place. A template that another program fills in first (Jinja, cookiecutter, Rain) is best audited in the form that is deployed.',
  references: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html'],
  *check(model) {
    for (const { kind, message, place, related } of model.textProblems) {
      if (kind === 'unreadable') yield { message, place, related };
      if (kind === 'unknown-tag') yield { message, place, related, severity: 'warning' };
    }
  },
};
