package library

// Viewer is who asks. The zero Viewer is anonymous.
type Viewer struct {
	role role
}

type role uint8

const (
	roleAnonymous role = iota
	roleOperator
)

// Anonymous is a visitor that nobody signed in.
func Anonymous() Viewer { return Viewer{} }

// Operator is the program itself acting for whoever runs the server: the seed loader and the command line.
func Operator() Viewer { return Viewer{role: roleOperator} }

// Sees reports whether a practice of this visibility exists for the viewer.
func (v Viewer) Sees(visibility Visibility) bool {
	return visibility == VisibilityPublic || v.role == roleOperator
}

// Permissions is what a viewer may do with one practice; clients use it to show or hide a button, the library checks
// again when the button is pressed.
type Permissions struct {
	Edit     bool
	Publish  bool
	Withdraw bool
	Confirm  bool
}

// Can tells what the viewer may do with a published practice.
func (v Viewer) Can(*Card) Permissions {
	may := v.mayWrite()
	return Permissions{Edit: may, Publish: may, Withdraw: may, Confirm: may}
}

func (v Viewer) mayWrite() bool { return v.role == roleOperator }

func (v Viewer) needWrite() error {
	if v.mayWrite() {
		return nil
	}
	return Refuse(CodeForbidden, "You may not change the library.")
}

// account is the id that the viewer's journal entries carry.
func (v Viewer) account() string {
	if v.role == roleOperator {
		return "operator"
	}
	return ""
}
