/** The text of a GraphQL operation that remembers what it takes and gives. */
export type Operation<Result, Variables> = string & { readonly __types?: (variables: Variables) => Result }
