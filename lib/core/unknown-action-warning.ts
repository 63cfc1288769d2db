/** The id of the warning about an action that the service authorization reference does not list. */
export const UNKNOWN_ACTION_WARNING = 'cdk-irsa:unknownAction';
