package embedded

// UUIDQuery is what UUID asks SQLite.
var UUIDQuery = uuidQuery
