import { below, policiesIn } from '../../scripts/drift/policies';

const POLICY = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['sqs:SendMessage'], Resource: 'arn:aws:sqs:*:*:jobs' }] };
const JSON_TEXT = JSON.stringify(POLICY, undefined, 2);
const found = (text: string, path = 'README.md') => policiesIn(text, path).policies;

describe('policies in documents', () => {
  test.each([
    ['JSON by itself', JSON_TEXT, 'policy.json'],
    ['a block of Markdown', `Give it {this}:\n\n\`\`\`json\n${JSON_TEXT}\n\`\`\`\n\nIt's "done".`, 'README.md'],
    ['a here-document of a shell', `cat > policy.json <<EOF\n${JSON_TEXT}\nEOF`, 'README.md'],
    ['an indented block', `1. Do\n${JSON_TEXT.replace(/^/gm, '    ')}`, 'README.md'],
    ['a template with JSON in YAML', `Resources:\n  P:\n    PolicyDocument: !Sub |\n${JSON_TEXT.replace(/^/gm, '      ')}`, 'cfn.yaml'],
    ['a template in YAML', 'PolicyDocument:\n  Statement:\n    - Effect: Allow\n      Action: [sqs:SendMessage]\n      Resource: !Sub arn:aws:sqs:*:*:jobs', 'cfn.yml'],
    ['a comma too many', JSON_TEXT.replace('"sqs:SendMessage"', '"sqs:SendMessage",'), 'README.md'],
    ['a statement without a policy', `\`\`\`json\n${JSON.stringify(POLICY.Statement[0])}\n\`\`\``, 'README.md'],
    ['a policy within an object', JSON.stringify({ PolicyVersion: { Document: POLICY } }), 'policy.json'],
  ])('%s', (_, text, path) => {
    expect(found(text, path).map((policy) => [(policy as typeof POLICY).Statement].flat())).toEqual([POLICY.Statement]);
    expect(policiesIn(text, path).unread).toBe(0);
  });

  test('who may use a role or a bucket is none of them', () => {
    const trust = { Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }] };
    expect(found(`${JSON.stringify(trust)}\n${JSON_TEXT}`)).toHaveLength(1);
  });

  test('names that the reader fills in are any names', () => {
    const text = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: ['arn:${AWS::Partition}:s3:::${BUCKET}/*', 'arn:aws:s3:::< YOUR BUCKET >', 'arn:aws:s3:::$BUCKET', 'arn:aws:s3:::{{ bucket }}'] }] });
    expect(found(text)).toMatchObject([{ Statement: [{ Resource: ['arn:*:s3:::*/*', 'arn:aws:s3:::*', 'arn:aws:s3:::*', 'arn:aws:s3:::*'] }] }]);
  });

  test('a policy that cannot be read is counted', () => {
    expect(policiesIn('{ "Statement": [ { "Effect": "Allow", "Action": "s3:Get" "Resource" ', 'README.md')).toEqual({ policies: [], unread: 2 });
    expect(policiesIn([JSON_TEXT, '{"Action": ["${X:-"y"}"], "Effect"'].join('\n'), 'README.md')).toMatchObject({ unread: 1, policies: [{}] });
  });

  test.each([
    ['braces without end', '{'.repeat(200_000) + '"Action":'],
    ['keys without end', '{"Action": '.repeat(100_000)],
    ['quotes without end', '"{"Statement":'.repeat(100_000)],
    ['aliases of aliases', `a: &a [x,x,x,x,x,x,x,x,x]\n${[...'bcdefgh'].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`).join()}]`).join('\n')}\nStatement: *h`],
    ['keys of every object', '{"__proto__": {"Statement": 1}, "constructor": {"Action": "s3:Get"}}'],
    ['statements that are none', '{"Statement": [null, 1, "x", [], {}]}'],
  ])('a hostile document ends soon: %s', (_, text) => {
    for (const path of ['README.md', 'cfn.yaml']) {
      expect(found(text, path).length).toBeLessThan(5);
    }
  });
});

describe('headings', () => {
  const text = '# A\nfirst\n## B\nsecond\n### C\nthird\n## D\nfourth';

  test('what stands below one goes up to the next of its level', () => {
    expect(below('B', text)).toBe('## B\nsecond\n### C\nthird');
    expect(below('D', text)).toBe('## D\nfourth');
  });

  test('one that there is not is nothing', () => {
    expect(below('E', text)).toBeUndefined();
  });
});
