/**
 * A resolved CloudFormation value as the flat text that cdk-nag 3 uses in its finding ids:
 * `arn:<AWS::Partition>:s3:::media/*`, `<Bucket83908E77.Arn>/*`.
 *
 * Written to cdk-nag's documented form rather than imported, since loading cdk-nag costs ten times
 * what a role costs; a test compares both over every bundle.
 *
 * @see https://github.com/cdklabs/cdk-nag#suppressing-a-rule
 */
export function flatReference(value: unknown): string {
  if (value === undefined) {
    return '';
  }
  if (typeof value === 'string') {
    return value.replace(/\${/g, '<').replace(/}/g, '>');
  }
  const intrinsic = (value ?? {}) as Record<string, any>;
  if (intrinsic['Fn::Join']) {
    const [delimiter, parts] = intrinsic['Fn::Join'] as [string, unknown[]];
    return parts.map(flatReference).join(delimiter);
  }
  if (intrinsic['Fn::Sub']) {
    return flatReference(intrinsic['Fn::Sub']);
  }
  if (intrinsic['Fn::GetAtt']) {
    const [resource, attribute] = intrinsic['Fn::GetAtt'] as [unknown, unknown];
    return `<${flatReference(resource)}.${flatReference(attribute)}>`;
  }
  if (intrinsic['Fn::ImportValue']) {
    return flatReference(intrinsic['Fn::ImportValue']);
  }
  if (intrinsic.Ref) {
    return `<${flatReference(intrinsic.Ref)}>`;
  }
  return JSON.stringify(value);
}
