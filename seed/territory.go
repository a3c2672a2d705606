package seed

import "github.com/weldi-network/practice-library/server/library"

// territory reads the file of one territory.
func (p *page) territory() *library.Territory {
	m, ok := p.fields(keys{
		"key", "kind", "partner", "lead?", "country?", "languages?", "names", "official_name?", "location?", "population?",
	})
	if !ok {
		return nil
	}
	m.nameOf("key")
	t := &library.Territory{
		ID: m.text("key"), Key: m.text("key"), Kind: m.text("kind"), Names: m.get("names").labels(),
		OfficialName: m.text("official_name"), Country: m.text("country"), Languages: m.get("languages").languages(),
		Location: m.get("location").point(), Population: m.get("population").population(),
		IsPartner: m.get("partner").yes(), IsLead: m.get("lead").yes(),
	}
	m.check(t.Validate())
	return t
}

func (v value) point() *library.GeoPoint {
	if v.isNull() {
		return nil
	}
	m := v.mapping(keys{"lat", "lon"})
	return &library.GeoPoint{Latitude: m.get("lat").number(), Longitude: m.get("lon").number()}
}

func (v value) population() *library.Population {
	if v.isNull() {
		return nil
	}
	m := v.mapping(keys{"value", "date?", "source"})
	count := m.get("value").number()
	if count != float64(int(count)) {
		m.get("value").wrong("This must be a whole number.")
	}
	return &library.Population{Value: int(count), Date: m.get("date").date(), Source: m.get("source").address()}
}
