package script

import "maps"

// library is what a language brings along. It is made once for a process and
// never changes.
type library struct {
	types     map[string]*class
	functions map[string]nativeFn
	super     *class
	modules   map[string]func(m *machine) *object
}

func newLibrary(lang *language) *library {
	l := &library{}
	switch lang {
	case python:
		l.types, l.functions, l.super, l.modules = makePyTypes(), makePyFunctions(), makeSuper(), pyModules()
	case php:
		l.functions = makePHPFunctions()
	case golang:
		l.functions = goPackages()
		maps.Copy(l.functions, goBuiltins())
	case javascript:
		l.types, l.functions, l.modules = makeTypesJS(), makeFunctionsJS(), modulesJS()
		maps.Copy(l.functions, moreFunctionsJS())
	}
	return l
}

// natives makes a module of functions.
func natives(name string, fns map[string]nativeFn) *object {
	o := &object{class: moduleClass, props: newDict()}
	o.props.put("__name__", name)
	for _, k := range sortedNames(fns) {
		o.props.put(k, &native{name: k, run: fns[k]})
	}
	return o
}
