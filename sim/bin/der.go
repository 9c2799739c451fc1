//go:build !core

package bin

import (
	"encoding/base64"
	"fmt"
	"math/big"
	"strings"
	"time"

	"drydock/sim/proc"
)

// der is one value of ASN.1's distinguished encoding. Source: X.690.
func der(tag byte, content string) string {
	n := len(content)
	switch {
	case n < 0x80:
		return string([]byte{tag, byte(n)}) + content
	case n < 0x100:
		return string([]byte{tag, 0x81, byte(n)}) + content
	}
	return string([]byte{tag, 0x82, byte(n >> 8), byte(n)}) + content
}

func derNumber(bytes string) string { return der(0x02, bytes) }

const (
	rsaAlgorithm = "\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00"
	sha256RSA    = "\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b\x05\x00"
)

// nameKinds are the parts of a name with their object identifiers.
var nameKinds = []struct{ key, oid string }{
	{"C", "\x55\x04\x06"}, {"ST", "\x55\x04\x08"}, {"L", "\x55\x04\x07"}, {"O", "\x55\x04\x0a"}, {"OU", "\x55\x04\x0b"}, {"CN", "\x55\x04\x03"},
	{"emailAddress", "\x2a\x86\x48\x86\xf7\x0d\x01\x09\x01"},
}

// derName is a name such as /C=DE/CN=example.com.
func derName(subject string) string {
	var b strings.Builder
	for _, part := range strings.Split(strings.TrimPrefix(subject, "/"), "/") {
		key, value, _ := strings.Cut(part, "=")
		for _, k := range nameKinds {
			if k.key == key && len(value) < 200 {
				b.WriteString(der(0x31, der(0x30, der(0x06, k.oid)+der(0x0c, value))))
			}
		}
	}
	return der(0x30, b.String())
}

func publicKey(p *proc.Proc, bits int) string {
	return der(0x30, rsaAlgorithm+der(0x03, "\x00"+der(0x30, derNumber(modulus(p, bits))+derNumber("\x01\x00\x01"))))
}

func derTime(t time.Time) string { return der(0x17, t.UTC().Format("060102150405Z")) }

// certificate is one that names itself as its issuer.
func certificate(p *proc.Proc, subject string, bits int, days int64) string {
	now := p.Sys.Now()
	body := der(0x30, der(0xa0, derNumber("\x02"))+derNumber("\x10"+noise(p, 19))+sha256RSA+derName(subject)+
		der(0x30, derTime(now)+derTime(now.AddDate(0, 0, int(days))))+derName(subject)+publicKey(p, bits))
	return der(0x30, body+sha256RSA+der(0x03, "\x00"+noise(p, bits/8)))
}

// derPart is one value of an encoding, and what follows it.
func derPart(s string) (tag byte, content, rest string, ok bool) {
	if len(s) < 2 {
		return 0, "", "", false
	}
	n, at := int(s[1]), 2
	if n >= 0x80 {
		count := n & 0x7f
		if count > 3 || len(s) < 2+count {
			return 0, "", "", false
		}
		n = 0
		for _, ch := range []byte(s[2 : 2+count]) {
			n = n<<8 | int(ch)
		}
		at += count
	}
	if len(s) < at+n {
		return 0, "", "", false
	}
	return s[0], s[at : at+n], s[at+n:], true
}

// parts are the values inside an encoding.
func derParts(s string) (all []string) {
	for len(s) > 0 && len(all) < 1000 {
		_, content, rest, ok := derPart(s)
		if !ok {
			return all
		}
		all, s = append(all, content), rest
	}
	return all
}

// readName is the text of an encoded name.
func readName(s string) string {
	var list []string
	for _, set := range derParts(s) {
		for _, pair := range derParts(set) {
			kv := derParts(pair)
			for _, k := range nameKinds {
				if len(kv) == 2 && kv[0] == k.oid {
					list = append(list, k.key+" = "+kv[1])
				}
			}
		}
	}
	return strings.Join(list, ", ")
}

// opensslCertificate shows a certificate: openssl x509.
func opensslCertificate(p *proc.Proc, c call) {
	values, flags, _ := sslArgs(c.args[1:], "in out inform outform days signkey req CA CAkey CAserial set_serial extfile extensions")
	if flags["req"] || values["req"] != "" || values["signkey"] != "" || values["CA"] != "" {
		p.Fail(1, "openssl x509: signing requests is not simulated; openssl req -x509 makes a certificate that signs itself")
		return
	}
	var files []string
	if values["in"] != "" {
		files = []string{values["in"]}
	}
	c.slurp(p, files, "Could not open file or uri for loading certificate from %s: %v", func(p *proc.Proc, text string, code int) {
		if code != 0 {
			p.Sys.Exit(1)
			return
		}
		_, after, ok := strings.Cut(text, "-----BEGIN CERTIFICATE-----")
		body, _, _ := strings.Cut(after, "-----END")
		raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(body), ""))
		_, whole, _, fine := derPart(string(raw))
		outer := derParts(whole)
		if !ok || err != nil || !fine || len(outer) < 3 {
			p.Fail(1, "Could not read certificate from "+map[bool]string{true: "<stdin>", false: values["in"]}[values["in"] == ""]+"\nUnable to load certificate")
			return
		}
		in := derParts(outer[0])
		if len(in) < 7 {
			p.Fail(1, "Unable to load certificate")
			return
		}
		c.deliver(p, values["out"], shownCertificate(in, string(raw), text, flags))
	})
}

func shownCertificate(in []string, raw, text string, flags map[string]bool) string {
	var b strings.Builder
	times := derParts(in[4])
	at := func(i int) string {
		t, err := time.Parse("060102150405Z", times[i])
		if err != nil {
			return times[i]
		}
		return t.Format("Jan _2 15:04:05 2006 GMT")
	}
	if len(times) < 2 {
		return ""
	}
	serial := fmt.Sprintf("%X", new(big.Int).SetBytes([]byte(in[1])))
	if flags["text"] {
		fmt.Fprintf(&b, "Certificate:\n    Data:\n        Version: 3 (0x2)\n        Serial Number:\n            %s\n        Signature Algorithm: sha256WithRSAEncryption\n        Issuer: %s\n        Validity\n            Not Before: %s\n            Not After : %s\n        Subject: %s\n        Subject Public Key Info:\n            Public Key Algorithm: rsaEncryption\n                Public-Key: (%d bit)\n",
			colons(in[1]), readName(in[3]), at(0), at(1), readName(in[5]), (len(in[6])-34)*8)
	}
	for _, show := range []struct{ flag, text string }{
		{"serial", "serial=" + serial}, {"issuer", "issuer=" + readName(in[3])}, {"subject", "subject=" + readName(in[5])},
		{"dates", "notBefore=" + at(0) + "\nnotAfter=" + at(1)}, {"startdate", "notBefore=" + at(0)}, {"enddate", "notAfter=" + at(1)},
	} {
		if flags[show.flag] {
			b.WriteString(show.text + "\n")
		}
	}
	if flags["fingerprint"] {
		c := call{}
		c.program.name = "sha256sum"
		sum := strings.ToUpper(c.sum(raw))
		var pairs []string
		for i := 0; i+1 < len(sum); i += 2 {
			pairs = append(pairs, sum[i:i+2])
		}
		b.WriteString("sha256 Fingerprint=" + strings.Join(pairs, ":") + "\n")
	}
	if !flags["noout"] {
		at := strings.Index(text, "-----BEGIN CERTIFICATE-----")
		b.WriteString(strings.TrimSpace(text[at:]) + "\n")
	}
	return b.String()
}

func colons(bytes string) string {
	var pairs []string
	for _, ch := range []byte(bytes) {
		pairs = append(pairs, fmt.Sprintf("%02x", ch))
	}
	return strings.Join(pairs, ":")
}
