package script

import (
	"strings"
)

func (m *machine) finishedJS() error {
	if fn, ok := m.handlers.get("exit"); ok && callable(fn) {
		m.handlers.del("exit")
		return m.root(fn, nil, []value{0.0})
	}
	code, _ := m.toNumber(m.exitValue())
	return exit{int(code) & 0xff}
}

// exitValue is process.exitCode.
func (m *machine) exitValue() value {
	if o, ok := m.modules.At("%global process").(*object); ok {
		if v, ok := o.props.text("exitCode"); ok {
			return v
		}
	}
	return 0.0
}

// loaderStack is what Node's loader adds to a missing module.
const loaderStack = "    at Function._resolveFilename (node:internal/modules/cjs/loader:1225:15)\n    at Function._load (node:internal/modules/cjs/loader:1055:27)\n    at TracingChannel.traceSync (node:diagnostics_channel:322:14)\n    at wrapModuleLoad (node:internal/modules/cjs/loader:220:24)\n    at Module.require (node:internal/modules/cjs/loader:1311:12)\n    at require (node:internal/modules/helpers:136:16)"

// stackJS is a trace as the stack of an error shows it: ten lines, those of
// the libraries left out.
func stackJS(trace []tracePoint) string {
	out, n := "", 0
	for i := len(trace) - 1; i >= 0 && n < 10; i-- {
		at := trace[i]
		if strings.HasPrefix(at.file, "<") {
			continue
		}
		n++
		where := at.file + ":" + itoa(at.pos.line) + ":" + itoa(at.pos.col+1)
		switch at.name {
		case "":
			out += "\n    at " + where
		case "<module>":
			out += "\n    at Object.<anonymous> (" + where + ")"
		default:
			out += "\n    at " + at.name + " (" + where + ")"
		}
	}
	return out
}

// here is where the program is, as a trace.
func (m *machine) here() (trace []tracePoint) {
	for _, f := range m.frames[max(0, len(m.frames)-20):] {
		trace = append(trace, tracePoint{f.code.file, f.code.name, f.code.places[max(f.pc-1, 0)]})
	}
	return trace
}

// uncaughtJS prints an exception that nobody caught, with its line, and ends the program.
func (m *machine) uncaughtJS(t *thrown) {
	o, isObject := t.value.(*object)
	isError := isObject && o.class != nil && o.class.is(errorClassJS)
	if fn, ok := m.handlers.get("uncaughtException"); ok && callable(fn) {
		if m.root(fn, nil, []value{t.value, "uncaughtException"}) == nil {
			return
		}
	}
	if isError && o.props.At("%at") == nil {
		o.props.put("%at", stackJS(t.trace))
	}
	text := m.inspect(t.value)
	if m.interact != nil && !m.interact.all {
		if isError {
			text, _ = m.strJS(o)
		}
		switch {
		case m.interact.queue != nil:
			m.write(2, text+"\n")
			m.end(1)
		case m.globals.vars.At("%prompt") != nil:
			m.write(1, text+"\n")
		default:
			m.write(1, "Uncaught "+text+"\n")
		}
		return
	}
	out := ""
	for i := len(t.trace) - 1; i >= 0; i-- {
		at := t.trace[i]
		if at.file == "<events>" {
			out = "node:events:502\n      throw er; // Unhandled 'error' event\n      ^\n\n"
			break
		}
		if line, ok := m.sources.line(at.file, at.pos.line); ok && !strings.HasPrefix(at.file, "<") {
			out = at.file + ":" + itoa(at.pos.line) + "\n" + line + "\n" + strings.Repeat(" ", at.pos.col) + strings.Repeat("^", max(1, min(at.pos.end, len(line))-at.pos.col)) + "\n\n"
			break
		}
	}
	switch {
	case isError && o.props.At("code") == "MODULE_NOT_FOUND":
		out = "node:internal/modules/cjs/loader:1228\n  throw err;\n  ^\n\n"
	case !isError:
		text += "\n(Use `node --trace-uncaught ...` to show where the exception was thrown)"
	}
	m.write(2, out+text+"\n\nNode.js v"+m.nodeVersion()+"\n")
	m.end(1)
}
