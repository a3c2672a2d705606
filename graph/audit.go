package graph

import (
	"github.com/weldi-network/practice-library/graph/model"
	"github.com/weldi-network/practice-library/graph/view"
	"github.com/weldi-network/practice-library/server/library"
)

// auditFilter reads what the audit trail is narrowed to. Refusal: BAD_ID.
func auditFilter(f *model.AuditFilter) (library.AuditFilter, error) {
	var out library.AuditFilter
	if f == nil {
		return out, nil
	}
	var err error
	if f.Actor != nil {
		if out.Account, err = view.InnerID(view.KindAccount, "actor", *f.Actor); err != nil {
			return out, err
		}
	}
	if f.Node != nil {
		if out.About, err = view.AuditAbout(*f.Node); err != nil {
			return out, err
		}
	}
	if f.From != nil {
		out.From = *f.From
	}
	if f.To != nil {
		out.To = *f.To
	}
	out.Types = view.AuditTypes(f.Kinds)
	return out, nil
}
