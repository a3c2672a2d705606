package overhttp_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/99designs/gqlgen/graphql"
	"github.com/vektah/gqlparser/v2/gqlerror"

	"github.com/weldi-network/practice-library/graph/overhttp"
)

func TestInternalsStayInside(t *testing.T) {
	var noted []any
	h := newHandler(func(c *overhttp.Config) {
		c.Recover = func(_ context.Context, p any) error { noted = append(noted, p); return errors.New("x") }
	})
	a := send(t, h, post("{fails}", nil))
	if a.status != 200 || a.code() != "INTERNAL" || strings.Contains(a.raw, "10.0.0.7") {
		t.Errorf("%d %s", a.status, a.raw)
	}
	a = send(t, h, post("{breaks}", nil))
	if a.status != 500 || a.code() != "INTERNAL" || strings.Contains(a.raw, "secret.go") || a.body.Data != nil {
		t.Errorf("%d %s", a.status, a.raw)
	}
	if len(noted) != 1 {
		t.Errorf("%d panics were noted", len(noted))
	}
}

func TestPresentIsAsked(t *testing.T) {
	h := newHandler(func(c *overhttp.Config) {
		c.Present = func(context.Context, error) *gqlerror.Error {
			return &gqlerror.Error{Message: "Not\x07 now.\u202e", Extensions: map[string]any{"code": "UNAVAILABLE"}}
		}
	})
	a := send(t, h, post("{fails}", nil))
	if a.code() != "UNAVAILABLE" || a.body.Errors[0].Message != "Not� now.�" {
		t.Error(a.raw)
	}
}

func TestTenErrorsAtMost(t *testing.T) {
	h := newHandler(nil)
	var unknown strings.Builder
	for i := range 150 {
		unknown.WriteString(" f" + strings.Repeat("x", i%50+1))
	}
	for _, query := range []string{"{many}", "{" + unknown.String() + "}"} {
		a := send(t, h, post(query, nil))
		if n := len(a.body.Errors); n != 11 || a.body.Errors[10].Extensions.Code != "MORE_ERRORS" {
			t.Errorf("%d errors: %s", n, a.raw)
		}
		if len(a.raw) > 8<<10 {
			t.Errorf("the answer has %d bytes", len(a.raw))
		}
	}
}

// TestErrorsComeInTheOrderOfTheirPlaces: fields that are worked out side by side fail in any order.
func TestErrorsComeInTheOrderOfTheirPlaces(t *testing.T) {
	a := send(t, newHandler(nil), post("{scattered}", nil))
	var got []string
	for _, e := range a.body.Errors {
		got = append(got, e.Message)
	}
	want := []string{"other[11]", "scattered", "scattered[9].title", "scattered[10]"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestMessagesAreShortAndPrintable(t *testing.T) {
	long := strings.Repeat("é\u202e\u0007", 2000)
	for _, query := range []string{`{says(number:"` + strings.ReplaceAll(long, "\u0007", "") + `")}`, `{says ` + long + `}`, `{` + strings.Repeat("y", 99) + `}`} {
		a := send(t, newHandler(nil), post(query, nil))
		for _, e := range a.body.Errors {
			if len([]rune(e.Message)) > 301 || strings.ContainsAny(e.Message, "\u202e\u0007\n") {
				t.Errorf("%q", e.Message)
			}
		}
		if a.status != 400 {
			t.Errorf("%d %s", a.status, a.raw)
		}
	}
}

func TestEndOfContextIsAnswered(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	a := send(t, newHandler(nil), post("{__typename}", nil).WithContext(ctx))
	if a.status != 503 || a.code() != "TIMED_OUT" {
		t.Errorf("%d %s", a.status, a.raw)
	}
}

func TestAbortIsLetThrough(t *testing.T) {
	h := newHandler(func(c *overhttp.Config) { c.Extensions = []graphql.HandlerExtension{abort{}} })
	defer func() {
		if err, _ := recover().(error); !errors.Is(err, http.ErrAbortHandler) {
			t.Errorf("recovered %v", err)
		}
	}()
	send(t, h, post("{__typename}", nil))
	t.Error("no panic")
}

type abort struct{}

func (abort) ExtensionName() string                   { return "Abort" }
func (abort) Validate(graphql.ExecutableSchema) error { return nil }
func (abort) InterceptOperation(context.Context, graphql.OperationHandler) graphql.ResponseHandler {
	panic(http.ErrAbortHandler)
}
