// Package translate asks a server for translations that speaks the HTTP interface of LibreTranslate.
package translate

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/weldi-network/practice-library/server/library"
)

const (
	// patience bounds one translation of a whole practice. It is shorter than what an answer of the API may take.
	patience = 15 * time.Second
	// mostAnswer bounds an answer, in bytes.
	mostAnswer = 4 << 20
	// mostLonger and someLonger bound how much longer a translation may be than its text.
	mostLonger, someLonger = 5, 200
	// atOnce is how many translations are asked for at the same time.
	atOnce = 2
)

// Translator asks one server. It is safe for concurrent use.
type Translator struct {
	url, key string
	client   *http.Client
	turns    chan struct{}
}

// Check says in half a sentence, which never repeats what was given, what is wrong with the address of a server.
func Check(address string) error {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return errors.New("this is not the address of a server that translates; one looks like https://translate.city.example")
	}
	return nil
}

// New makes a Translator for an address that Check has found right, and the key that the server wants; empty where it
// wants none.
func New(address, key string) *Translator {
	return &Translator{
		url: strings.TrimSuffix(address, "/") + "/translate", key: key, turns: make(chan struct{}, atOnce),
		client: &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
	}
}

// Translate implements library.Translator.
func (t *Translator) Translate(ctx context.Context, from, to library.Language, texts []string) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	select {
	case t.turns <- struct{}{}:
	case <-ctx.Done():
		return nil, failed(ctx.Err())
	}
	defer func() { <-t.turns }()
	out, err := t.ask(ctx, from, to, texts)
	if err != nil {
		return nil, failed(err)
	}
	return out, nil
}

func failed(cause error) error {
	refusal := library.Refuse(library.CodeUnavailable, "The machine that translates did not answer as it should. Please try again later, or translate without it.")
	refusal.Cause, refusal.IsOutside = fmt.Errorf("translate: %w", cause), true
	return refusal
}

func (t *Translator) ask(ctx context.Context, from, to library.Language, texts []string) ([]string, error) {
	question := map[string]any{"q": texts, "source": from, "target": to, "format": "text"}
	if t.key != "" {
		question["api_key"] = t.key
	}
	body, err := json.Marshal(question)
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, t.url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", "application/json")
	response, err := t.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer func() { _ = response.Body.Close() }()
	media, _, _ := mime.ParseMediaType(response.Header.Get("Content-Type"))
	if response.StatusCode != http.StatusOK || media != "application/json" {
		return nil, fmt.Errorf("the server answered %d with %q", response.StatusCode, media)
	}
	return read(response.Body, texts)
}

// read reads an answer, and believes nothing of it that cannot be a translation of the texts.
func read(body io.Reader, texts []string) ([]string, error) {
	raw, err := io.ReadAll(io.LimitReader(body, mostAnswer+1))
	switch {
	case err != nil:
		return nil, err
	case len(raw) > mostAnswer:
		return nil, errors.New("the answer is too large")
	}
	var answer struct {
		TranslatedText []string `json:"translatedText"`
	}
	if err := json.Unmarshal(raw, &answer); err != nil {
		return nil, errors.New("the answer is not what was asked for")
	}
	if len(answer.TranslatedText) != len(texts) {
		return nil, fmt.Errorf("the answer has %d texts, not %d", len(answer.TranslatedText), len(texts))
	}
	for i, text := range answer.TranslatedText {
		if isEmpty := strings.TrimSpace(text) == ""; isEmpty && texts[i] != "" || len(text) > mostLonger*len(texts[i])+someLonger {
			return nil, errors.New("the answer has a text that is empty or far too long")
		}
	}
	return answer.TranslatedText, nil
}
