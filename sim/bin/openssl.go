//go:build !core

package bin

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"time"

	"drydock/sim/proc"
)

// opensslVerb is one command of openssl. Source: OpenSSL 3.0.
type opensslVerb struct {
	name string
	run  func(p *proc.Proc, c call)
}

var opensslVerbs = []opensslVerb{
	{"version", opensslVersion}, {"rand", opensslRand}, {"dgst", opensslDigest}, {"base64", opensslBase64}, {"enc", opensslBase64},
	{"genrsa", opensslKey}, {"genpkey", opensslKey}, {"req", opensslRequest}, {"x509", opensslCertificate}, {"passwd", opensslPasswd},
	{"md5", opensslDigest}, {"sha1", opensslDigest}, {"sha256", opensslDigest}, {"sha512", opensslDigest},
}

func openssl(p *proc.Proc, c call) {
	if len(c.args) == 0 || c.args[0] == "help" {
		names := ""
		for _, v := range opensslVerbs {
			names += " " + v.name
		}
		proc.Finish(p, "The commands that are simulated:"+names+"\n", 0)
		return
	}
	for _, v := range opensslVerbs {
		if v.name == c.args[0] {
			v.run(p, c)
			return
		}
	}
	if strings.Contains(" s_client s_server ca pkcs12 rsa ec ecparam verify crl ciphers ocsp pkcs8 pkey dhparam speed genpkey ", " "+c.args[0]+" ") {
		p.Fail(1, "openssl "+c.args[0]+": not simulated")
		return
	}
	p.Fail(1, "Invalid command '"+c.args[0]+"'; type \"help\" for a list.")
}

// sslArgs are the options of a command, those that take a value and others.
func sslArgs(args []string, takes string) (values map[string]string, flags map[string]bool, rest []string) {
	values, flags = map[string]string{}, map[string]bool{}
	for i := 0; i < len(args); i++ {
		name, ok := strings.CutPrefix(args[i], "-")
		switch {
		case !ok || name == "":
			rest = append(rest, args[i])
		case strings.Contains(" "+takes+" ", " "+name+" ") && i+1 < len(args):
			i++
			values[name] = args[i]
		default:
			flags[name] = true
		}
	}
	return values, flags, rest
}

func opensslVersion(p *proc.Proc, c call) {
	text := "OpenSSL 3.0.17 1 Jul 2025 (Library: OpenSSL 3.0.17 1 Jul 2025)\n"
	if len(c.args) > 1 && c.args[1] == "-a" {
		text += "platform: debian-amd64\nOPENSSLDIR: \"/usr/lib/ssl\"\n"
	}
	proc.Finish(p, text, 0)
}

// noise is random bytes of the machine.
func noise(p *proc.Proc, n int) string {
	fd, err := p.Sys.Open("/dev/urandom", proc.Read, 0)
	if err != nil {
		return strings.Repeat("\x42", n)
	}
	defer p.Sys.Close(fd)
	var b strings.Builder
	for b.Len() < n {
		piece, err := p.Sys.Read(fd, n-b.Len())
		if err != nil || piece == "" {
			return b.String() + strings.Repeat("\x42", n-b.Len())
		}
		b.WriteString(piece)
	}
	return b.String()
}

func opensslRand(p *proc.Proc, c call) {
	values, flags, rest := sslArgs(c.args[1:], "out")
	n, err := number(strings.Join(rest, ""))
	if err != nil || n <= 0 || n > 1<<20 {
		p.Fail(1, "rand: Use -help for summary.")
		return
	}
	data := noise(p, int(n))
	switch {
	case flags["hex"]:
		data = hex.EncodeToString([]byte(data)) + "\n"
	case flags["base64"]:
		data = lines64(base64.StdEncoding.EncodeToString([]byte(data)))
	}
	c.deliver(p, values["out"], data)
}

// lines64 breaks base64 into lines of 64 characters.
func lines64(s string) string {
	var b strings.Builder
	for len(s) > 64 {
		b.WriteString(s[:64] + "\n")
		s = s[64:]
	}
	return b.String() + s + "\n"
}

// deliver writes to a file, or to standard output.
func (c call) deliver(p *proc.Proc, name, data string) {
	if name == "" {
		proc.Finish(p, data, 0)
		return
	}
	if err := p.Sys.WriteFile(name, data, 0o600); err != nil {
		p.Fail(1, "Can't open \""+name+"\" for writing, "+err.Error())
		return
	}
	p.Sys.Exit(0)
}

func opensslDigest(p *proc.Proc, c call) {
	values, flags, files := sslArgs(c.args[1:], "out hmac")
	kind := "sha256"
	for _, k := range []string{"md5", "sha1", "sha256", "sha512"} {
		if flags[k] || c.args[0] == k {
			kind = k
		}
	}
	label := map[string]string{"md5": "MD5", "sha1": "SHA1", "sha256": "SHA2-256", "sha512": "SHA2-512"}[kind]
	if values["hmac"] != "" {
		c.refuse(p, "-hmac")
		return
	}
	sum := func(data string) string {
		c.program.name = kind + "sum"
		return c.sum(data)
	}
	if len(files) == 0 {
		c.slurp(p, nil, "", func(p *proc.Proc, data string, _ int) {
			c.deliver(p, values["out"], label+"(stdin)= "+sum(data)+"\n")
		})
		return
	}
	c.gather(p, files, nil, func(p *proc.Proc, texts []string) {
		var b strings.Builder
		for i, text := range texts {
			b.WriteString(label + "(" + files[i] + ")= " + sum(text) + "\n")
		}
		c.deliver(p, values["out"], b.String())
	})
}

func opensslBase64(p *proc.Proc, c call) {
	values, flags, _ := sslArgs(c.args[1:], "in out k pass")
	if c.args[0] == "enc" && !flags["base64"] && !flags["a"] {
		p.Fail(1, "openssl enc: encryption is not simulated")
		return
	}
	var files []string
	if values["in"] != "" {
		files = []string{values["in"]}
	}
	c.slurp(p, files, "Can't open \"%s\" for reading, %v", func(p *proc.Proc, data string, code int) {
		if code != 0 {
			p.Sys.Exit(1)
			return
		}
		if flags["d"] {
			raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(data), ""))
			if err != nil {
				p.Fail(1, "error reading input file")
				return
			}
			c.deliver(p, values["out"], string(raw))
			return
		}
		text := base64.StdEncoding.EncodeToString([]byte(data))
		if flags["A"] {
			c.deliver(p, values["out"], text)
			return
		}
		c.deliver(p, values["out"], lines64(text))
	})
}

func opensslPasswd(p *proc.Proc, c call) {
	_, _, rest := sslArgs(c.args[1:], "salt in")
	if len(rest) == 0 {
		p.Fail(1, "openssl passwd: asking for a password is not simulated")
		return
	}
	p.Fail(1, "openssl passwd: crypt is not simulated; htpasswd -nbB makes a password for a web server")
}

// pem is data between the lines of a PEM file.
func pem(label, data string) string {
	return "-----BEGIN " + label + "-----\n" + lines64(base64.StdEncoding.EncodeToString([]byte(data))) + "-----END " + label + "-----\n"
}

// A key of this simulator is random bytes as long as a real one: nothing here
// encrypts with it, so it need not have a real one's arithmetic. That its
// numbers stand in real DER keeps the sizes and the text of certificates right.

func bitsOf(text string) int {
	if _, after, ok := strings.Cut(text, ":"); ok {
		text = after
	}
	if n, err := number(text); err == nil && n >= 512 && n <= 8192 {
		return int(n)
	}
	return 2048
}

func privateKey(p *proc.Proc, bits int) string {
	n := modulus(p, bits)
	number := func(bytes int) string { return derNumber("\x40" + noise(p, bytes-1)) }
	half := bits / 16
	rsa := der(0x30, derNumber("\x00")+derNumber(n)+derNumber("\x01\x00\x01")+number(bits/8)+number(half)+number(half)+number(half)+number(half)+number(half))
	return pem("PRIVATE KEY", der(0x30, derNumber("\x00")+rsaAlgorithm+der(0x04, rsa)))
}

// modulus is a number of so many bits.
func modulus(p *proc.Proc, bits int) string { return "\x00\xc1" + noise(p, bits/8-1) }

func opensslKey(p *proc.Proc, c call) {
	values, _, rest := sslArgs(c.args[1:], "out algorithm pkeyopt passout")
	bits := bitsOf(values["pkeyopt"])
	if len(rest) > 0 {
		bits = bitsOf(rest[0])
	}
	if a := strings.ToUpper(values["algorithm"]); a != "" && a != "RSA" {
		p.Fail(1, "openssl: keys other than RSA are not simulated")
		return
	}
	perform(p, []act{{wait: time.Duration(bits/16) * time.Millisecond}}, func(p *proc.Proc) { c.deliver(p, values["out"], privateKey(p, bits)) })
}

// opensslRequest makes a signing request or, with -x509, a certificate.
func opensslRequest(p *proc.Proc, c call) {
	values, flags, _ := sslArgs(c.args[1:], "newkey keyout out days subj addext key config in passout set_serial extensions reqexts sigopt")
	days := int64(30)
	if n, err := number(values["days"]); err == nil && n > 0 && n < 100_000 {
		days = n
	}
	finish := func(p *proc.Proc, subject string) {
		bits := bitsOf(values["newkey"])
		if values["keyout"] != "" {
			if err := p.Sys.WriteFile(values["keyout"], privateKey(p, bits), 0o600); err != nil {
				p.Fail(1, "Can't open \""+values["keyout"]+"\" for writing, "+err.Error())
				return
			}
		} else if values["key"] != "" {
			if _, err := p.Sys.ReadFile(values["key"]); err != nil {
				p.Fail(1, "Could not open file or uri for loading private key from "+values["key"]+": "+err.Error())
				return
			}
		}
		if flags["x509"] {
			c.deliver(p, values["out"], pem("CERTIFICATE", certificate(p, subject, bits, days)))
			return
		}
		c.deliver(p, values["out"], pem("CERTIFICATE REQUEST", der(0x30, der(0x30, derNumber("\x00")+derName(subject)+publicKey(p, bits)+"\xa0\x00")+sha256RSA+der(0x03, "\x00"+noise(p, bits/8)))))
	}
	if values["subj"] != "" {
		finish(p, values["subj"])
		return
	}
	if values["config"] != "" {
		finish(p, configSubject(p, values["config"]))
		return
	}
	var questions []string
	for i, f := range subjectFields {
		q := f.question + " [" + f.usual + "]:"
		if i == 0 {
			q = "-----\nYou are about to be asked to enter information that will be incorporated\ninto your certificate request.\n-----\n" + q
		}
		questions = append(questions, q)
	}
	c.ask(p, questions, nil, func(p *proc.Proc, answers []string) {
		subject := ""
		for i, f := range subjectFields {
			if answers[i] == "" {
				answers[i] = f.usual
			}
			if answers[i] != "" && answers[i] != "." {
				subject += "/" + f.key + "=" + answers[i]
			}
		}
		finish(p, subject)
	})
}

// subjectFields are what openssl req asks for, in order.
var subjectFields = []struct{ key, question, usual string }{
	{"C", "Country Name (2 letter code)", "AU"}, {"ST", "State or Province Name (full name)", "Some-State"}, {"L", "Locality Name (eg, city)", ""},
	{"O", "Organization Name (eg, company)", "Internet Widgits Pty Ltd"}, {"OU", "Organizational Unit Name (eg, section)", ""},
	{"CN", "Common Name (e.g. server FQDN or YOUR name)", ""}, {"emailAddress", "Email Address", ""},
}

// configSubject is the name that a configuration file of openssl gives.
func configSubject(p *proc.Proc, name string) (subject string) {
	text, err := p.Sys.ReadFile(name)
	if err != nil {
		return "/CN=localhost"
	}
	for line := range strings.Lines(text) {
		key, value, ok := strings.Cut(line, "=")
		for _, f := range subjectFields {
			if key = strings.TrimSpace(key); ok && key == f.key {
				subject += "/" + key + "=" + strings.TrimSpace(value)
			}
		}
	}
	return subject
}
