//go:build !core

package bin

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"drydock/sim/archive"
	"drydock/sim/proc"
)

// apt is one run of apt or apt-get: what it knows of the system. Source: apt 2.6.
type apt struct {
	call
	suite      string
	opts       options
	names      []string
	quiet, tty bool
	yes        bool
	simulate   bool
}

// aptVerb is a command of apt, apt-get and apt-cache.
type aptVerb struct {
	name string
	root bool // wants the locks
	run  func(p *proc.Proc, a apt)
}

var aptVerbs = []aptVerb{
	{"update", true, aptUpdate}, {"install", true, aptInstall}, {"reinstall", true, aptInstall}, {"upgrade", true, aptUpgrade}, {"dist-upgrade", true, aptUpgrade}, {"full-upgrade", true, aptUpgrade},
	{"remove", true, aptRemove}, {"purge", true, aptRemove}, {"autoremove", true, aptAutoremove}, {"autopurge", true, aptAutoremove}, {"clean", true, aptClean},
	{"autoclean", true, aptClean}, {"dist-clean", true, aptDistClean}, {"distclean", true, aptDistClean}, {"list", false, aptList}, {"show", false, aptShow}, {"search", false, aptSearch}, {"policy", false, aptPolicy},
	{"madison", false, aptPolicy}, {"depends", false, aptDepends},
}

const aptRules = "y,yes assume-yes q,quiet? qq V,verbose-versions s,simulate d,download-only f,fix-broken m,fix-missing o,option: t,target-release: no-install-recommends install-recommends no-install-suggests " +
	"allow-unauthenticated force-yes allow-downgrades purge auto-remove autoremove only-upgrade reinstall fix-policy print-uris update installed upgradable all-versions a,all h,help version assume-no allow-remove-essential allow-change-held-packages allow-releaseinfo-change show-progress"

func aptProgram(p *proc.Proc, c call) {
	if len(c.args) == 1 && (c.args[0] == "--version" || c.args[0] == "-v") {
		proc.Finish(p, "apt "+aptVersion(osRelease(p, "VERSION_CODENAME"))+" (amd64)\n", 0)
		return
	}
	opts, words, ok := c.parse(p, aptRules)
	if !ok {
		return
	}
	if len(words) == 0 {
		proc.Finish(p, "apt "+aptVersion(osRelease(p, "VERSION_CODENAME"))+" (amd64)\nUsage: "+c.name+" [options] command\n\n"+
			"The commands that are simulated: update, install, remove, purge, autoremove, upgrade, clean, list, show, search, policy.\n", 0)
		return
	}
	a := apt{call: c, suite: osRelease(p, "VERSION_CODENAME"), opts: opts, names: words[1:], tty: p.Sys.IsTerminal(1),
		yes: opts.has("y", "assume-yes", "force-yes"), quiet: strings.Count(quietness(opts), "q") > 1, simulate: opts.has("s")}
	i := slices.IndexFunc(aptVerbs, func(v aptVerb) bool { return v.name == words[0] })
	if i < 0 {
		p.Fail(100, "E: Invalid operation "+words[0])
		return
	}
	if strings.HasSuffix(c.name, "apt") && !a.tty {
		p.Err("\nWARNING: apt does not have a stable CLI interface. Use with caution in scripts.\n\n")
	}
	if aptVerbs[i].root && p.UID != 0 && !a.simulate {
		a.refuseLocks(p, words[0])
		return
	}
	aptVerbs[i].run(p, a)
}

func quietness(opts options) (q string) {
	for _, o := range opts {
		switch {
		case o.key == "q" && o.value != "":
			q += "qq"
		case o.key == "q" || o.key == "quiet":
			q += "q"
		}
	}
	return q
}

func aptVersion(suite string) string {
	for _, b := range archive.BaseDebian(suite) {
		if b.Name == "apt" {
			return b.Version
		}
	}
	return "2.6.1"
}

// refuseLocks is what somebody who is not root is told.
func (a apt) refuseLocks(p *proc.Proc, verb string) {
	if verb == "update" {
		p.Out("Reading package lists...\n")
		p.Fail(100, "E: Could not open lock file /var/lib/apt/lists/lock - open (13: Permission denied)\nE: Unable to lock directory /var/lib/apt/lists/\n"+
			"W: Problem unlinking the file /var/cache/apt/pkgcache.bin - RemoveCaches (13: Permission denied)\nW: Problem unlinking the file /var/cache/apt/srcpkgcache.bin - RemoveCaches (13: Permission denied)")
		return
	}
	p.Fail(100, "E: Could not open lock file /var/lib/dpkg/lock-frontend - open (13: Permission denied)\n"+
		"E: Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend), are you root?")
}

// reading is how apt says that it looks at its lists; on a terminal it adds that it is done.
func (a apt) reading(lines ...string) string {
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l + "...")
		if a.tty {
			b.WriteString(" Done")
		}
		b.WriteString("\n")
	}
	if a.quiet {
		return ""
	}
	return b.String()
}

func (a apt) state() string {
	return a.reading("Reading package lists", "Building dependency tree", "Reading state information")
}

const aptLists = "/var/lib/apt/lists/"

// index is one list of packages that an update fetches.
type index struct {
	url, suite, part string
	size             int64 // of its InRelease file, or of the packages
}

// indexes are the sources of a system: a release, its updates and its security.
func (a apt) indexes(p *proc.Proc) (releases, packages []index) {
	base, security := "http://deb.debian.org/debian", "http://deb.debian.org/debian-security"
	suites := []string{a.suite, a.suite + "-updates", a.suite + "-security"}
	sizes, parts := []int64{151000, 55400, 48000}, []string{"main"}
	lists := []int64{8793000, 6924, 288000}
	if osRelease(p, "ID") == "ubuntu" {
		base, security = "http://archive.ubuntu.com/ubuntu", "http://security.ubuntu.com/ubuntu"
		suites, sizes = []string{a.suite, a.suite + "-updates", a.suite + "-backports", a.suite + "-security"}, []int64{256000, 126000, 126000, 126000}
		parts, lists = []string{"main", "universe"}, []int64{1808000, 1837000, 49400, 1545000}
	}
	for i, s := range suites {
		url := base
		if strings.HasSuffix(s, "-security") {
			url = security
		}
		releases = append(releases, index{url, s, "", sizes[i]})
		for j, part := range parts {
			packages = append(packages, index{url, s, part, lists[i] * int64(1+10*j)})
		}
	}
	return releases, packages
}

func host(url string) string {
	_, rest, _ := strings.Cut(url, "://")
	name, _, _ := strings.Cut(rest, "/")
	return name
}

func aptUpdate(p *proc.Proc, a apt) {
	releases, packages := a.indexes(p)
	reaches(p, host(releases[0].url), func(p *proc.Proc, err error) {
		if err != nil {
			a.unreachable(p, releases)
			return
		}
		var acts []act
		var sum int64
		start := p.Sys.Now()
		for i, x := range append(slices.Clone(releases), packages...) {
			what := x.suite + " InRelease"
			if x.part != "" {
				what = x.suite + "/" + x.part + " amd64 Packages"
			}
			sum += x.size
			acts = append(acts, act{wait: transfer(x.size), out: a.unless(fmt.Sprintf("Get:%d %s %s [%s]\n", i+1, x.url, what, aptSize(x.size)))})
			name := aptLists + strings.ReplaceAll(strings.TrimPrefix(x.url, "http://"), "/", "_") + "_dists_" + x.suite
			if x.part == "" {
				name += "_InRelease"
			} else {
				name += "_" + x.part + "_binary-amd64_Packages"
			}
			acts = append(acts, act{do: func(p *proc.Proc) { putFile(p, name, "", x.size*4, 0o644) }})
		}
		perform(p, acts, func(p *proc.Proc) {
			perform(p, []act{{out: a.unless(fetched(sum, p.Sys.Now().Sub(start))), wait: 400 * time.Millisecond}, saying(a.reading("Reading package lists")), saying(a.whenApt(
				a.reading("Building dependency tree", "Reading state information") + "All packages are up to date.\n"))}, exits(0))
		})
	})
}

// unless is what is printed unless apt is to be quiet.
func (a apt) unless(s string) string {
	if a.quiet {
		return ""
	}
	return s
}

// whenApt is what apt prints and apt-get does not.
func (a apt) whenApt(s string) string {
	if strings.HasSuffix(a.name, "apt") {
		return s
	}
	return ""
}

// unreachable is an update without a network: not an error to apt.
func (a apt) unreachable(p *proc.Proc, releases []index) {
	var acts []act
	var warn strings.Builder
	for i, x := range releases {
		acts = append(acts, act{wait: time.Second, out: a.unless(fmt.Sprintf("Ign:%d %s %s InRelease\n", i+1, x.url, x.suite))})
	}
	for i, x := range releases {
		acts = append(acts, act{wait: time.Second, out: fmt.Sprintf("Err:%d %s %s InRelease\n  Temporary failure resolving '%s'\n", i+1, x.url, x.suite, host(x.url))})
		fmt.Fprintf(&warn, "W: Failed to fetch %s/dists/%s/InRelease  Temporary failure resolving '%s'\n", x.url, x.suite, host(x.url))
	}
	warn.WriteString("W: Some index files failed to download. They have been ignored, or old ones used instead.\n")
	perform(p, append(acts, saying(a.reading("Reading package lists")), act{err: warn.String()}), exits(0))
}

func fetched(bytes int64, took time.Duration) string {
	seconds := max(int(took.Round(time.Second)/time.Second), 1)
	text := strconv.Itoa(seconds) + "s"
	if took < time.Second {
		text = "0s"
	}
	return fmt.Sprintf("Fetched %s in %s (%s/s)\n", aptSize(bytes), text, aptSize(int64(float64(bytes)/max(took.Seconds(), 0.01))))
}

// aptSize is a number of bytes as apt prints it: three digits at least, never more than four.
func aptSize(n int64) string {
	units := []string{"B", "kB", "MB", "GB"}
	f, i := float64(n), 0
	for f >= 10000 && i < len(units)-1 {
		f, i = f/1000, i+1
	}
	if i > 0 && f < 100 {
		return fmt.Sprintf("%.1f %s", f, units[i])
	}
	return fmt.Sprintf("%.0f %s", f, units[i])
}

// find looks a package up as the lists allow; without lists there are no packages.
func (a apt) find(p *proc.Proc) func(string) (archive.Package, bool) {
	listed := false
	entries, _ := p.Sys.ReadDir(aptLists)
	for _, e := range entries {
		listed = listed || strings.HasSuffix(e.Name, "_Packages")
	}
	return func(name string) (archive.Package, bool) {
		if !listed {
			return archive.Package{}, false
		}
		return archive.Debian(a.suite, name)
	}
}

// aptThinks is how long apt needs to read its lists.
const aptThinks = 600 * time.Millisecond
