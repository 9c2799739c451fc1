//go:build !core

package bin

import (
	"strings"

	"drydock/sim/proc"
)

// letters are capitals of our own, five rows each, drawn with what figlet's
// fonts are drawn with. Small letters have the shape of the capital.
var letters = map[rune][5]string{
	'A': {"    _    ", "   / \\   ", "  / _ \\  ", " / ___ \\ ", "/_/   \\_\\"},
	'B': {" ____  ", "| __ ) ", "|  _ \\ ", "| |_) |", "|____/ "},
	'C': {"  ____ ", " / ___|", "| |    ", "| |___ ", " \\____|"},
	'D': {" ____  ", "|  _ \\ ", "| | | |", "| |_| |", "|____/ "},
	'E': {" _____ ", "| ____|", "|  _|  ", "| |___ ", "|_____|"},
	'F': {" _____ ", "|  ___|", "| |_   ", "|  _|  ", "|_|    "},
	'G': {"  ____ ", " / ___|", "| |  _ ", "| |_| |", " \\____|"},
	'H': {" _   _ ", "| | | |", "| |_| |", "|  _  |", "|_| |_|"},
	'I': {" ___ ", "|_ _|", " | | ", " | | ", "|___|"},
	'J': {"     _ ", "    | |", " _  | |", "| |_| |", " \\___/ "},
	'K': {" _  __", "| |/ /", "| ' / ", "| . \\ ", "|_|\\_\\"},
	'L': {" _     ", "| |    ", "| |    ", "| |___ ", "|_____|"},
	'M': {" __  __ ", "|  \\/  |", "| |\\/| |", "| |  | |", "|_|  |_|"},
	'N': {" _   _ ", "| \\ | |", "|  \\| |", "| |\\  |", "|_| \\_|"},
	'O': {"  ___  ", " / _ \\ ", "| | | |", "| |_| |", " \\___/ "},
	'P': {" ____  ", "|  _ \\ ", "| |_) |", "|  __/ ", "|_|    "},
	'Q': {"  ___  ", " / _ \\ ", "| | | |", "| |_| |", " \\__\\_\\"},
	'R': {" ____  ", "|  _ \\ ", "| |_) |", "|  _ < ", "|_| \\_\\"},
	'S': {" ____  ", "/ ___| ", "\\___ \\ ", " ___) |", "|____/ "},
	'T': {" _____ ", "|_   _|", "  | |  ", "  | |  ", "  |_|  "},
	'U': {" _   _ ", "| | | |", "| | | |", "| |_| |", " \\___/ "},
	'V': {"__     __", "\\ \\   / /", " \\ \\ / / ", "  \\ V /  ", "   \\_/   "},
	'W': {"__        __", "\\ \\      / /", " \\ \\ /\\ / / ", "  \\ V  V /  ", "   \\_/\\_/   "},
	'X': {"__  __", "\\ \\/ /", " \\  / ", " /  \\ ", "/_/\\_\\"},
	'Y': {"__   __", "\\ \\ / /", " \\ V / ", "  | |  ", "  |_|  "},
	'Z': {" _____", "|__  /", "  / / ", " / /_ ", "/____|"},
	'0': {"  ___  ", " / _ \\ ", "| | | |", "| |_| |", " \\___/ "},
	'1': {" _ ", "/ |", "| |", "| |", "|_|"},
	'2': {" ____  ", "|___ \\ ", "  __) |", " / __/ ", "|_____|"},
	'3': {" _____ ", "|___ / ", "  |_ \\ ", " ___) |", "|____/ "},
	'4': {" _  _   ", "| || |  ", "| || |_ ", "|__   _|", "   |_|  "},
	'5': {" ____  ", "| ___| ", "|___ \\ ", " ___) |", "|____/ "},
	'6': {"  __   ", " / /_  ", "| '_ \\ ", "| (_) |", " \\___/ "},
	'7': {" _____ ", "|___  |", "   / / ", "  / /  ", " /_/   "},
	'8': {"  ___  ", " ( _ ) ", " / _ \\ ", "| (_) |", " \\___/ "},
	'9': {"  ___  ", " / _ \\ ", "| (_) |", " \\__, |", "   /_/ "},
	' ': {"  ", "  ", "  ", "  ", "  "}, '!': {" _ ", "| |", "| |", "|_|", "(_)"}, '.': {"   ", "   ", "   ", " _ ", "(_)"},
	',': {"   ", "   ", "   ", " _ ", "( )"}, '-': {"       ", "       ", " _____ ", "|_____|", "       "}, '?': {" ___ ", "|__ \\", "  / /", " |_| ", " (_) "},
	':': {"   ", " _ ", "(_)", " _ ", "(_)"}, '\'': {" _ ", "( )", "|/ ", "   ", "   "}, '/': {"    __", "   / /", "  / / ", " / /  ", "/_/   "},
	'_': {"       ", "       ", "       ", "       ", " _____ "}, '+': {"       ", "   _   ", " _| |_ ", "|_   _|", "  |_|  "}, '=': {"       ", " _____ ", "|_____|", "|_____|", "       "},
	'#': {"   _  _   ", " _| || |_ ", "|_  ..  _|", "|_      _|", "  |_||_|  "}, '@': {"   ____  ", "  / __ \\ ", " / / _` |", "| | (_| |", " \\ \\__,_|"},
}

// figlet writes words in large letters, of a font of our own.
func figlet(p *proc.Proc, c call) {
	o, words, ok := c.parse(p, "w:,width f:,font d: c l r x k W S o s t n p D E L R X v I: C: N m:")
	if !ok {
		return
	}
	width := 80
	if o.has("t") {
		if cols, _ := p.Sys.Size(1); cols > 0 {
			width = cols
		}
	}
	if n, err := number(o.value("w", "80")); err == nil && o.has("w") {
		width = int(min(max(n, 1), 1000))
	}
	show := func(p *proc.Proc, text string) {
		var b strings.Builder
		for line := range strings.Lines(text) {
			banner(&b, strings.TrimSuffix(line, "\n"), width, o.has("c"))
		}
		proc.Finish(p, b.String(), 0)
	}
	if len(words) > 0 {
		show(p, strings.Join(words, " ")+"\n")
		return
	}
	c.slurp(p, nil, "", func(p *proc.Proc, data string, _ int) { show(p, data) })
}

// banner draws one line, broken between words where it would be too wide.
func banner(b *strings.Builder, line string, width int, centred bool) {
	var rows [5]string
	flush := func() {
		for _, r := range rows {
			if pad := (width - len(r)) / 2; centred && pad > 0 {
				r = strings.Repeat(" ", pad) + r
			}
			b.WriteString(r + "\n")
		}
		rows = [5]string{}
	}
	for _, word := range strings.SplitAfter(line, " ") {
		drawn := [5]string{}
		for _, ch := range strings.ToUpper(word) {
			for i, part := range letters[ch] {
				drawn[i] += part
			}
		}
		if rows[0] != "" && len(rows[0])+len(strings.TrimRight(drawn[0], " ")) > width {
			flush()
		}
		for i := range rows {
			rows[i] += drawn[i]
		}
	}
	flush()
}

// cowsay puts words into a cow's mouth: the cow is our own, unless another is
// in /usr/local/share/cows or /usr/share/cowsay/cows.
func cowsay(p *proc.Proc, c call) {
	o, words, ok := c.parse(p, "+f:,file e: T: W: n l b d g p s t w y h")
	if !ok {
		return
	}
	if o.has("l") {
		proc.Finish(p, "Cow files in /usr/share/cowsay/cows:\ndefault\n", 0)
		return
	}
	width := 40
	if n, err := number(o.value("W", "40")); err == nil {
		width = int(min(max(n, 1), 500))
	}
	say := func(p *proc.Proc, text string) {
		lines := wrapWords(strings.Join(strings.Fields(text), " "), width)
		if o.has("n") {
			lines = strings.Split(strings.TrimRight(text, "\n"), "\n")
		}
		thinks := strings.HasSuffix(c.name, "cowthink")
		cow, err := readCow(p, o.value("f", "default"))
		if err != nil {
			c.die(p, 2, "Could not find %s cowfile!", o.value("f", ""))
			return
		}
		line := `\`
		if thinks {
			line = "o"
		}
		eyes := o.value("e", "oo")
		for _, e := range [][2]string{{"b", "=="}, {"d", "xx"}, {"g", "$$"}, {"p", "@@"}, {"s", "**"}, {"t", "--"}, {"w", "OO"}, {"y", ".."}} {
			if o.has(e[0]) {
				eyes = e[1]
			}
		}
		tongue := o.value("T", "  ")
		if o.has("d") || o.has("s") {
			tongue = "U "
		}
		cow = strings.NewReplacer("$thoughts", line, "$eyes", eyes, "$tongue", tongue, `\\`, `\`, `\@`, "@").Replace(cow)
		proc.Finish(p, balloon(lines, thinks)+cow, 0)
	}
	if len(words) > 0 {
		say(p, strings.Join(words, " "))
		return
	}
	c.slurp(p, nil, "", func(p *proc.Proc, data string, _ int) { say(p, data) })
}

const ownCow = `        $thoughts   ^__^
         $thoughts  ($eyes)\_______
            (__)\       )\/\
             $tongue ||----w |
                ||     ||
`

func readCow(p *proc.Proc, name string) (string, error) {
	var text string
	var err error
	for _, path := range []string{name, "/usr/local/share/cows/" + name, "/usr/share/cowsay/cows/" + name} {
		if text, err = p.Sys.ReadFile(strings.TrimSuffix(path, ".cow") + ".cow"); err == nil {
			break
		}
	}
	if err != nil && (name == "default" || name == "cow") {
		return ownCow, nil
	}
	if err != nil {
		return "", err
	}
	_, text, _ = strings.Cut(text, "\n")
	text, _, _ = strings.Cut(text, "EOC\n")
	return text, nil
}

// wrapWords breaks a text into lines.
func wrapWords(text string, width int) (lines []string) {
	line := ""
	for _, word := range strings.Fields(text) {
		for len(word) > width {
			lines, word = append(lines, word[:width]), word[width:]
		}
		if line != "" && len(line)+1+len(word) >= width {
			lines, line = append(lines, line), ""
		}
		if line != "" {
			line += " "
		}
		line += word
	}
	return append(lines, line)
}

func balloon(lines []string, thinks bool) string {
	width := 0
	for _, l := range lines {
		width = max(width, len([]rune(l)))
	}
	var b strings.Builder
	b.WriteString(" " + strings.Repeat("_", width+2) + "\n")
	for i, l := range lines {
		left, right := "|", "|"
		switch {
		case thinks:
			left, right = "(", ")"
		case len(lines) == 1:
			left, right = "<", ">"
		case i == 0:
			left, right = "/", `\`
		case i == len(lines)-1:
			left, right = `\`, "/"
		}
		b.WriteString(left + " " + l + strings.Repeat(" ", width-len([]rune(l))) + " " + right + "\n")
	}
	return b.String() + " " + strings.Repeat("-", width+2) + "\n"
}
