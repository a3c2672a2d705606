// Package mail sends plain messages through one SMTP server.
package mail

import (
	"context"
	"errors"
	"fmt"
	netmail "net/mail"
	"net/url"
	"strconv"
	"time"

	gomail "github.com/wneessen/go-mail"
)

// patience bounds the whole exchange with a mail server.
const patience = 10 * time.Second

// Mailer sends through the server that its address names. It keeps no connection. It is safe for concurrent use.
type Mailer struct {
	host    string
	from    string
	options []gomail.Option
}

// Check says in half a sentence, which never repeats a password, what is wrong with the address of a mail server.
func Check(address string) error {
	_, err := parse(address)
	return err
}

// New makes a Mailer for an address that Check has found right; it panics for any other.
//
// smtp://host and smtp://host:25 begin in the clear and go on in TLS where the server can; with a user and a password
// TLS is a must. smtps://host is TLS from the beginning. ?from= is the sender; without it the user is, where that is an
// e-mail address.
func New(address string) *Mailer {
	m, err := parse(address)
	if err != nil {
		panic(err)
	}
	return m
}

func parse(address string) (*Mailer, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "smtp" && u.Scheme != "smtps" || u.Hostname() == "" || u.Path != "" && u.Path != "/" || u.Fragment != "" {
		return nil, errors.New("this is not the address of a mail server; one looks like smtps://user:password@mail.city.example?from=library@city.example")
	}
	m := &Mailer{host: u.Hostname(), from: u.Query().Get("from")}
	if m.from == "" {
		m.from = u.User.Username()
	}
	if sender, err := netmail.ParseAddress(m.from); err != nil || sender.Address != m.from {
		return nil, errors.New("the sender is missing or no e-mail address; say ?from=library@city.example at its end")
	}
	port, err := portOf(u)
	if err != nil {
		return nil, err
	}
	m.options = append(security(u), gomail.WithPort(port), gomail.WithTimeout(patience))
	return m, nil
}

func portOf(u *url.URL) (int, error) {
	switch {
	case u.Port() != "":
		port, err := strconv.ParseUint(u.Port(), 10, 16)
		if err != nil || port == 0 {
			return 0, fmt.Errorf("the port of the mail server must be a number from 1 to 65535")
		}
		return int(port), nil
	case u.Scheme == "smtps":
		return gomail.DefaultPortSSL, nil
	case u.User != nil:
		return gomail.DefaultPortTLS, nil
	}
	return gomail.DefaultPort, nil
}

// security gives the options for TLS, without which no password is sent.
func security(u *url.URL) []gomail.Option {
	options := []gomail.Option{gomail.WithTLSPolicy(gomail.TLSOpportunistic)}
	switch {
	case u.Scheme == "smtps":
		options = []gomail.Option{gomail.WithSSL()}
	case u.User != nil:
		options = []gomail.Option{gomail.WithTLSPolicy(gomail.TLSMandatory)}
	}
	if password, ok := u.User.Password(); ok {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover),
			gomail.WithUsername(u.User.Username()), gomail.WithPassword(password))
	}
	return options
}

// Whether something can be sent again is what these tell; any other failure means that the server did not take the
// message and can be asked again.
var (
	// ErrReceiver means that the server takes no mail for this receiver, at least not now; for others it may.
	ErrReceiver = errors.New("mail: the server does not take a message for this receiver")
	// ErrUnsure means that the server may have taken the message: its answer never came.
	ErrUnsure = errors.New("mail: the server may have taken the message")
)

// Send sends one message of plain text. It gives up when ctx ends, whatever the server does.
func (m *Mailer) Send(ctx context.Context, to, subject, text string) error {
	return m.send(ctx, to, subject, text, "")
}

// SendUntilOff sends one message of a kind that its receiver can switch off: by a request to the address off, which mail
// programs make by themselves when somebody asks them to (RFC 8058). Otherwise it does as Send.
func (m *Mailer) SendUntilOff(ctx context.Context, to, subject, text, off string) error {
	return m.send(ctx, to, subject, text, off)
}

func (m *Mailer) send(ctx context.Context, to, subject, text, off string) error {
	message := gomail.NewMsg()
	if err := errors.Join(message.From(m.from), message.To(to)); err != nil {
		return fmt.Errorf("%w: the address of the sender or receiver is not one that mail is sent with", ErrReceiver)
	}
	message.Subject(subject)
	message.SetBodyString(gomail.TypeTextPlain, text)
	message.SetGenHeader("Auto-Submitted", "auto-generated")
	if off != "" {
		message.SetGenHeader(gomail.HeaderListUnsubscribe, "<"+off+">")
		message.SetGenHeader(gomail.HeaderListUnsubscribePost, "List-Unsubscribe=One-Click")
	}
	sent := make(chan error, 1)
	go func() { sent <- m.exchange(ctx, message) }()
	select {
	case err := <-sent:
		return err
	case <-ctx.Done():
		return fmt.Errorf("%w: it did not answer in time: %w", ErrUnsure, ctx.Err())
	}
}

func (m *Mailer) exchange(ctx context.Context, message *gomail.Msg) error {
	client, err := gomail.NewClient(m.host, m.options...)
	if err != nil {
		return fmt.Errorf("mail: %w", err)
	}
	err = client.DialAndSendWithContext(ctx, message)
	if err == nil || message.IsDelivered() { // what comes after the message does not matter
		return nil
	}
	send, _ := errors.AsType[*gomail.SendError](err)
	switch cause := withoutAddress(err); {
	case send == nil:
		return fmt.Errorf("mail: the server did not take the message: %w", cause)
	case send.Reason == gomail.ErrSMTPRcptTo && send.ErrorCode() != 0:
		return fmt.Errorf("%w: %w", ErrReceiver, cause)
	case send.Reason == gomail.ErrSMTPDataClose && send.ErrorCode() == 0:
		return fmt.Errorf("%w: %w", ErrUnsure, cause)
	default:
		return fmt.Errorf("mail: the server did not take the message: %w", cause)
	}
}

// withoutAddress keeps the addresses of people, which servers like to repeat, out of every log.
func withoutAddress(err error) error {
	if send, ok := errors.AsType[*gomail.SendError](err); ok {
		return fmt.Errorf("%v (code %d)", send.Reason, send.ErrorCode())
	}
	return err
}
