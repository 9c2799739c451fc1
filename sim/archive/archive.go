// Package archive is what the simulated package archives hold: Debian's and
// Ubuntu's, Alpine's, the Python Package Index and npm's registry, each a table
// of the packages people install in tutorials, with true names, believable
// versions and sizes, and the programs they bring.
//
// A package that is not in the table does not exist here, and its manager says
// so in its own words.
package archive

import (
	"strconv"
	"strings"
)

// Package is one package of an archive.
type Package struct {
	Name, Version string
	Download      int64 // bytes of the archive
	Installed     int64 // bytes on the disk
	Depends       []string
	Programs      []Program
	Files         []File
	Short         string
}

// Program is a program a package brings.
type Program struct {
	Path  string // where the file goes
	Known string // what the machine knows it by
	Size  int64  // bytes
}

// File is a file of text a package brings.
type File struct{ Path, Data string }

// row finds a package's line in a table whose columns are divided by "|".
func row(table, name string) ([]string, bool) {
	i := strings.Index(table, "\n"+name+" |")
	if i < 0 {
		return nil, false
	}
	line, _, _ := strings.Cut(table[i+1:], "\n")
	columns := strings.Split(line, "|")
	for i, c := range columns {
		columns[i] = strings.TrimSpace(c)
	}
	return columns, len(columns) >= 7
}

// names are the names of all packages of a table.
func names(table string) (all []string) {
	for line := range strings.Lines(strings.TrimSpace(table)) {
		name, _, _ := strings.Cut(line, " |")
		all = append(all, name)
	}
	return all
}

// made makes a package of a line: name, versions, kilobytes of the archive and
// on the disk, what it depends on, its programs, what it is.
func made(c []string, version string) Package {
	p := Package{
		Name: c[0], Version: version, Download: kilo(c[2]), Installed: kilo(c[3]), Depends: strings.Fields(c[4]), Short: c[6],
	}
	for _, w := range strings.Fields(c[5]) {
		path, known, other := strings.Cut(w, "=")
		if !strings.HasPrefix(path, "/") {
			path = "/usr/bin/" + path
		}
		if !other {
			known = path[strings.LastIndex(path, "/")+1:]
		}
		p.Programs = append(p.Programs, Program{path, known, p.Installed / int64(2*len(strings.Fields(c[5])))})
	}
	return p
}

func kilo(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64)
	return n * 1000
}
