package httpd

import (
	"errors"
	"net/http"
	"strings"

	"github.com/weldi-network/practice-library/server/library"
)

// concernText is the page on which anybody reports a concern; the practice is nil where it has still to be found.
type concernText struct {
	Practice *link
	Form     *concernForm
	IsSent   bool
}

func (s *site) atConcern(*http.Request) finding {
	return found("/concern", func(rd *reader) (*document, error) { return rd.ofConcern("/concern", concernText{}), nil })
}

// practiceConcern is the same for one practice. The client sends a report to the API; a browser that runs no scripts
// sends it here.
func (s *site) practiceConcern() http.Handler {
	page := s.page(s.atPracticeConcern)
	if s.report == nil || !s.client.built() {
		return allow(read, page)
	}
	report := bounded(http.HandlerFunc(s.takeConcern))
	if s.identify != nil {
		report = s.identify(report) // which tells where the request comes from
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			report.ServeHTTP(w, r)
			return
		}
		page.ServeHTTP(w, r)
	})
}

// atPracticeConcern moves, goes and is withdrawn with its practice.
func (s *site) atPracticeConcern(r *http.Request) finding {
	at := s.atPractice(r)
	if at.status != http.StatusOK {
		return at
	}
	path := at.path + "/concern"
	return found(path, func(rd *reader) (*document, error) {
		card := s.library.CardBySlug(library.Anonymous(), r.PathValue("slug"))
		if card == nil { // withdrawn just now
			return nil, library.Refuse(library.CodeNotFound, "There is nothing at this address.")
		}
		return rd.ofConcern(path, rd.concernOf(card, &concernForm{}, r.URL.Query().Has(sentField))), nil
	})
}

func (rd *reader) concernOf(card *library.Card, form *concernForm, isSent bool) concernText {
	form.Action = rd.Link(card.Path()) + "/concern"
	for _, kind := range library.ConcernKinds() {
		form.Kinds = append(form.Kinds, kindChoice{string(kind), rd.Words.Account.Concern.Kinds[kind], string(kind) == form.Kind})
	}
	return concernText{&link{rd.Link(card.Path()), rd.text(card.Title(rd.asked()))}, form, isSent}
}

func (rd *reader) ofConcern(path string, text concernText) *document {
	w := rd.Words.Account.Concern
	return &document{
		reader: rd, Title: w.Title, Description: w.Who, Path: path, IsPassing: true, Kind: "website",
		Page: "concern", Template: "concern", Text: text,
	}
}

// concernForm is what somebody has typed, and what is wrong with it.
type concernForm struct {
	Action              string
	Kinds               []kindChoice
	Kind, Text, Contact string
	Faults              map[string]string
	// Refused says what is wrong beside that.
	Refused string
}

type kindChoice struct {
	Value, Label string
	IsChosen     bool
}

const (
	sentField      = "sent"
	maxConcernForm = 1 << 20
)

// takeConcern takes a report from a form. It is nobody's, whoever has signed in: so another site's page that made a
// browser send one would report in nobody's name, and is refused all the same. A refusal shows all that was typed.
func (s *site) takeConcern(w http.ResponseWriter, r *http.Request) {
	card := s.library.CardBySlug(library.Anonymous(), r.PathValue("slug"))
	if card == nil {
		s.page(s.atPracticeConcern).ServeHTTP(w, r)
		return
	}
	rd := s.reader(r)
	r.Body = http.MaxBytesReader(w, r.Body, maxConcernForm)
	if err := r.ParseForm(); err != nil {
		status := http.StatusBadRequest
		if _, isLong := errors.AsType[*http.MaxBytesError](err); isLong {
			status = http.StatusRequestEntityTooLarge
		}
		s.say(w, r, status, rd.Words.Account.Concern.Title, rd.Words.Account.Refusals["other"])
		return
	}
	form := &concernForm{
		Kind: r.PostForm.Get("kind"), Contact: strings.TrimSpace(r.PostForm.Get("contact")),
		Text: strings.ReplaceAll(r.PostForm.Get("text"), "\r\n", "\n"), // as browsers write line ends in a form
	}
	status := s.sendConcern(rd, card, form, r)
	if status == http.StatusOK {
		http.Redirect(w, r, rd.Link(card.Path())+"/concern?"+sentField+"=1", http.StatusSeeOther)
		return
	}
	d := rd.ofConcern(card.Path()+"/concern", rd.concernOf(card, form, false))
	write(w, status, typeHTML, s.shell.fill(w, d))
}

// sendConcern hands a report on, and notes in the form why it was not taken.
func (s *site) sendConcern(rd *reader, card *library.Card, form *concernForm, r *http.Request) (status int) {
	words := rd.Words.Account
	if http.NewCrossOriginProtection().Check(r) != nil {
		form.Refused = words.Refusals[string(library.CodeCrossSite)]
		return http.StatusForbidden
	}
	err := s.report(r.Context(), library.NewConcern{
		Practice: card.ID, Kind: library.ConcernKind(form.Kind), ConcernText: library.ConcernText{Text: form.Text, Contact: form.Contact},
	})
	if err == nil {
		return http.StatusOK
	}
	switch code := library.CodeOf(err); code {
	case library.CodeTooManyTries:
		form.Refused = words.Concern.TooMany
		return http.StatusTooManyRequests
	case library.CodeBadInput:
		form.Faults = rd.concernFaults(err, form)
		return http.StatusUnprocessableEntity
	case library.CodeNotNow:
		form.Refused = words.Refusals[string(code)]
		return http.StatusConflict
	default:
		form.Refused = words.Refusals[string(library.CodeUnavailable)]
		return http.StatusServiceUnavailable
	}
}

// concernFaults says in the reader's language what is wrong with each field.
func (rd *reader) concernFaults(err error, form *concernForm) map[string]string {
	words := rd.Words.Account
	most := map[string]int{"text": library.MaxConcernText, "contact": library.MaxConcernContact}
	typed := map[string]string{"text": form.Text, "contact": form.Contact}
	out := map[string]string{}
	for _, field := range library.FieldsOf(err) {
		switch {
		case field == "kind":
			out[field] = words.Faults.ChooseOne
		case strings.TrimSpace(typed[field]) == "":
			out[field] = words.Faults.Empty
		case len([]rune(typed[field])) > most[field]:
			out[field] = words.Faults.TooLong.with(rd.Words.Numbers.write(most[field]))
		default:
			out[field] = words.Refusals[string(library.CodeBadInput)]
		}
	}
	return out
}
