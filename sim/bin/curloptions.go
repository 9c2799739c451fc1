package bin

import (
	"strconv"
	"strings"
	"time"

	"drydock/sim/proc"
)

// curling is what one curl is asked to do: a value.
type curling struct {
	urls    []string
	six     bool     // -6
	outputs []string // of -o, in order; "\x00" for -O
	call    call
	version string

	method, body, agent, user, referer, cookie string
	headers                                    []string
	hasBody, get, head, include, silent, errs  bool
	fail, failBody, follow, verbose, insecure  bool
	writeOut, dumpHeader, socket, upload       string
	resolve                                    []string
	most, connectMost                          time.Duration
	retries                                    int
	retryDelay                                 time.Duration
	retryRefused, bar, failEarly, mkdirs       bool
	redirects                                  int
}

// curlFlags are the options of curl: the letter, the long name, and what it
// does with its argument. Those without an effect here are taken quietly.
var curlFlags = []struct {
	short, long string
	takes       bool
	set         func(c *curling, v string)
}{
	{"s", "silent", false, func(c *curling, _ string) { c.silent = true }},
	{"S", "show-error", false, func(c *curling, _ string) { c.errs = true }},
	{"f", "fail", false, func(c *curling, _ string) { c.fail = true }},
	{"", "fail-with-body", false, func(c *curling, _ string) { c.fail, c.failBody = true, true }},
	{"", "fail-early", false, func(c *curling, _ string) { c.failEarly = true }},
	{"i", "include", false, func(c *curling, _ string) { c.include = true }},
	{"", "show-headers", false, func(c *curling, _ string) { c.include = true }},
	{"I", "head", false, func(c *curling, _ string) { c.head = true }},
	{"L", "location", false, func(c *curling, _ string) { c.follow = true }},
	{"v", "verbose", false, func(c *curling, _ string) { c.verbose = true }},
	{"k", "insecure", false, func(c *curling, _ string) { c.insecure = true }},
	{"G", "get", false, func(c *curling, _ string) { c.get = true }},
	{"#", "progress-bar", false, func(c *curling, _ string) { c.bar = true }},
	{"", "no-progress-meter", false, func(c *curling, _ string) { c.bar = true }},
	{"O", "remote-name", false, func(c *curling, _ string) { c.outputs = append(c.outputs, "\x00") }},
	{"o", "output", true, func(c *curling, v string) { c.outputs = append(c.outputs, v) }},
	{"w", "write-out", true, func(c *curling, v string) { c.writeOut = v }},
	{"X", "request", true, func(c *curling, v string) { c.method = v }},
	{"H", "header", true, func(c *curling, v string) { c.headers = append(c.headers, v) }},
	{"d", "data", true, func(c *curling, v string) { c.addBody(v) }},
	{"", "data-ascii", true, func(c *curling, v string) { c.addBody(v) }},
	{"", "data-binary", true, func(c *curling, v string) { c.addBody(v) }},
	{"", "data-raw", true, func(c *curling, v string) { c.addBody(v) }},
	{"", "data-urlencode", true, func(c *curling, v string) { c.addBody(urlEncode(v)) }},
	{"", "json", true, func(c *curling, v string) {
		c.addBody(v)
		c.headers = append(c.headers, "Content-Type: application/json", "Accept: application/json")
	}},
	{"T", "upload-file", true, func(c *curling, v string) { c.upload = v }},
	{"A", "user-agent", true, func(c *curling, v string) { c.agent = v }},
	{"r", "range", true, func(c *curling, v string) { c.headers = append(c.headers, "Range: bytes="+v) }},
	{"e", "referer", true, func(c *curling, v string) { c.referer = v }},
	{"b", "cookie", true, func(c *curling, v string) { c.cookie = v }},
	{"u", "user", true, func(c *curling, v string) { c.user = v }},
	{"D", "dump-header", true, func(c *curling, v string) { c.dumpHeader = v }},
	{"m", "max-time", true, func(c *curling, v string) { c.most = seconds(v) }},
	{"", "connect-timeout", true, func(c *curling, v string) { c.connectMost = seconds(v) }},
	{"", "retry", true, func(c *curling, v string) { c.retries, _ = strconv.Atoi(v) }},
	{"", "retry-delay", true, func(c *curling, v string) { c.retryDelay = seconds(v) }},
	{"", "retry-connrefused", false, func(c *curling, _ string) { c.retryRefused = true }},
	{"", "retry-all-errors", false, func(c *curling, _ string) { c.retryRefused = true }},
	{"", "max-redirs", true, func(c *curling, v string) { c.redirects, _ = strconv.Atoi(v) }},
	{"", "resolve", true, func(c *curling, v string) { c.resolve = append(c.resolve, v) }},
	{"", "unix-socket", true, func(c *curling, v string) { c.socket = v }},
	{"", "url", true, func(c *curling, v string) { c.urls = append(c.urls, v) }},
	{"", "create-dirs", false, func(c *curling, _ string) { c.mkdirs = true }},
	{"", "compressed", false, nil}, {"4", "ipv4", false, func(c *curling, _ string) { c.six = false }}, {"6", "ipv6", false, func(c *curling, _ string) { c.six = true }}, {"N", "no-buffer", false, nil},
	{"0", "http1.0", false, nil}, {"", "http1.1", false, nil}, {"", "http2", false, nil}, {"", "http2-prior-knowledge", false, nil},
	{"", "tlsv1.2", false, nil}, {"", "tlsv1.3", false, nil}, {"1", "tlsv1", false, nil}, {"", "ssl-no-revoke", false, nil},
	{"", "proto", true, nil}, {"", "proto-default", true, nil}, {"c", "cookie-jar", true, nil}, {"", "cacert", true, nil}, {"", "capath", true, nil},
	{"E", "cert", true, nil}, {"", "key", true, nil}, {"", "noproxy", true, nil}, {"q", "disable", false, nil}, {"", "globoff", false, nil}, {"g", "", false, nil},
	{"", "path-as-is", false, nil}, {"j", "junk-session-cookies", false, nil}, {"", "retry-max-time", true, nil}, {"", "keepalive-time", true, nil},
	{"", "limit-rate", true, nil}, {"J", "remote-header-name", false, nil}, {"", "styled-output", false, nil}, {"", "no-keepalive", false, nil},
	{"", "location-trusted", false, func(c *curling, _ string) { c.follow = true }}, {"", "output-dir", true, nil}, {"", "basic", false, nil},
}

func (c *curling) addBody(v string) {
	if c.hasBody {
		v = "&" + v
	}
	c.body, c.hasBody = c.body+v, true
}

func seconds(s string) time.Duration {
	n, err := strconv.ParseFloat(s, 64)
	if err != nil || n < 0 || n > 1e6 {
		return 0
	}
	return time.Duration(n * float64(time.Second))
}

// urlEncode is the value of --data-urlencode: name=content, content encoded.
func urlEncode(s string) string {
	name, value, ok := strings.Cut(s, "=")
	if !ok {
		name, value = "", s
	} else if name != "" {
		name += "="
	}
	var b strings.Builder
	for i := 0; i < len(value); i++ {
		ch := value[i]
		if ch >= 'a' && ch <= 'z' || ch >= 'A' && ch <= 'Z' || ch >= '0' && ch <= '9' || strings.IndexByte("-._~", ch) >= 0 {
			b.WriteByte(ch)
			continue
		}
		b.WriteString("%" + strings.ToUpper(strconv.FormatInt(int64(ch)+256, 16)[1:]))
	}
	return name + b.String()
}

const curlTry = "curl: try 'curl --help' or 'curl --manual' for more information"

// read takes the arguments in; false when they are wrong and the process has ended.
func (c *curling) read(p *proc.Proc, args []string) bool {
	fail := func(text string) bool {
		p.Fail(2, "curl: "+text+"\n"+curlTry)
		return false
	}
	for len(args) > 0 {
		arg := args[0]
		args = args[1:]
		switch {
		case strings.HasPrefix(arg, "--") && len(arg) > 2:
			name := arg[2:]
			if name == "next" || name == "parallel" || name == "config" || name == "form" || name == "proxy" {
				p.Fail(2, "curl: the option --"+name+" is not simulated")
				return false
			}
			i := curlLong(name)
			switch {
			case i < 0 && strings.HasPrefix(name, "no-"):
				continue
			case i < 0:
				return fail("option " + arg + ": is unknown")
			case curlFlags[i].takes && len(args) == 0:
				return fail("option " + arg + ": requires parameter")
			}
			value := ""
			if curlFlags[i].takes {
				value, args = args[0], args[1:]
			}
			if !c.set(p, i, value) {
				return false
			}
		case len(arg) > 1 && arg[0] == '-':
			for letters := arg[1:]; letters != ""; {
				i := curlShort(letters[:1])
				if letters[:1] == "F" || letters[:1] == "x" || letters[:1] == "K" || letters[:1] == "Z" {
					p.Fail(2, "curl: the option -"+letters[:1]+" is not simulated")
					return false
				}
				if i < 0 {
					return fail("option -" + letters[:1] + ": is unknown")
				}
				value := ""
				letters = letters[1:]
				if curlFlags[i].takes {
					if value, letters = letters, ""; value == "" {
						if len(args) == 0 {
							return fail("option " + arg + ": requires parameter")
						}
						value, args = args[0], args[1:]
					}
				}
				if !c.set(p, i, value) {
					return false
				}
			}
		default:
			c.urls = append(c.urls, arg)
		}
	}
	if len(c.urls) == 0 {
		return fail("no URL specified!")
	}
	return true
}

func (c *curling) set(p *proc.Proc, i int, value string) bool {
	f := curlFlags[i]
	if name, ok := strings.CutPrefix(value, "@"); ok && (strings.HasPrefix(f.long, "data") || f.long == "json") && f.long != "data-raw" && f.long != "data-urlencode" {
		text, err := p.Sys.ReadFile(name)
		if name == "-" {
			text, err = "", nil
		}
		if err != nil {
			p.Fail(26, "curl: Failed to open "+name)
			return false
		}
		if value = text; f.long != "data-binary" {
			value = strings.NewReplacer("\n", "", "\r", "").Replace(text)
		}
	}
	if f.set != nil {
		f.set(c, value)
	}
	return true
}

func curlLong(name string) int {
	found := -1
	for i, f := range curlFlags {
		if f.long == name {
			return i
		}
		if f.long != "" && len(name) > 3 && strings.HasPrefix(f.long, name) {
			found = i
		}
	}
	return found
}

func curlShort(letter string) int {
	for i, f := range curlFlags {
		if f.short == letter {
			return i
		}
	}
	return -1
}
