package overhttp

import (
	"context"
	"net/http"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"
)

// execute hands a checked request to gqlgen.
func (h *Handler) execute(ctx context.Context, params *graphql.RawParams) (*graphql.Response, *failure) {
	op, errs := h.exec.CreateOperationContext(ctx, params)
	if len(errs) > 0 {
		return nil, refused(h.foreignAll(errs)...)
	}
	next, ctx := h.exec.DispatchOperation(ctx, op)
	response := next(ctx)
	if response == nil { // gqlgen gives up when the context ends
		return nil, malformed(http.StatusServiceUnavailable, CodeTimedOut, "There was no answer in the time allowed. Try again, or ask for less.")
	}
	if response.Data == nil && len(response.Errors) == 0 { // an extension broke its promise
		return nil, internal()
	}
	if response.Data == nil { // an extension refused the operation
		return nil, refused(h.foreignAll(response.Errors)...)
	}
	return response, nil
}

// foreignAll makes errors from before the execution ours. After our own checks they are few: the cost, and what
// extensions refuse, with codes of their own. Of the executor's own checks only the variables are left.
func (h *Handler) foreignAll(errs gqlerror.List) gqlerror.List {
	list := make(gqlerror.List, 0, len(errs))
	for _, err := range errs {
		clean := foreign(err, codeOf(err, CodeInternal))
		switch codeOf(clean, "") {
		case CodeValidationFailed:
			clean = newError(CodeBadVariables, "A variable does not fit its type.")
		case CodeInternal:
			clean.Message = internalMessage
		default: // safe to show as it is
		}
		list = append(list, clean)
	}
	return list
}

func codeOf(err *gqlerror.Error, fallback Code) Code {
	if code, ok := err.Extensions["code"].(string); ok && code != "" {
		return Code(code)
	}
	return fallback
}

// show presents an error of the execution and sees to it that it has a code and a message that is safe to send.
func (h *Handler) show(ctx context.Context, err error) *gqlerror.Error {
	shown := h.present(ctx, err)
	if shown == nil {
		return nil
	}
	clean := *shown
	if codeOf(shown, "") == "" {
		clean.Message = internalMessage
		clean.Extensions = map[string]any{"code": string(CodeInternal)}
		return &clean
	}
	clean.Message = safe(shown.Message, maxMessage)
	return &clean
}
