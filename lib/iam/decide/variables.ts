import { escapedPart, variablePart } from '../language/pattern';
import { literalText } from '../partial-text';

/** The version of policies that has variables. */
const WITH_VARIABLES = '2012-10-17';

/** Texts of a policy with `${aws:username}` as a part that the request gives, and `${*}` as a letter. */
export function withVariables(texts: readonly string[], version: string | undefined): readonly string[] {
  return version === WITH_VARIABLES && texts.some((text) => text.includes('${')) ? texts.map(withParts) : texts;
}

function withParts(text: string): string {
  return text.replace(/\$\{([*?$])\}/g, (_, letter: string) => escapedPart(letter))
    .replace(/\$\{([^{}]*)\}/g, (_, name: string) => variablePart(literalText(name)));
}
