package bin

import (
	"fmt"
	"strconv"
	"strings"

	"drydock/sim/proc"
)

const curlMeter = "  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current\n" +
	"                                 Dload  Upload   Total   Spent    Left  Speed\n" +
	"\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0"

// metered tells whether the progress meter is shown: when the output does not
// go to a terminal.
func (f fetching) metered(p *proc.Proc) bool {
	named := f.index < len(f.outputs) && f.outputs[f.index] != "-"
	return !f.silent && !f.bar && (named || !p.Sys.IsTerminal(1))
}

// meter writes the progress meter of a transfer that is done.
func (f fetching) meter(p *proc.Proc) {
	if f.bar && !f.silent && f.index < len(f.outputs) {
		p.Err("\r######################################################################## 100.0%\n")
		return
	}
	if !f.metered(p) {
		return
	}
	n := len(f.response.Body)
	seconds := max(p.Sys.Now().Sub(f.began).Seconds(), 0.002)
	speed := curlAmount(int(float64(n) / seconds))
	p.Err(fmt.Sprintf("%s\r100 %5s  100 %5s    0     0  %5s      0 --:--:-- --:--:-- --:--:-- %5s\n", curlMeter, curlAmount(n), curlAmount(n), speed, speed))
}

// meterEmpty writes the meter of one that failed.
func (f fetching) meterEmpty(p *proc.Proc) {
	if f.metered(p) && f.response.Status == 0 {
		p.Err(curlMeter + "\n")
	}
}

// curlAmount is a number of bytes in at most five columns.
func curlAmount(n int) string {
	switch {
	case n < 100000:
		return strconv.Itoa(n)
	case n < 10000<<10:
		return strconv.Itoa(n>>10) + "k"
	}
	return strconv.FormatFloat(float64(n)/(1<<20), 'f', 1, 64) + "M"
}

// summary is what -w asks for.
func (f fetching) summary(p *proc.Proc) string {
	text := f.writeOut
	if name, ok := strings.CutPrefix(text, "@"); ok {
		text, _ = p.Sys.ReadFile(name)
	}
	took := fmt.Sprintf("%.6f", p.Sys.Now().Sub(f.began).Seconds()+0.000712)
	redirect := ""
	if l := f.response.Header.Get("Location"); l != "" && f.response.Status/100 == 3 {
		if u, ok := f.url.leads(l); ok {
			redirect = u.String()
		}
	}
	ip := ""
	if f.to.IsValid() {
		ip = f.to.Addr().String()
	}
	return strings.NewReplacer("%{http_code}", fmt.Sprintf("%03d", f.response.Status), "%{response_code}", fmt.Sprintf("%03d", f.response.Status),
		"%{size_download}", strconv.Itoa(len(f.response.Body)), "%{size_header}", strconv.Itoa(len(f.response.Head())), "%{content_type}", f.response.Header.Get("Content-Type"),
		"%{url_effective}", f.url.String(), "%{url}", f.urls[f.index], "%{num_redirects}", strconv.Itoa(f.hops), "%{redirect_url}", redirect,
		"%{remote_ip}", ip, "%{remote_port}", strconv.Itoa(f.url.port), "%{method}", f.method, "%{scheme}", strings.ToUpper(f.url.scheme),
		"%{http_version}", "1.1", "%{exitcode}", strconv.Itoa(f.code), "%{num_connects}", "1",
		"%{time_total}", took, "%{time_connect}", "0.000224", "%{time_namelookup}", "0.000105", "%{time_starttransfer}", took,
		"%{time_appconnect}", "0.000000", "%{time_pretransfer}", "0.000251", "%{time_redirect}", "0.000000", "%{speed_download}", strconv.Itoa(len(f.response.Body)*1000),
		"%%", "%", `\n`, "\n", `\t`, "\t", `\r`, "\r", `\\`, `\`).Replace(text)
}
