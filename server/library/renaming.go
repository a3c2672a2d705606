package library

import "slices"

// checkNext looks whether r may be followed by next: every key that ever answered goes on answering for the same thing,
// and no two things answer to one key.
func (r *Reference) checkNext(next *Reference) error {
	for _, s := range Schemes {
		var all []named
		for _, c := range next.concepts[s] {
			all = append(all, named{c.ID, c.names(), keysOf(r.byID[s][c.ID])})
		}
		if err := checkNames(string(s), all); err != nil {
			return err
		}
	}
	var all []named
	for _, t := range next.territories {
		all = append(all, named{t.ID, t.names(), placeKeysOf(r.places[t.ID])})
	}
	if err := checkNames("territories", all); err != nil {
		return err
	}
	all = nil
	for _, o := range next.Organisations() {
		all = append(all, named{o.ID, o.names(), organisationKeysOf(r.Organisation(o.ID))})
	}
	return checkNames("organisations", all)
}

// named is a concept, territory or organisation with the keys it answers to and those it answered to before.
type named struct {
	id          string
	now, before []string
}

func keysOf(c *Concept) []string {
	if c == nil {
		return nil
	}
	return c.names()
}

func placeKeysOf(t *Territory) []string {
	if t == nil {
		return nil
	}
	return t.names()
}

func organisationKeysOf(o *KnownOrganisation) []string {
	if o == nil {
		return nil
	}
	return o.names()
}

func checkNames(kind string, all []named) error {
	owner := map[string]string{}
	for _, n := range all {
		for _, key := range n.now {
			if other, taken := owner[key]; taken && other != n.id {
				return RefuseField(CodeBadInput, "key", "“%s” is, or was, the key of two of the %s.", printable(key), kind)
			}
			owner[key] = n.id
		}
		for _, key := range n.before {
			if !slices.Contains(n.now, key) {
				return RefuseField(CodeBadInput, "formerKeys", "“%s” of the %s must stay as a former key.", printable(key), kind)
			}
		}
	}
	return nil
}
