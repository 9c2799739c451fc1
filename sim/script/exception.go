package script

// classes of exceptions, by name, made once and never changed.
var exceptionClasses = makeExceptions()

var (
	exceptionClass = exceptionClasses["BaseException"]
	objectClass    = &class{name: "object", builtin: true, attrs: newDict()}
	moduleClass    = &class{name: "module", builtin: true, attrs: newDict()}
	errorClassJS   = errorsJS["Error"]
)

// exceptionTree is each exception and what it derives from.
var exceptionTree = [][2]string{
	{"BaseException", ""}, {"Exception", "BaseException"}, {"SystemExit", "BaseException"}, {"KeyboardInterrupt", "BaseException"},
	{"GeneratorExit", "BaseException"}, {"StopIteration", "Exception"}, {"ArithmeticError", "Exception"},
	{"ZeroDivisionError", "ArithmeticError"}, {"OverflowError", "ArithmeticError"}, {"AssertionError", "Exception"},
	{"AttributeError", "Exception"}, {"BufferError", "Exception"}, {"EOFError", "Exception"}, {"ImportError", "Exception"},
	{"ModuleNotFoundError", "ImportError"}, {"LookupError", "Exception"}, {"IndexError", "LookupError"}, {"KeyError", "LookupError"},
	{"MemoryError", "Exception"}, {"NameError", "Exception"}, {"UnboundLocalError", "NameError"}, {"OSError", "Exception"},
	{"FileNotFoundError", "OSError"}, {"FileExistsError", "OSError"}, {"PermissionError", "OSError"}, {"IsADirectoryError", "OSError"},
	{"NotADirectoryError", "OSError"}, {"ConnectionError", "OSError"}, {"ConnectionRefusedError", "ConnectionError"},
	{"ConnectionResetError", "ConnectionError"}, {"BrokenPipeError", "ConnectionError"}, {"TimeoutError", "OSError"},
	{"ProcessLookupError", "OSError"}, {"ChildProcessError", "OSError"}, {"RuntimeError", "Exception"},
	{"NotImplementedError", "RuntimeError"}, {"RecursionError", "RuntimeError"}, {"SyntaxError", "Exception"},
	{"IndentationError", "SyntaxError"}, {"SystemError", "Exception"}, {"TypeError", "Exception"}, {"ValueError", "Exception"},
	{"UnicodeError", "ValueError"}, {"UnicodeDecodeError", "UnicodeError"}, {"UnicodeEncodeError", "UnicodeError"},
	{"JSONDecodeError", "ValueError"}, {"Warning", "Exception"}, {"DeprecationWarning", "Warning"}, {"UserWarning", "Warning"}, {"Error", "Exception"},
}

func makeExceptions() map[string]*class {
	all := map[string]*class{}
	for _, e := range exceptionTree {
		all[e[0]] = &class{name: e[0], base: all[e[1]], builtin: true, attrs: newDict()}
	}
	return all
}

func newException(k *class, list []value) *object {
	o := &object{class: k, props: newDict()}
	o.props.put("args", newTuple(list...))
	return o
}

// throw makes an exception of a builtin class.
func (m *machine) throw(class, text string) error {
	if m.js() {
		return &thrown{value: m.errorJS(class, text)}
	}
	if m.lang == php {
		return m.phpThrow("Error", text)
	}
	if text == "" {
		return m.throwArgs(class)
	}
	return m.throwArgs(class, text)
}

func (m *machine) throwArgs(class string, list ...value) error {
	if m.js() {
		return m.throw(class, plain(list[0]))
	}
	return &thrown{value: newException(exceptionClasses[class], list)}
}

func isA(v value, class string) bool {
	o, ok := v.(*object)
	return ok && o.class != nil && o.class.is(exceptionClasses[class])
}

func (m *machine) nameError(name string) error {
	switch {
	case m.lang == golang:
		return goPanic("undefined: " + name)
	case m.js():
		return m.throw("ReferenceError", name+" is not defined")
	}
	return m.throw("NameError", "name '"+name+"' is not defined")
}

func (m *machine) unhashable(v value) error {
	return m.throw("TypeError", "unhashable type: '"+m.typeName(v)+"'")
}

func (m *machine) notCallable(v value) error {
	if m.js() {
		return m.throw("TypeError", m.inspect(v)+" is not a function")
	}
	return m.throw("TypeError", "'"+m.typeName(v)+"' object is not callable")
}

// notFunction names the call that failed as the source has it.
func (m *machine) notFunction(f *frame, name string) error {
	if m.lang == golang {
		return m.goFault(goNilText)
	}
	pos := f.code.places[max(f.pc-1, 0)]
	text := m.sources.span(f.code.file, pos)
	if text == "" {
		text = name
	}
	if i := lastParen(text); i > 0 {
		text = text[:i]
	}
	return m.throw("TypeError", text+" is not a function")
}

func lastParen(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] == '(' {
			return i
		}
	}
	return -1
}

func (m *machine) raiseOp(f *frame, in instr) error {
	var cause value
	if in.a == 2 {
		cause = f.pop()
	}
	v := f.pop()
	if m.js() || m.lang == php {
		return &thrown{value: v}
	}
	if k, ok := v.(*class); ok && (m.lang != python || k.is(exceptionClass)) {
		made, err := m.invoke(k)
		if err != nil {
			return err
		}
		v = made
	}
	o, ok := v.(*object)
	if t, was := v.(*thrown); was {
		return t
	}
	if !ok || o.class == nil || m.lang == python && !o.class.is(exceptionClass) {
		return m.throw("TypeError", "exceptions must derive from BaseException")
	}
	if cause != nil {
		o.props.put("__cause__", cause)
	}
	return &thrown{value: o}
}

// match tells whether an exception is one of a class, or of a tuple of them.
// What stands on the stack is the thrown; it is replaced by its value where a
// handler takes it.
func (m *machine) match(f *frame) error {
	k, t := f.pop(), f.pop()
	th := t.(*thrown)
	of := []value{k}
	if l, ok := k.(*list); ok {
		of = l.items
	}
	hit := false
	for _, c := range of {
		if kc, ok := c.(*class); ok {
			if o, ok := th.value.(*object); ok && o.class != nil && o.class.is(kc) {
				hit = true
			}
		}
	}
	f.push(hit)
	return nil
}
