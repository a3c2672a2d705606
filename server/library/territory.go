package library

// Territory is a place, or a network of places, that practices come from.
type Territory struct {
	// ID is the key under which it was first made. Stored data refer to it; it never changes.
	ID         string   `json:"id"`
	Key        string   `json:"key"`
	FormerKeys []string `json:"formerKeys,omitempty"`
	Kind       string   `json:"kind"`
	Names      Labels   `json:"names"`
	// OfficialName is what the territory calls itself in its own language; empty when unknown.
	OfficialName string `json:"officialName,omitempty"`
	// Country is an ISO 3166-1 alpha-2 code; empty for a place that spans countries.
	Country   string     `json:"country,omitempty"`
	Languages []Language `json:"languages,omitempty"`
	Location  *GeoPoint  `json:"location,omitempty"`
	// Population is nil when no source gives it.
	Population *Population `json:"population,omitempty"`
	// IsPartner is false for a place outside the network whose practice inspires it.
	IsPartner bool `json:"isPartner"`
	IsLead    bool `json:"isLead,omitempty"`
}

// GeoPoint is an approximate centre in WGS 84 degrees.
type GeoPoint struct {
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

// Population is a number of inhabitants with the page it stands on.
type Population struct {
	Value int `json:"value"`
	// Date is the day or year counted, as far as the source says.
	Date   PartialDate `json:"date,omitempty"`
	Source string      `json:"source"`
}

// TerritoryKinds are the kinds of place.
var TerritoryKinds = []string{"city", "municipality", "department", "county", "region", "country", "network"}

// Path is the territory's permanent address without the base URL.
func (t *Territory) Path() string { return "/territories/" + t.Key }

// Validate checks what every territory must have.
func (t *Territory) Validate() error {
	if err := validateKeys(t.names()); err != nil {
		return err
	}
	switch {
	case !isOneOf(t.Kind, TerritoryKinds):
		return RefuseField(CodeBadInput, "kind", "“%s” is not a kind of territory.", printable(t.Kind))
	case t.Country != "" && !IsCountry(t.Country):
		return RefuseField(CodeBadInput, "country", "“%s” is not an ISO 3166-1 country code.", printable(t.Country))
	case t.Location != nil && !t.Location.valid():
		return RefuseField(CodeBadInput, "location", "Latitude runs from -90 to 90 degrees, longitude from -180 to 180.")
	case t.Population != nil && (t.Population.Value <= 0 || !isWebAddress(t.Population.Source)):
		return RefuseField(CodeBadInput, "population", "A population is a positive number with the address of its source.")
	}
	if err := validateLanguages("languages", t.Languages); err != nil {
		return err
	}
	return validateLabels("names", t.Names)
}

// names are all the keys under which the territory is found: those of the past too.
func (t *Territory) names() []string { return append([]string{t.Key, t.ID}, t.FormerKeys...) }

func (p *GeoPoint) valid() bool {
	return p.Latitude >= -90 && p.Latitude <= 90 && p.Longitude >= -180 && p.Longitude <= 180
}

func validateLanguages(field string, tags []Language) error {
	if len(tags) > maxList {
		return RefuseField(CodeBadInput, field, "At most %d languages can be named.", maxList)
	}
	return each(tags, func(i int, tag Language) error {
		if parsed, err := ParseLanguage(string(tag)); err != nil || parsed != tag {
			return RefuseField(CodeBadInput, item(field, i), "“%s” is not a language tag in its usual form.", printable(string(tag)))
		}
		return nil
	})
}
