package graph

import (
	"context"
	"errors"
	"log/slog"
	"strconv"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/ast"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/weldi-network/practice-library/server/library"
)

// presenter turns any error of a resolver into what a client may see: a code, a sentence and the input field at
// fault. Causes go to the log alone.
func presenter(log *slog.Logger) graphql.ErrorPresenterFunc {
	return func(ctx context.Context, err error) *gqlerror.Error {
		refusal, known := errors.AsType[*library.Error](err)
		if !known {
			if own, ok := errors.AsType[*gqlerror.Error](err); ok && own.Err == nil {
				return own // gqlgen's own words about the request, which package overhttp has made safe
			}
			refusal = &library.Error{Code: library.CodeInternal, Message: "Something went wrong on our side. It has been noted.", Cause: err}
		}
		if refusal.Cause != nil {
			log.ErrorContext(ctx, "a request failed", slog.String("code", string(refusal.Code)), slog.Any("cause", refusal.Cause))
		}
		shown := &gqlerror.Error{
			Message: refusal.Message, Path: graphql.GetPath(ctx),
			Extensions: map[string]any{"code": string(refusal.Code)},
		}
		if field := fieldAtFault(ctx, refusal, err); len(field) > 0 {
			shown.Extensions["field"] = field
		}
		if len(refusal.Places) > 0 {
			shown.Extensions["places"] = refusal.Places
		}
		return shown
	}
}

// fieldAtFault is what the refusal names, or else the argument in which gqlgen found a scalar that is not right.
func fieldAtFault(ctx context.Context, refusal *library.Error, err error) []string {
	found, ok := errors.AsType[*gqlerror.Error](err)
	resolved := len(graphql.GetPath(ctx))
	if len(refusal.Field) > 0 || !ok || len(found.Path) <= resolved {
		return refusal.Field
	}
	var field []string
	for _, step := range found.Path[resolved:] {
		switch step := step.(type) {
		case ast.PathName:
			field = append(field, string(step))
		case ast.PathIndex:
			field = append(field, strconv.Itoa(int(step)))
		}
	}
	return field
}
