/** Words that have no plural. */
const UNCOUNTABLE: ReadonlySet<string> = new Set([
  'access', 'capacity', 'code', 'content', 'data', 'equipment', 'health', 'history', 'identity', 'information', 'language', 'metadata', 'sentiment',
  'speech', 'state', 'status', 'summary', 'syntax', 'text', 'traffic', 'usage',
]);

/** Abbreviations that names of AWS spell as words. */
const ABBREVIATIONS: ReadonlySet<string> = new Set([
  'acl', 'acls', 'ami', 'amis', 'api', 'apis', 'arn', 'arns', 'dns', 'ebs', 'id', 'ids', 'ip', 'ips', 'ipam', 'pii', 'ssl', 'ssm', 'tls', 'uri', 'url', 'vpc', 'vpcs',
]);

/** A word of a name as it is written in a sentence: `VPCs`. */
export function wordText(word: string): string {
  const lower = word.toLowerCase();
  return ABBREVIATIONS.has(lower) ? lower.replace(/^(.*?)(s?)$/, (_, name: string, end: string) => `${ABBREVIATIONS.has(name) ? name.toUpperCase() + end : lower.toUpperCase()}`)
    : /^[A-Z]{2,}$/.test(word) ? word : lower;
}

/** The words of a name: `SecurityGroup` are two, `ListWebACLs` three. */
export function wordsIn(name: string): string[] {
  return name.replace(/([A-Z]{2,})s(?=[A-Z]|$)/g, (_, letters: string) => `${letters[0]}${letters.slice(1).toLowerCase()}s`)
    .replace(/([a-z\d])([A-Z])/g, '$1 $2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1 $2').split(' ');
}

export function plural(noun: string): string {
  return /(?:^| )alias$/.test(noun) ? `${noun}es` : noun === '' || noun.endsWith('s') || UNCOUNTABLE.has(/\w*$/.exec(noun)![0]) ? noun : /(?:x|ch|sh)$/.test(noun) ? `${noun}es` : noun.endsWith('y') && !/[aeiou]y$/.test(noun) ? `${noun.slice(0, -1)}ies` : `${noun}s`;
}

/** Letters only, without the end of a plural: to compare what two texts name. */
export function bare(noun: string): string {
  return noun.toLowerCase().replace(/[^a-z]/g, '').replace(/ies$/, 'y').replace(/s$/, '');
}
