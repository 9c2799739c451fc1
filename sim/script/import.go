package script

import (
	"path"
	"strings"
)

// importOp makes sure that a module is there and pushes it. It runs again
// after each module whose body it had to run first.
func (m *machine) importOp(f *frame, in instr) error {
	if m.js() {
		return m.importJS(f, in.v.(string))
	}
	if m.lang == golang {
		return m.importGo(f, in.v.(string))
	}
	name := in.v.(string)
	if strings.HasPrefix(name, ".") {
		name = m.absolute(f, name)
	}
	parts := strings.Split(name, ".")
	for i := range parts {
		full := strings.Join(parts[:i+1], ".")
		if _, ok := m.modules.text(full); ok {
			continue
		}
		ran, err := m.loadModule(full)
		if err != nil {
			return err
		}
		if ran {
			f.pc--
			return nil
		}
	}
	for i := 1; i < len(parts); i++ {
		parent, _ := m.modules.text(strings.Join(parts[:i], "."))
		child, _ := m.modules.text(strings.Join(parts[:i+1], "."))
		if o, ok := parent.(*object); ok {
			o.props.put(parts[i], child)
		}
	}
	want := name
	if in.a == 0 {
		want = parts[0]
	}
	v, _ := m.modules.text(want)
	f.push(v)
	return nil
}

// absolute is the full name of a relative import.
func (m *machine) absolute(f *frame, name string) string {
	pkg := ""
	if v, ok := m.moduleOf(f).vars.text("__package__"); ok {
		pkg = plain(v)
	}
	rest := strings.TrimLeft(name, ".")
	for up := len(name) - len(rest); up > 1; up-- {
		pkg = pkg[:max(strings.LastIndex(pkg, "."), 0)]
	}
	switch {
	case rest == "":
		return pkg
	case pkg == "":
		return rest
	}
	return pkg + "." + rest
}

// loadModule finds a module. ran tells that its body has to run first.
func (m *machine) loadModule(name string) (ran bool, err error) {
	if file, text, pkg, ok := m.moduleFile(name); ok {
		return true, m.runModuleBody(name, file, text, pkg)
	}
	if !m.installedModule(name) && !m.inLibrary() {
		return false, m.noModule(name)
	}
	if make, ok := m.lib.modules[name]; ok {
		m.modules.put(name, make(m))
		return false, nil
	}
	if text, ok := preludes[name]; ok {
		return true, m.runModuleBody(name, "<"+name+">", text, true)
	}
	if standard[name] || m.known(name) {
		return false, m.throw("ImportError", "the module "+name+" is not simulated")
	}
	return false, m.noModule(name)
}

func (m *machine) noModule(name string) error {
	if top, _, dotted := strings.Cut(name, "."); dotted {
		if _, ok := m.modules.text(top); ok {
			if o, ok := m.modules.At(top).(*object); ok {
				if _, pkg := o.props.text("__path__"); !pkg {
					return m.throw("ModuleNotFoundError", "No module named '"+name+"'; '"+top+"' is not a package")
				}
			}
		}
	}
	return m.throw("ModuleNotFoundError", "No module named '"+name+"'")
}

// At is the value of a string key, or nil.
func (d *dict) At(name string) value { v, _ := d.text(name); return v }

// moduleFile looks for a module among the program's own files.
func (m *machine) moduleFile(name string) (file, text string, pkg, ok bool) {
	rel := strings.ReplaceAll(name, ".", "/")
	for _, dir := range m.searchPath() {
		for _, c := range []struct {
			file string
			pkg  bool
		}{{rel + "/__init__.py", true}, {rel + ".py", false}} {
			full := path.Join(dir, c.file)
			if text, err := m.p.Sys.ReadFile(full); err == nil {
				return full, text, c.pkg, true
			}
		}
		if st, err := m.p.Sys.Stat(path.Join(dir, rel)); err == nil && st.IsDir() && !m.library(name) {
			return path.Join(dir, rel), "", true, true
		}
	}
	return "", "", false, false
}

// inLibrary tells whether it is a library that imports.
func (m *machine) inLibrary() bool {
	return len(m.frames) > 0 && strings.HasPrefix(m.frames[len(m.frames)-1].code.file, "<") && m.frames[len(m.frames)-1].code.file != "<string>"
}

// library tells whether a name is one of a module that is no file.
func (m *machine) library(name string) bool {
	_, native := m.lib.modules[name]
	_, prelude := preludes[name]
	return native || prelude || m.known(name)
}

func (m *machine) searchPath() []string {
	dir, _ := m.modules.text("%path")
	list := []string{plain(dir)}
	if extra, ok := m.p.Getenv("PYTHONPATH"); ok && extra != "" {
		list = append(list, strings.Split(extra, ":")...)
	}
	for i, d := range list {
		if d == "" {
			list[i] = m.p.Dir
		}
	}
	return list
}

func (m *machine) runModuleBody(name, file, text string, pkg bool) error {
	m.remember(file, text)
	code, bad := m.compilePython(file, text)
	if bad != nil {
		if bad.plain {
			return m.throw("ImportError", bad.file+":"+itoa(bad.line)+": "+bad.text)
		}
		return m.throw("SyntaxError", bad.text+" ("+path.Base(bad.file)+", line "+itoa(bad.line)+")")
	}
	e := &env{vars: newDict(), fn: true}
	o := &object{class: moduleClass, props: e.vars}
	e.vars.put("__name__", name)
	e.vars.put("__file__", file)
	if pkg {
		e.vars.put("__package__", name)
		e.vars.put("__path__", newList(path.Dir(file)))
	} else if i := strings.LastIndex(name, "."); i > 0 {
		e.vars.put("__package__", name[:i])
	}
	m.modules.put(name, o)
	m.frames = append(m.frames, &frame{code: code, env: e, fenv: e, drop: true})
	return nil
}

// importName is one name of a from-import.
func (m *machine) importName(f *frame, in instr) error {
	t := in.v.(*list)
	mod, name := t.items[0].(string), t.items[1].(string)
	o, ok := f.top().(*object)
	if ok {
		if v, found := o.props.text(name); found {
			f.pop()
			f.push(v)
			return nil
		}
	}
	if m.js() {
		f.pop()
		f.push(undefined{})
		return nil
	}
	if strings.HasPrefix(mod, ".") {
		mod = m.absolute(f, mod)
	}
	full := mod + "." + name
	if mod == "" {
		full = name
	}
	if v, found := m.modules.text(full); found {
		f.pop()
		f.push(v)
		return nil
	}
	_, _, _, isFile := m.moduleFile(full)
	_, isPrelude := preludes[full]
	_, isNative := m.lib.modules[full]
	if isFile || isPrelude || isNative {
		ran, err := m.loadModule(full)
		if err == nil && (ran || isNative) {
			f.pc--
		}
		return err
	}
	where := " (unknown location)"
	if ok {
		if file, has := o.props.text("__file__"); has && !strings.HasPrefix(plain(file), "<") {
			where = " (" + plain(file) + ")"
		}
	}
	return m.throw("ImportError", "cannot import name '"+name+"' from '"+mod+"'"+where)
}

// preludeName is a builtin that is itself written in Python.
func (m *machine) preludeName(name string) (value, bool) {
	switch name {
	case "enumerate", "zip", "map", "filter":
	default:
		return nil, false
	}
	v, ok := m.modules.text("%builtins")
	if !ok {
		file := "<builtins>"
		code, bad := m.compilePython(file, preludes["%builtins"])
		if bad != nil {
			return nil, false
		}
		e := &env{vars: newDict(), fn: true}
		v = &object{class: moduleClass, props: e.vars}
		m.modules.put("%builtins", v)
		base := m.nested
		m.nested = len(m.frames)
		m.frames = append(m.frames, &frame{code: code, env: e, fenv: e, drop: true})
		m.deep++
		err := m.run()
		m.deep--
		m.nested = base
		if err != nil {
			return nil, false
		}
	}
	return v.(*object).props.text(name)
}

// installed are the modules that have to be installed first, with the
// distribution that brings them.
var installed = map[string]string{
	"flask": "flask", "redis": "redis", "requests": "requests", "psycopg2": "psycopg2", "flask_cors": "flask_cors", "jinja2": "jinja2", "markupsafe": "markupsafe", "dotenv": "dotenv",
	"werkzeug": "werkzeug", "gunicorn": "gunicorn", "uvicorn": "uvicorn", "fastapi": "fastapi", "django": "django", "numpy": "numpy",
	"pandas": "pandas", "yaml": "yaml", "bs4": "bs4", "pymongo": "pymongo", "mysql": "mysql", "pymysql": "pymysql", "sqlalchemy": "sqlalchemy",
	"flask_sqlalchemy": "flask_sqlalchemy", "celery": "celery", "pydantic": "pydantic", "boto3": "boto3", "pytest": "pytest", "tornado": "tornado", "aiohttp": "aiohttp",
	"prometheus_client": "prometheus_client", "flask_redis": "flask_redis", "pika": "pika", "click": "click", "streamlit": "streamlit",
}

// installedModule tells whether a module is there: one of the standard library
// is, another when its package has been installed.
func (m *machine) installedModule(name string) bool {
	top, _, _ := strings.Cut(name, ".")
	if _, needs := installed[top]; !needs {
		return true
	}
	for _, dir := range m.siteDirs() {
		for _, c := range append([]string{top, top + ".py", strings.ReplaceAll(top, "_", "-")}, strings.Fields(broughtBy[top])...) {
			if _, err := m.p.Sys.Stat(path.Join(dir, c)); err == nil {
				return true
			}
		}
	}
	return false
}

// broughtBy are distributions whose names are not those of their modules.
var broughtBy = map[string]string{"psycopg2": "psycopg2_binary psycopg2-binary", "mysql": "mysql_connector_python mysql-connector-python mysql_connector", "pymysql": "PyMySQL", "dotenv": "python_dotenv python-dotenv", "pydantic": "fastapi"}

func (m *machine) known(name string) bool {
	top, _, _ := strings.Cut(name, ".")
	if _, needs := installed[top]; needs {
		return m.installedModule(top)
	}
	return standard[top]
}

// siteDirs are the directories that pip installs into.
func (m *machine) siteDirs() (dirs []string) {
	roots := []string{"/usr/local/lib", "/usr/lib", "/root/.local/lib"}
	if home, ok := m.p.Getenv("HOME"); ok {
		roots = append(roots, path.Join(home, ".local/lib"))
	}
	if v, ok := m.p.Getenv("VIRTUAL_ENV"); ok {
		roots = append([]string{path.Join(v, "lib")}, roots...)
	}
	if exe := m.executable(); strings.HasSuffix(path.Dir(exe), "/bin") {
		roots = append([]string{path.Join(path.Dir(path.Dir(exe)), "lib")}, roots...)
	}
	for _, r := range roots {
		entries, err := m.p.Sys.ReadDir(r)
		if err != nil {
			continue
		}
		for _, e := range entries {
			if strings.HasPrefix(e.Name, "python3") {
				for _, sub := range []string{"site-packages", "dist-packages"} {
					if st, err := m.p.Sys.Stat(path.Join(r, e.Name, sub)); err == nil && st.IsDir() {
						dirs = append(dirs, path.Join(r, e.Name, sub))
					}
				}
			}
		}
	}
	return dirs
}
