import { visible } from '../../core/text';

/** Text of HTML that our own code wrote, or that is escaped. */
export class Html {
  public constructor(public readonly text: string) {}
}

/** What may stand in a template. Nothing is written for what is not there. */
export type HtmlValue = Html | string | number | null | undefined | false | readonly HtmlValue[];

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;', '`': '&#96;' };

/** A template of HTML: each value is escaped for text and for attributes in double quotes, but for what is HTML already. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let text = parts[0];
  values.forEach((value, i) => {
    text += textOf(value) + parts[i + 1];
  });
  return new Html(text);
}

/** Most texts are letters, digits and signs that mean nothing to HTML. */
const HARMLESS = /^[ !#-%(-;=?-_a-~]*$/;

/** A text as HTML: nothing in it is a tag or ends an attribute, and what would not be seen is shown by its number. */
export function escapeHtml(text: string): string {
  return HARMLESS.test(text) ? text : visible(text).replace(/[&<>"'`]/g, (character) => ENTITIES[character]);
}

/** Values with something between them. */
export function joined(values: readonly HtmlValue[], separator: string): Html {
  return new Html(values.map(textOf).join(escapeHtml(separator)));
}

function textOf(value: HtmlValue): string {
  return value instanceof Html ? value.text
    : typeof value === 'string' ? escapeHtml(value)
      : typeof value === 'number' ? String(value)
        : Array.isArray(value) ? value.map(textOf).join('') : '';
}
