package bin

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"drydock/sim/proc"
	"drydock/sim/vfs"
)

// web is one nginx: a value.
type web struct {
	version string
	global  string // of -g
	file    string
	pidFile string
	user    account
	workers []int // process ids; never written to
	count   int
	ending  bool
	tree    ngxBlock
	doors   []ngxDoor // what is listened at; never written to
	logs    []ngxLog
	hosts   []ngxHost

	// Of a worker, or of the request it is at.
	conns    []ngxConn // never written to
	number   int       // of the last connection
	turn     int       // of the upstream last passed to
	now      time.Time
	pid      int
	hostname string
}

func nginx(p *proc.Proc, c call) {
	w := web{version: nginxVersion(p), file: "/etc/nginx/nginx.conf"}
	test, signal := 0, ""
	for args := c.args; len(args) > 0; args = args[1:] {
		takes := func() string {
			if len(args) < 2 {
				return ""
			}
			args = args[1:]
			return args[0]
		}
		switch args[0] {
		case "-v":
			p.Fail(0, "nginx version: nginx/"+w.version)
			return
		case "-V":
			p.Fail(0, "nginx version: nginx/"+w.version+"\nbuilt by "+nginxCompiler(p)+"\nTLS SNI support enabled")
			return
		case "-t":
			test = 1
		case "-T":
			test = 2
		case "-q":
		case "-c":
			w.file = takes()
		case "-g":
			w.global = takes()
		case "-s":
			if signal = takes(); signal == "" {
				p.Fail(1, `nginx: option "-s" requires parameter`)
				return
			}
		case "-e", "-p":
			takes()
		default:
			p.Fail(1, "nginx: invalid option: \""+args[0]+"\"")
			return
		}
	}
	conf := readNginx(p, w.file)
	w = w.configured(p, conf)
	switch {
	case conf.wrong != "" && test == 0:
		w.emerg(p, conf.wrong)
		p.Sys.Exit(1)
	case conf.wrong != "":
		p.Err("nginx: [emerg] " + conf.wrong + "\n")
		p.Fail(1, "nginx: configuration file "+w.file+" test failed")
	case test > 0:
		p.Err("nginx: the configuration file " + w.file + " syntax is ok\n")
		p.Err("nginx: configuration file " + w.file + " test is successful\n")
		p.Sys.Exit(0)
	case signal != "":
		w.send(p, signal)
	case strings.Contains(strings.Join(strings.Fields(w.global), " "), "daemon off") || conf.value("daemon", "on") == "off":
		w.master(p, conf)
	default:
		w.fork(p, conf)
	}
}

func nginxVersion(p *proc.Proc) string {
	if v, ok := p.Getenv("NGINX_VERSION"); ok {
		return v
	}
	return "1.29.1"
}

// nginxCompiler is what the package of the image's system was built by.
func nginxCompiler(p *proc.Proc) string {
	if _, err := p.Sys.Stat("/etc/alpine-release"); err == nil {
		return "gcc 14.2.0 (Alpine 14.2.0) "
	}
	if release, _ := p.Sys.ReadFile("/etc/debian_version"); strings.HasPrefix(release, "12") {
		return "gcc 12.2.0 (Debian 12.2.0-14+deb12u1) "
	}
	return "gcc 14.2.0 (Debian 14.2.0-19) "
}

func (w web) configured(p *proc.Proc, conf nginxConfig) web {
	w.pidFile = conf.value("pid", "/run/nginx.pid")
	w.count = processors
	if n, err := strconv.Atoi(conf.value("worker_processes", "1")); err == nil {
		w.count = min(max(n, 1), 64)
	}
	w.user, _ = find(users(p), conf.value("user", "nobody"))
	w.tree = conf.tree()
	return w
}

// note writes a line of the error log, which the image links to standard error.
func note(p *proc.Proc, level, text string) {
	p.Err(fmt.Sprintf("%s [%s] %d#%d: %s\n", p.Sys.Now().Format("2006/01/02 15:04:05"), level, p.PID, p.PID, text))
}

// emerg says in the log and on standard error why nginx cannot start.
func (w web) emerg(p *proc.Proc, text string) {
	note(p, "emerg", text)
	p.Err("nginx: [emerg] " + text + "\n")
}

// fork leaves the master behind and ends, as a daemon does.
func (w web) fork(p *proc.Proc, conf nginxConfig) {
	_, err := p.Sys.Spawn(proc.Spawn{Argv: p.Argv, Background: true, Run: func(p *proc.Proc, _ proc.Event) { w.master(p, conf) }})
	if err != nil {
		w.emerg(p, "fork() failed ("+errnoText(err)+")")
		p.Sys.Exit(1)
		return
	}
	p.Sys.Exit(0)
}

// prepare does what has to work before the first worker; false when it did not
// and the process has ended.
func (w web) prepare(p *proc.Proc, conf nginxConfig) (web, bool) {
	fail := func(text string) (web, bool) {
		w.emerg(p, text)
		p.Sys.Exit(1)
		return w, false
	}
	for _, d := range conf.all {
		if d.words[0] == "user" && p.UID != 0 {
			text := fmt.Sprintf(`the "user" directive makes sense only if the master process runs with super-user privileges, ignored in %s:%d`, d.file, d.line)
			note(p, "warn", text)
			p.Err("nginx: [warn] " + text + "\n")
		}
	}
	for _, dir := range []string{"client", "proxy", "fastcgi", "uwsgi", "scgi"} {
		name := "/var/cache/nginx/" + dir + "_temp"
		switch err := p.Sys.Mkdir(name, 0o700); err {
		case nil:
			p.Sys.Chown(name, w.user.id, -1)
		case vfs.EEXIST:
		default:
			return fail(`mkdir() "` + name + `" failed (` + errnoText(err) + ")")
		}
	}
	next, wrong := w.resolved(p, w.tree, w.tree.upstreamNames())
	if wrong == "" {
		next, wrong = next.open(p)
	}
	if wrong != "" {
		return fail(wrong)
	}
	w = next
	if err := p.Sys.WriteFile(w.pidFile, strconv.Itoa(p.PID)+"\n", 0o644); err != nil {
		return fail(`open() "` + w.pidFile + `" failed (` + errnoText(err) + ")")
	}
	return w, true
}

func (w web) master(p *proc.Proc, conf nginxConfig) {
	w, ok := w.prepare(p, conf)
	if !ok {
		return
	}
	p.Argv = []string{"nginx: master process " + strings.Join(p.Argv, " ")}
	p.Catch = proc.Of(proc.SIGQUIT, proc.SIGTERM, proc.SIGINT, proc.SIGHUP, proc.SIGUSR1)
	p.Ignore |= proc.Of(proc.SIGWINCH)
	note(p, "notice", `using the "epoll" event method`)
	note(p, "notice", "nginx/"+w.version)
	note(p, "notice", "built by "+nginxCompiler(p))
	note(p, "notice", "OS: Linux "+kernelRelease)
	note(p, "notice", "getrlimit(RLIMIT_NOFILE): 1048576:1048576")
	w = w.startWorkers(p)
	w.watch(p)
}

func (w web) startWorkers(p *proc.Proc) web {
	note(p, "notice", "start worker processes")
	w.workers = nil
	for range w.count {
		w = w.startWorker(p)
	}
	return w
}

func (w web) startWorker(p *proc.Proc) web {
	pid, err := p.Sys.Spawn(proc.Spawn{Argv: []string{"nginx: worker process"}, Run: w.worker})
	if err != nil {
		note(p, "alert", "fork() failed while spawning \"worker process\" ("+errnoText(err)+")")
		return w
	}
	note(p, "notice", "start worker process "+strconv.Itoa(pid))
	w.workers = append(slices.Clone(w.workers), pid)
	return w
}

// watch takes the exit codes of workers that ended, starts new ones in their
// place, and waits for the next event.
func (w web) watch(p *proc.Proc) {
	for {
		pid, code, err := p.Sys.Wait(0)
		if err != nil {
			break
		}
		note(p, "notice", fmt.Sprintf("signal 17 (SIGCHLD) received from %d", pid))
		how := fmt.Sprintf("exited with code %d", code)
		level := "notice"
		if code >= 128 {
			level, how = "alert", fmt.Sprintf("exited on signal %d", code-128)
		}
		note(p, level, fmt.Sprintf("worker process %d %s", pid, how))
		was := slices.Contains(w.workers, pid)
		w.workers = slices.DeleteFunc(slices.Clone(w.workers), func(n int) bool { return n == pid })
		if was && !w.ending && code >= 128 {
			w = w.startWorker(p)
		}
	}
	if w.ending && len(w.workers) == 0 {
		note(p, "notice", "exit")
		p.Sys.Remove(w.pidFile)
		p.Sys.Exit(0)
		return
	}
	p.Next = w.event
}

// event is what the master does with a signal.
func (w web) event(p *proc.Proc, ev proc.Event) {
	if ev.Kind != proc.Signaled {
		w.watch(p)
		return
	}
	received := fmt.Sprintf("signal %d (SIG%s) received", int(ev.Signal), ev.Signal.Name())
	switch ev.Signal {
	case proc.SIGQUIT:
		note(p, "notice", received+", shutting down")
		w.ending = true
		w.tell(p, proc.SIGQUIT)
	case proc.SIGTERM, proc.SIGINT:
		note(p, "notice", received+", exiting")
		w.ending = true
		w.tell(p, proc.SIGTERM)
	case proc.SIGUSR1:
		note(p, "notice", received+", reopening logs")
		note(p, "notice", "reopening logs")
	case proc.SIGHUP:
		w = w.reload(p, received)
	}
	w.watch(p)
}

func (w web) tell(p *proc.Proc, sig proc.Signal) {
	for _, pid := range w.workers {
		p.Sys.Kill(pid, sig)
	}
}

// reload reads the configuration again; a wrong one leaves all as it was.
func (w web) reload(p *proc.Proc, received string) web {
	note(p, "notice", received+", reconfiguring")
	note(p, "notice", "reconfiguring")
	conf := readNginx(p, w.file)
	if conf.wrong != "" {
		note(p, "emerg", conf.wrong)
		return w
	}
	old := w.workers
	next := w.configured(p, conf)
	next.hosts = nil
	next, wrong := next.resolved(p, next.tree, next.tree.upstreamNames())
	if wrong == "" {
		next, wrong = next.open(p)
	}
	if wrong != "" {
		note(p, "emerg", wrong)
		return w
	}
	w = next
	note(p, "notice", `using the "epoll" event method`)
	w = w.startWorkers(p)
	for _, pid := range old {
		p.Sys.Kill(pid, proc.SIGQUIT)
	}
	return w
}

// worker serves requests: it takes connections from what the master listens at.
func (w web) worker(p *proc.Proc, ev proc.Event) {
	if ev.Kind != proc.Signaled {
		p.Argv = []string{"nginx: worker process"}
		p.Catch = proc.Of(proc.SIGQUIT, proc.SIGTERM, proc.SIGINT)
		p.Ignore |= proc.Of(proc.SIGHUP, proc.SIGUSR1, proc.SIGPIPE)
		if p.UID == 0 {
			become(p, w.user.id, max(w.user.gid, 0), []int{max(w.user.gid, 0)})
		}
		w = w.serve(p)
		p.Next = w.worker
		return
	}
	if ev.Signal == proc.SIGINT {
		p.Next = w.serve(p).worker
		return // sent to the whole group by the terminal: the master decides
	}
	if ev.Signal == proc.SIGQUIT {
		note(p, "notice", "gracefully shutting down")
	}
	note(p, "notice", "exiting")
	note(p, "notice", "exit")
	p.Sys.Exit(0)
}

// send signals the running master, found by its pid file.
func (w web) send(p *proc.Proc, name string) {
	var sig proc.Signal
	switch name {
	case "stop":
		sig = proc.SIGTERM
	case "quit":
		sig = proc.SIGQUIT
	case "reload":
		sig = proc.SIGHUP
	case "reopen":
		sig = proc.SIGUSR1
	default:
		p.Fail(1, `nginx: invalid option: "-s `+name+`"`)
		return
	}
	note(p, "notice", "signal process started")
	data, err := p.Sys.ReadFile(w.pidFile)
	pid, bad := strconv.Atoi(strings.TrimSpace(data))
	switch {
	case err != nil:
		note(p, "error", `open() "`+w.pidFile+`" failed (`+errnoText(err)+")")
		p.Fail(1, `nginx: [error] open() "`+w.pidFile+`" failed (`+errnoText(err)+")")
	case bad != nil:
		p.Fail(1, `nginx: [error] invalid PID number "" in "`+w.pidFile+`"`)
	default:
		if err := p.Sys.Kill(pid, sig); err != nil {
			p.Fail(1, fmt.Sprintf("nginx: [alert] kill(%d, %d) failed (%v)", pid, int(sig), err))
			return
		}
		p.Sys.Exit(0)
	}
}
