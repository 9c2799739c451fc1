package sim

import "drydock/sim/engine"

// agent is how the browser of the host calls itself.
const agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

// Visited is what a visit of the host's browser brought.
type Visited struct {
	Text  string // the heads and bodies that came, as HTTP sends them
	Fault string // why none came, in curl's words, "" if one did
}

// Visit is what a browser on the host gets for an Input of the kind Browse or
// Submit. It follows at most ten redirects. The World does not change: Step
// does the same and lets it.
func (w World) Visit(in Input) Visited {
	_, v := w.browse(in)
	return v
}

// page is what the browser of the host has been sent: the visit, and the
// moments around it. It is never written to.
type page struct {
	visit         Input
	before, after World
}

// Shown is what the browser shows at an address: the answer to the last visit
// for as long as looking there brings the same as just after it, and what
// looking brings now if that is another.
func (w World) Shown(address string) Visited {
	look := Input{Kind: Browse, Path: address}
	if w.page == nil || w.page.visit.Path != address {
		return w.Visit(look)
	}
	if w.page.visit.Kind == Browse {
		if now := w.Visit(look); now != w.page.after.Visit(look) {
			return now
		}
	}
	return w.page.before.Visit(w.page.visit)
}

// visited is the next World after a visit.
func (w World) visited(in Input) World {
	w.page = nil
	n, _ := w.browse(in)
	n.page = &page{in, w, n}
	return n
}

// browse sends a request from a process of its own, as a browser does.
func (w World) browse(in Input) (World, Visited) {
	argv := []string{"curl", "-sSiLg", "--max-time", "10", "--max-redirs", "10", "-A", agent}
	if in.Kind == Submit {
		argv = append(argv, "--data-raw", in.Text)
	}
	h, term, err := w.host.OpenTerminal(engine.TerminalOptions{Cols: 120, Rows: 40, Pipe: true, Argv: append(argv, "--url", in.Path), Dir: Home,
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
