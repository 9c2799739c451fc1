package script

import (
	"encoding/hex"
	"math"
	"slices"
	"strings"
	"time"
)

// inspect is a value as console.log shows it.
func (m *machine) inspect(v value) string { return m.inspectAt(v, 0) }

func (m *machine) inspectAt(v value, depth int) string {
	switch x := v.(type) {
	case string:
		if depth == 0 {
			return x
		}
		q := "'"
		if strings.Contains(x, "'") {
			q = `"`
		}
		return q + strings.NewReplacer("\n", `\n`, "\t", `\t`, `\`, `\\`).Replace(x) + q
	case *list:
		if depth > 3 {
			return "[Array]"
		}
		var parts []string
		for i, it := range x.items {
			if i == 100 {
				parts = append(parts, "... "+itoa(len(x.items)-100)+" more items")
				break
			}
			parts = append(parts, m.inspectAt(it, depth+1))
		}
		return brackets("[", parts, "]", depth)
	case *function:
		if x.code.name == "" {
			return "[Function (anonymous)]"
		}
		return "[Function: " + x.code.name + "]"
	case *native:
		return "[Function: " + x.name + "]"
	case *bound:
		return m.inspectAt(x.fn, depth)
	case *class:
		s := "[class " + x.name
		if x.base != nil {
			s += " extends " + x.base.name
		}
		return s + "]"
	case bytes:
		out := "<Buffer"
		for i := 0; i < len(x) && i < 50; i++ {
			out += " " + hex.EncodeToString([]byte{x[i]})
		}
		if len(x) > 50 {
			out += " ... " + itoa(len(x)-50) + " more bytes"
		}
		return out + ">"
	case *generator:
		return "Object [Generator] {}"
	case *promise:
		switch x.state {
		case 1:
			return "Promise { " + m.inspectAt(x.value, depth+1) + " }"
		case 2:
			return "Promise { <rejected> " + m.inspectAt(x.value, depth+1) + " }"
		}
		return "Promise { <pending> }"
	case *object:
		return m.inspectObject(x, depth)
	}
	s, _ := m.strJS(v)
	return s
}

func (m *machine) inspectObject(x *object, depth int) string {
	tag := builtinTag(x)
	switch d := x.data.(type) {
	case float64:
		if tag == "date" && depth < 0 {
			break
		}
		if tag == "date" {
			if d != d {
				return "Invalid Date"
			}
			text := time.UnixMilli(int64(d)).UTC().Format("2006-01-02T15:04:05.000Z")
			if m.globals.vars.At("ISODate") != nil {
				text = "ISODate('" + text + "')"
			}
			return text
		}
	case *list:
		if tag == "regexp" {
			return "/" + plain(d.items[0]) + "/" + plain(d.items[1])
		}
	case *dict:
		var parts []string
		d.each(func(k, v value) {
			if d.set {
				parts = append(parts, m.inspectAt(k, depth+1))
			} else {
				parts = append(parts, m.inspectAt(k, depth+1)+" => "+m.inspectAt(v, depth+1))
			}
		})
		return x.class.name + "(" + itoa(d.live) + ") " + brackets("{", parts, "}", depth)
	}
	if x.class != nil {
		if fn, _, ok := x.class.lookup("%inspect"); ok {
			s, _ := m.invokeAs(x, fn)
			return plain(s)
		}
	}
	if x.class != nil && x.class.is(errorClassJS) {
		stack, _ := m.attrJS(x, "stack")
		s := plain(stack)
		if parts := m.propsOf(x, 0, "message", "stack", "name"); len(parts) > 0 {
			s += " {\n  " + strings.Join(parts, ",\n  ") + "\n}"
		}
		if depth > 0 {
			s = strings.ReplaceAll(s, "\n", "\n"+strings.Repeat("  ", depth))
		}
		return s
	}
	if depth > 2 {
		return "[Object]"
	}
	name := ""
	if x.class != nil && !x.class.builtin {
		name = x.class.name + " "
	}
	return name + brackets("{", m.propsOf(x, depth), "}", depth)
}

// propsOf are the properties of an object as they are shown, without some.
func (m *machine) propsOf(x *object, depth int, without ...string) (parts []string) {
	x.props.each(func(k, v value) {
		key := plain(k)
		if strings.HasPrefix(key, "#") || strings.HasPrefix(key, "%") || len(parts) > 500 || slices.Contains(without, key) {
			return
		}
		if !isName(key) {
			key = m.inspectAt(key, 1)
		}
		if g, ok := v.(*getter); ok {
			kind := "[Getter]"
			if g.set != nil {
				kind = "[Getter/Setter]"
			}
			parts = append(parts, key+": "+kind)
			return
		}
		parts = append(parts, key+": "+m.inspectAt(v, depth+1))
	})
	return parts
}

func isName(s string) bool {
	for i, c := range s {
		if c != '_' && c != '$' && (c|32 < 'a' || c|32 > 'z') && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

// brackets lays out the parts: in one line if they fit in 80 columns as Node
// counts them, else one a line. Source: Node's reduceToSingleString.
func brackets(open string, parts []string, end string, depth int) string {
	if len(parts) == 0 {
		return open + end
	}
	total, many := 2*len(parts)+2*depth+len(open)+10, false
	for _, p := range parts {
		total += len([]rune(p))
		many = many || strings.Contains(p, "\n")
	}
	grouped := parts
	if open == "[" && len(parts) > 6 {
		grouped = inColumns(parts)
	}
	if total <= 80 && !many && len(grouped) == len(parts) {
		return open + " " + strings.Join(parts, ", ") + " " + end
	}
	pad := strings.Repeat("  ", depth+1)
	return open + "\n" + pad + strings.Join(grouped, ",\n"+pad) + "\n" + pad[2:] + end
}

// inColumns puts the items of a long array into rows. Source: Node's
// groupArrayElements.
func inColumns(parts []string) []string {
	n := len(parts)
	if strings.HasPrefix(parts[n-1], "... ") {
		n--
	}
	sum, widest := 0, 0
	numbers := true
	for _, p := range parts[:n] {
		w := len([]rune(p))
		sum, widest = sum+w+2, max(widest, w)
		numbers = numbers && p != "" && strings.Trim(p, "-.0123456789e+") == ""
		if strings.Contains(p, "\n") {
			return parts
		}
	}
	wide := widest + 2
	if wide*3+0 >= 80 || float64(sum)/float64(wide) <= 5 && widest > 6 {
		return parts
	}
	bias := math.Sqrt(float64(wide) - float64(sum)/float64(n))
	columns := int(math.Min(math.Min(math.Round(math.Sqrt(2.5*math.Max(bias, 1)*float64(n))/math.Max(bias, 1)), math.Floor(80/float64(wide))), math.Min(12, 15)))
	if columns <= 1 {
		return parts
	}
	var widths []int
	for c := 0; c < columns; c++ {
		w := 0
		for i := c; i < n; i += columns {
			w = max(w, len([]rune(parts[i])))
		}
		widths = append(widths, w+2)
	}
	var rows []string
	for i := 0; i < n; i += columns {
		end := min(i+columns, n)
		row := ""
		for j := i; j < end; j++ {
			cell := parts[j]
			if j < end-1 {
				cell += ", "
			}
			gap := strings.Repeat(" ", max(0, widths[j-i]-len([]rune(cell))))
			switch {
			case numbers && j == end-1:
				row += strings.Repeat(" ", max(0, widths[j-i]-2-len([]rune(cell)))) + cell
			case numbers:
				row += gap + cell
			case j == end-1:
				row += cell
			default:
				row += cell + gap
			}
		}
		rows = append(rows, row)
	}
	return append(rows, parts[n:]...)
}
