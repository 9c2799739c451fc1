package script

import (
	"strconv"
	"strings"
)

// goFlag is a flag's value as a pointer; its place is filled by flag.Parse.
func goFlag(m *machine, c *args) (value, error) {
	box := &object{class: goBoxClass, props: newDict(), data: c.at(1)}
	m.modules.put("%flag "+plain(c.at(0)), box)
	return &ref{to: box}, nil
}

func goFlagParse(m *machine, c *args) (value, error) {
	for len(m.argv) > 1 && strings.HasPrefix(m.argv[1], "-") {
		name, v, given := strings.Cut(strings.TrimLeft(m.argv[1], "-"), "=")
		box, ok := m.modules.At("%flag " + name).(*object)
		if !ok {
			m.write(2, "flag provided but not defined: -"+name+"\nUsage of "+m.executable()+":\n")
			return nil, exit{2}
		}
		drop := 1
		switch box.data.(type) {
		case bool:
			box.data = v != "false"
		default:
			if !given && len(m.argv) > 2 {
				v, drop = m.argv[2], 2
			}
			if _, isInt := box.data.(int64); isInt {
				n, _ := strconv.ParseInt(v, 10, 64)
				box.data = n
			} else {
				box.data = v
			}
		}
		m.argv = append([]string{m.argv[0]}, m.argv[1+drop:]...)
	}
	return nil, nil
}
