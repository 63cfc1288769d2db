/**
 * What a role takes of CDK at run time. To find a package, Node.js walks all that `aws-cdk-lib` exports, for each folder of ours that
 * imports something of it: a quarter of what it takes to load all that a role needs. A test holds these folders to it.
 */
export {
  CfnManagedPolicy, CfnOIDCProvider, CfnPolicy, CfnRole, CompositePrincipal, Effect, ManagedPolicy, OidcProviderNative,
  OpenIdConnectProvider, Policy, PolicyDocument, PolicyStatement, Role, ServicePrincipal, WebIdentityPrincipal,
} from 'aws-cdk-lib/aws-iam';
export {
  Annotations, attachCustomSynthesis, Aws, CfnMapping, CfnParameter, CfnResource, DefaultTokenResolver, Fn, Lazy, Names,
  PropertyInjectors, Reference, Resource, Stack, Stage, Tags, Token, Tokenization, Validations,
} from 'aws-cdk-lib/core';
// The decorator of CDK's own constructs, which stands in no barrel; AWS's alpha modules take it from here as well.
export { propertyInjectable } from 'aws-cdk-lib/core/lib/prop-injectable';
