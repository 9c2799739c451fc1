// The packages here stand in for those of Go's library with their paths, when
// the program for the browser is built: see web/export/instead.go.
module instead

go 1.26.8
