package sim

import "drydock/sim/engine"

// agent is how the browser of the host calls itself.
const agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

// Visited is what a visit of the host's browser brought.
type Visited struct {
	Text  string // the heads and bodies that came, as HTTP sends them
	Fault string // why none came, in curl's words, "" if one did
}

// Visit is what a browser on the host gets at an address, with a form sent by
// POST if there is one. It follows at most ten redirects. The World does not
// change: an Input of the kind Browse does the same and lets it.
func (w World) Visit(address, form string) Visited {
	_, v := w.browse(address, form)
	return v
}

// page is what the browser of the host has been sent: the visit, and the
// moments around it. It is never written to.
type page struct {
	address, form string
	before, after World
}

// Shown is what the browser shows at an address: the answer to the last visit
// for as long as looking there brings the same as just after it, and what
// looking brings now if that is another.
func (w World) Shown(address string) Visited {
	switch {
	case w.page == nil || w.page.address != address:
		return w.Visit(address, "")
	case w.page.form != "":
		return w.page.before.Visit(address, w.page.form)
	}
	if now := w.Visit(address, ""); now != w.page.after.Visit(address, "") {
		return now
	}
	return w.page.before.Visit(address, "")
}

// visited is the next World after a visit.
func (w World) visited(address, form string) World {
	w.page = nil
	n, _ := w.browse(address, form)
	n.page = &page{address, form, w, n}
	return n
}

// browse sends a request from a process of its own, as a browser does.
func (w World) browse(address, form string) (World, Visited) {
	argv := []string{"curl", "-sSiLg", "--max-time", "10", "--max-redirs", "10", "-A", agent}
	if form != "" {
		argv = append(argv, "--data-raw", form)
	}
	h, term, err := w.host.OpenTerminal(engine.TerminalOptions{Cols: 120, Rows: 40, Pipe: true, Argv: append(argv, "--url", address), Dir: Home,
		Env: []string{"HOME=" + Home, "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}})
	if err != nil {
		return w, Visited{Fault: err.Error()}
	}
	_, waits := h.Leader(term)
	h, chunks := h.Take(term)
	w.host = h.HangUp(term)
	v := Visited{}
	for _, c := range chunks {
		if c.Stream == "stdout" {
			v.Text += c.Text
		} else {
			v.Fault += c.Text
		}
	}
	if waits && v.Fault == "" {
		v.Fault = "curl: (28) Operation timed out"
	}
	return w, v
}
