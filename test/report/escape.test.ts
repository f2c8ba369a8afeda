import { describe, expect, test } from '@jest/globals';
import {
  markdownCode,
  markdownText,
  terminalText,
  withoutWorkflowCommands,
  workflowCommandData,
  workflowCommandProperty,
} from '../../src/report/escape.ts';

describe('text for a terminal', () => {
  test.each([
    ['plain text stays', 'POST /orders/{id} – Bestellung für 日本 🙂', 'POST /orders/{id} – Bestellung für 日本 🙂'],
    ['a colour', '\u001b[31mred\u001b[0m', '␛[31mred␛[0m'],
    ['a window title', '\u001b]0;owned\u0007', '␛]0;owned␇'],
    ['line breaks and tabs', 'a\r\nb\tc\u0000', 'a␍␊b␉c␀'],
    ['delete', 'a\u007fb', 'a␡b'],
    ['C1, of which 9B starts a sequence too', 'a\u009b31m\u0085', 'a\uFFFD31m\uFFFD'],
    [
      'bidi overrides and isolates',
      'GET \u202eredro\u202c\u2066x\u2069\u200f',
      'GET \uFFFDredro\uFFFD\uFFFDx\uFFFD\uFFFD',
    ],
    ['zero-width characters', 'or\u200bde\u200drs\ufeff\u00ad', 'or\uFFFDde\uFFFDrs\uFFFD\uFFFD'],
    ['separators', 'a\u2028b\u2029c', 'a\uFFFDb\uFFFDc'],
    ['a tag beyond the basic plane', 'a\u{e0041}b', 'a\uFFFDb'],
    ['half a surrogate pair', 'a\ud83db', 'a\uFFFDb'],
  ])('%s', (_, input, expected) => {
    expect(terminalText(input)).toBe(expected);
  });
});

test('output holds no workflow command, of the new kind or the old', () => {
  const output = ['::error::x', '  ::stop-commands::y', 'a ::error::x', '> 1 | ##[add-path]/tmp', ''].join('\n');
  expect(withoutWorkflowCommands(output)).toBe(
    ['∶∶error::x', '  ∶∶stop-commands::y', 'a ::error::x', '> 1 | ##⁅add-path]/tmp', ''].join('\n'),
  );
});

test('the message of a workflow command stays on its line', () => {
  expect(workflowCommandData('50% of a:b, c\r\n::error::\u001b[0m')).toBe('50%25 of a:b, c%0D%0A::error::␛[0m');
});

test('the property of a workflow command cannot begin another', () => {
  expect(workflowCommandProperty('a,line=1::b%2C\n')).toBe('a%2Cline=1%3A%3Ab%252C%0A');
});

describe('text in Markdown', () => {
  test.each([
    ['plain text stays', 'POST /orders/{id} is "open", isn\'t it?', 'POST /orders/{id} is "open", isn\'t it?'],
    ['HTML', '<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1\\)\\>'],
    ['an entity', '&lt;b&gt;', '\\&lt;b\\&gt;'],
    ['the end of a cell', 'a | b \\| c', 'a \\| b \\\\\\| c'],
    ['code', '`a` ``` ~~~', '\\`a\\` \\`\\`\\` \\~\\~\\~'],
    ['emphasis', '*a* _b_ ~c~', '\\*a\\* \\_b\\_ \\~c\\~'],
    ['a link and an image', '![a](https://evil.example)', '!\\[a\\](https\\://evil\\.example\\)'],
    ['an address', 'www.evil.example', 'www\\.evil\\.example'],
    ['a mention and a mail address', '@team a@b.example', '<span>@</span>team a<span>@</span>b\\.example'],
    ['an issue', 'orders#12 GH-12', 'orders<span>#</span>12 GH<span>-</span>12'],
    ['a formula', '$connect$', '<span>$</span>connect<span>$</span>'],
    ['a heading', '# a', '<span>#</span> a'],
    ['a list and a rule', '- a', '\\- a'],
    ['a numbered list', '1. a', '1\\. a'],
    ['line breaks and escape sequences', 'a\n\n# b\u001b[0m', 'a␊␊<span>#</span> b␛\\[0m'],
  ])('%s', (_, input, expected) => {
    expect(markdownText(input)).toBe(expected);
  });

  test('inline code is escaped in the same way', () => {
    expect(markdownCode('/a`</code>|b')).toBe('<code>/a\\`\\</code\\>\\|b</code>');
  });
});
