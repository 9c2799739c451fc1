package dockerfile

import (
	"strings"
	"unicode"
)

// cutter cuts what is written into words at blanks outside quotes. A nil
// cutter does nothing.
type cutter struct {
	list []string
	word strings.Builder
}

func (c *cutter) add(s string, quoted bool) {
	if c == nil {
		return
	}
	if quoted {
		c.word.WriteString(s)
		return
	}
	for _, r := range s {
		if !unicode.IsSpace(r) {
			c.word.WriteRune(r)
		} else if c.word.Len() > 0 {
			c.list = append(c.list, c.word.String())
			c.word.Reset()
		}
	}
}

func (c *cutter) done() []string {
	if c.word.Len() > 0 {
		return append(c.list, c.word.String())
	}
	return c.list
}
