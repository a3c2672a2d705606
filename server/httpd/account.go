package httpd

import "net/http"

// The pages by which people come into their accounts. What they need, the secret of a link for one, stands behind the # and
// never comes here: the server says what the page is for, and the client does the rest over the API.

func (s *site) atAccount(*http.Request) finding {
	return found("/account", func(rd *reader) (*document, error) {
		return rd.ofAccount("/account", "account", rd.Words.Account.Account.Title), nil
	})
}

func (s *site) atSignIn(*http.Request) finding {
	return found("/account/sign-in", func(rd *reader) (*document, error) {
		w := rd.Words.Account.SignIn
		return rd.ofAccount("/account/sign-in", "way-in", w.Title, w.Intro), nil
	})
}

func (s *site) atInvitation(*http.Request) finding {
	return found("/account/invitation", func(rd *reader) (*document, error) {
		return rd.ofAccount("/account/invitation", "way-in", rd.Words.Account.Invitation.Title), nil
	})
}

func (s *site) atPassword(*http.Request) finding {
	return found("/account/password", func(rd *reader) (*document, error) {
		return rd.ofAccount("/account/password", "way-in", rd.Words.Account.Password.ForgottenTitle), nil
	})
}

func (s *site) atCode(*http.Request) finding {
	return found("/account/code", func(rd *reader) (*document, error) {
		return rd.ofAccount("/account/code", "way-in", rd.Words.Account.Code.Title), nil
	})
}

// ofAccount is a page that the client alone can fill. No search engine keeps it.
func (rd *reader) ofAccount(path, page, title string, lines ...string) *document {
	return &document{
		reader: rd, Title: title, Description: rd.Words.Account.SignIn.Intro, Path: path, IsPassing: true, Kind: "website",
		Page: page, Template: "scripted", Lines: lines,
	}
}
