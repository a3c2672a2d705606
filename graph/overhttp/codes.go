package overhttp

import "github.com/99designs/gqlgen/graphql/errcode"

// Code is a stable reason for refusing a request. Every error of every answer carries one, or one of the domain's,
// under extensions.code. Clients may switch on it; it never changes meaning.
type Code string

// The codes of the HTTP edge, with the status that goes with each. "400 or 200" is 400 under
// application/graphql-response+json and 200 under application/json, which has no better way to say that the answer
// comes from this server (GraphQL over HTTP, appendix A).
const (
	CodeBadRequest           Code = "BAD_REQUEST"               // 400: not a well-formed GraphQL request (JSON, UTF-8, parameters)
	CodeRequestTooLarge      Code = "REQUEST_TOO_LARGE"         // 413 for a body, 414 for a query string, 431 for headers
	CodeRequestTimeout       Code = "REQUEST_TIMEOUT"           // 408: the body did not come in time
	CodeUnsupportedMediaType Code = "UNSUPPORTED_MEDIA_TYPE"    // 415: the body is not declared as application/json in UTF-8
	CodeNotAcceptable        Code = "NOT_ACCEPTABLE"            // 406: the client takes neither media type of an answer
	CodeMethodNotAllowed     Code = "METHOD_NOT_ALLOWED"        // 405: another method, or a mutation by GET
	CodeParseFailed          Code = "GRAPHQL_PARSE_FAILED"      // 400 or 200: the query breaks the grammar
	CodeValidationFailed     Code = "GRAPHQL_VALIDATION_FAILED" // 400 or 200: the query does not fit the schema
	CodeBadVariables         Code = "BAD_VARIABLES"             // 400 or 200: a variable is missing, of the wrong type, too deep or too long
	CodeOperationNotFound    Code = "OPERATION_NOT_FOUND"       // 400 or 200: operationName names none, or is needed to choose
	CodeNotServedHere        Code = "OPERATION_NOT_SERVED"      // 400 or 200: a subscription, which needs a lasting connection
	CodeQueryTooLarge        Code = "QUERY_TOO_LARGE"           // 400 or 200: too many characters, tokens, definitions, directives
	CodeQueryTooDeep         Code = "QUERY_TOO_DEEP"            // 400 or 200: fields or values nested too deeply
	CodeQueryTooComplex      Code = "QUERY_TOO_COMPLEX"         // 400 or 200: too many fields, aliases or repetitions, or too costly
	CodeTimedOut             Code = "TIMED_OUT"                 // 503: there was no answer in the time allowed
	CodeInternal             Code = "INTERNAL"                  // 500, or 200 beside data: a fault of ours; the log knows more
	CodeMoreErrors           Code = "MORE_ERRORS"               // any: the last of a list of errors that was cut
)

// ours gives our code for one of gqlgen's or gqlparser's.
func ours(code any) (Code, bool) {
	switch code {
	case errcode.ParseFailed:
		return CodeParseFailed, true
	case errcode.ValidationFailed:
		return CodeValidationFailed, true
	}
	return "", false
}
