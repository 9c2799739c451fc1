package script

import (
	"path"
	"slices"
	"strings"
)

// coreJS are the modules of Node that are themselves programs of lib, and
// packagesJS the packages of npm that are; a package has to be installed.
var (
	coreJS = strings.Fields("events net http https url util querystring fs fs/promises timers/promises child_process readline assert stream crypto buffer dns process timers %globals %promises %site")
	// laterJS are modules of Node that are not simulated.
	laterJS    = strings.Fields("zlib cluster worker_threads http2 tls dgram vm v8 perf_hooks async_hooks inspector repl tty sqlite test")
	packagesJS = strings.Fields("wait-port express body-parser cors morgan dotenv dotenv/config redis ioredis pg mysql mysql2 mysql2/promise sqlite3 mongodb mongoose uuid axios cookie-parser node-fetch helmet compression ejs")
)

func libJS(name string) (string, bool) {
	text, err := lib.ReadFile("lib/js/" + strings.ReplaceAll(strings.TrimPrefix(name, "%"), "/", "_") + ".js")
	return string(text), err == nil
}

// requireJS is require: a module of Node, a file of the program's own, or a
// package that is installed.
func requireJS(m *machine, c *args) (value, error) {
	dir := plain(m.modules.At("%path"))
	from := plain(m.modules.At("%main"))
	inside := false
	for i := len(m.frames) - 1; i >= 0; i-- {
		if file := m.frames[i].code.file; path.IsAbs(file) {
			dir, from = path.Dir(file), file
			break
		} else if strings.HasPrefix(file, "<") {
			inside = true
			break
		}
	}
	return m.requireFrom(strings.TrimPrefix(m.textArg(c, 0), "node:"), dir, from, inside)
}

func (m *machine) requireFrom(name, dir, from string, inside bool) (value, error) {
	if v, ok := m.modules.text("%require " + name); ok {
		return v, nil
	}
	if make, ok := m.lib.modules[name]; ok && (inside || !strings.HasPrefix(name, "_")) {
		o := make(m)
		m.modules.put("%require "+name, o)
		return o, nil
	}
	if slices.Contains(coreJS, name) || inside && slices.Contains(packagesJS, name) {
		return m.requireCore(name)
	}
	if slices.Contains(laterJS, name) {
		return nil, m.throw("Error", "the module "+name+" is not simulated")
	}
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "/") {
		full := path.Join(dir, name)
		if path.IsAbs(name) {
			full = path.Clean(name)
		}
		file, text, ok := m.scriptFile(full)
		if !ok {
			return nil, m.noModuleJS(name, from)
		}
		return m.loadJS(file, text)
	}
	return m.requirePackage(name, dir, from)
}

// requirePackage looks for a package in the node_modules of a directory and of
// those above it.
func (m *machine) requirePackage(name, dir, from string) (value, error) {
	top := name
	if parts := strings.Split(name, "/"); len(parts) > 1 {
		top = parts[0]
		if strings.HasPrefix(name, "@") {
			top = parts[0] + "/" + parts[1]
		}
	}
	for at := dir; ; at = path.Dir(at) {
		full := path.Join(at, "node_modules", top)
		if st, err := m.p.Sys.Stat(full); err == nil && st.IsDir() {
			return m.openPackage(name, full, path.Join(at, "node_modules", name), from)
		}
		if at == "/" || at == "." {
			return nil, m.noModuleJS(name, from)
		}
	}
}

func (m *machine) openPackage(name, dir, full, from string) (value, error) {
	if slices.Contains(packagesJS, name) {
		if text, err := m.p.Sys.ReadFile(path.Join(dir, "package.json")); err == nil {
			if v, wrong, _ := m.parseJSON(text); wrong == "" {
				if o, ok := v.(*object); ok {
					m.modules.put("%version "+name, o.props.At("version"))
				}
			}
		}
		return m.requireCore(name)
	}
	file, text, ok := m.scriptFile(full)
	if !ok {
		return nil, m.noModuleJS(name, from)
	}
	if st, err := m.p.Sys.Stat(file); err == nil && st.Size > int64(len(st.Data)) {
		return nil, m.throw("Error", "the package "+name+" is not simulated")
	}
	return m.loadJS(file, text)
}

// requireCore is a module of lib.
func (m *machine) requireCore(name string) (value, error) {
	if v, ok := m.modules.text("%require " + name); ok {
		return v, nil
	}
	text, ok := libJS(name)
	if !ok {
		return nil, m.throw("Error", "the module "+name+" is not simulated")
	}
	v, err := m.loadJS("<"+name+">", text)
	if err == nil {
		m.modules.put("%require "+name, v)
	}
	return v, err
}

func (m *machine) noModuleJS(name, from string) error {
	text := "Cannot find module '" + name + "'"
	if from != "" {
		text += "\nRequire stack:\n- " + from
	}
	o := m.errorJS("Error", text).(*object)
	o.props.put("%at", "\n"+loaderStack+stackJS(m.here()))
	o.props.put("code", "MODULE_NOT_FOUND")
	o.props.put("requireStack", newList(from))
	return &thrown{value: o}
}

// loadJS runs a file as a module, once, and answers what it exports.
func (m *machine) loadJS(file, text string) (value, error) {
	if v, ok := m.modules.text("%require " + file); ok {
		if o, ok := v.(*object); ok {
			return o.props.At("exports"), nil
		}
	}
	if strings.HasSuffix(file, ".json") {
		v, wrong, _ := m.parseJSON(text)
		if wrong != "" {
			return nil, m.throw("SyntaxError", file+": "+wrong)
		}
		return v, nil
	}
	m.remember(file, text)
	code, bad := m.compileJS(file, text)
	if bad != nil {
		if bad.plain {
			return nil, m.throw("Error", file+":"+itoa(bad.line)+": "+bad.text)
		}
		return nil, m.throw("SyntaxError", file+":"+itoa(bad.line)+": "+bad.text)
	}
	mod := &object{props: newDict()}
	exports := &object{props: newDict()}
	mod.props.put("exports", exports)
	mod.props.put("id", file)
	m.modules.put("%require "+file, mod)
	e := &env{vars: newDict(), fn: true}
	for _, kv := range []struct {
		name string
		v    value
	}{{"module", mod}, {"exports", exports}, {"__filename", file}, {"__dirname", path.Dir(file)}} {
		e.vars.put(kv.name, kv.v)
	}
	if _, err := m.invoke(&function{code: code, env: e}); err != nil {
		return nil, err
	}
	return mod.props.At("exports"), nil
}

// importJS is an import statement: what require answers; the default of a
// CommonJS module is the module itself.
func (m *machine) importJS(f *frame, name string) error {
	v, err := requireJS(m, &args{list: []value{name}})
	if err == nil {
		f.push(v)
	}
	return err
}

// defaultJS is the default export of a module.
func defaultJS(m *machine, c *args) (value, error) {
	o, ok := c.at(0).(*object)
	if !ok {
		return c.at(0), nil
	}
	if _, esm := o.props.text("%esm"); esm {
		if v, has := o.props.text("default"); has {
			return v, nil
		}
		return nil, m.throw("SyntaxError", "The requested module does not provide an export named 'default'")
	}
	return o, nil
}

// helperJS calls a function of the library of promises.
func (m *machine) helperJS(name string) nativeFn {
	return func(m *machine, c *args) (value, error) {
		o, err := m.requireCore("%promises")
		if err != nil {
			return nil, err
		}
		fn := o.(*object).props.At(name)
		return m.invoke(fn, c.list...)
	}
}
