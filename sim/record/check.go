package record

import (
	"compress/gzip"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"drydock/sim"
)

// kinds are the kinds of input that a lab may have, and what each must keep to.
var kinds = map[sim.Kind]func(sim.Input) error{
	sim.Line:      checkLine,
	sim.Interrupt: checkBare,
	sim.EOF:       checkBare,
	sim.Detach:    checkBare,
	sim.Suspend:   checkBare,
	sim.Wait:      checkBare,
	sim.Open:      checkBare,
	sim.HangUp:    checkBare,
	sim.File:      checkFile,
	sim.Browse:    checkBrowse,
	sim.Submit:    checkSubmit,
	sim.Answer:    checkAnswer,
	sim.Name:      checkName,
	sim.Load:      checkLoad,
	sim.Publish:   checkFile,
	sim.Share:     checkShare,
}

var terminalName = regexp.MustCompile(`^[a-z0-9-]{0,16}$`)

// Check tells whether an input keeps to its bounds: a sentence without its end
// about what does not.
func Check(in sim.Input) error {
	check, ok := kinds[in.Kind]
	switch {
	case !ok:
		return fmt.Errorf("there is no kind %.40q", in.Kind)
	case !terminalName.MatchString(in.Terminal):
		return errors.New("a terminal is named by at most 16 of a to z, 0 to 9 and -")
	case in.After < 0 || in.After > sim.MaxAfter || in.After != whole(in.After):
		return fmt.Errorf("the time before it is from 0 to %d milliseconds", sim.MaxAfter.Milliseconds())
	case !utf8.ValidString(in.Text) || !utf8.ValidString(in.Path):
		return errors.New("its text is not UTF-8")
	}
	return check(in)
}

func checkLine(in sim.Input) error {
	if len(in.Text) > mostLine {
		return fmt.Errorf("a line may have at most %d bytes; this one has %d", mostLine, len(in.Text))
	}
	return nil
}

func checkBare(in sim.Input) error {
	if in.Text != "" || in.Path != "" {
		return fmt.Errorf("an input of kind %s has no text", in.Kind)
	}
	return nil
}

// mostName is the longest name of a line of time, in letters.
const mostName = 40

func checkName(in sim.Input) error {
	if strings.TrimSpace(in.Text) == "" || utf8.RuneCountInString(in.Text) > mostName || strings.ContainsFunc(in.Text, func(r rune) bool { return !unicode.IsPrint(r) }) || in.Path != "" {
		return fmt.Errorf("a line of time is named by 1 to %d letters", mostName)
	}
	return nil
}

func checkFile(in sim.Input) error {
	if in.Path == "" || len(in.Path) > 1024 || strings.ContainsRune(in.Path, 0) {
		return fmt.Errorf("an input of kind %s needs a path of at most 1024 bytes", in.Kind)
	}
	if len(in.Text) > mostText {
		return fmt.Errorf("a file may have at most %d bytes; this one has %d", mostText, len(in.Text))
	}
	return nil
}

// MostAddress is the longest address that is visited, in bytes; mostForm the
// longest form that is sent.
const (
	MostAddress = 2000
	mostForm    = 32 << 10
)

func checkBrowse(in sim.Input) error {
	if in.Text != "" {
		return errors.New("a visit sends no form")
	}
	return checkSubmit(in)
}

func checkSubmit(in sim.Input) error {
	if in.Path == "" || len(in.Path) > MostAddress || len(in.Text) > mostForm {
		return fmt.Errorf("a visit has an address of at most %d bytes and a form of at most %d", MostAddress, mostForm)
	}
	return nil
}

func checkAnswer(in sim.Input) error {
	if len(in.Path) > 100 || len(in.Text) > 10 || in.Path == "" || in.Text == "" {
		return errors.New("an answer names its question and an option")
	}
	return nil
}

func checkShare(in sim.Input) error {
	if in.Path == "" || len(in.Path) > 1024 || len(in.Text) > mostPacked {
		return errors.New("an image that others pushed is too large, or has no name")
	}
	return nil
}

// mostUnpacked is how many bytes the images of one input may unpack to.
const mostUnpacked = 64 << 20

// checkLoad unpacks images into nothing, so that a small text that becomes a
// large one is found before it is kept.
func checkLoad(in sim.Input) error {
	if in.Path != "" || len(in.Text) > mostImages {
		return errors.New("the images that it loads are too large")
	}
	zip, err := gzip.NewReader(base64.NewDecoder(base64.StdEncoding, strings.NewReader(in.Text)))
	if err != nil {
		return errors.New("the images that it loads cannot be read")
	}
	n, err := io.Copy(io.Discard, io.LimitReader(zip, mostUnpacked+1))
	if err != nil || n > mostUnpacked {
		return errors.New("the images that it loads cannot be read, or are too large")
	}
	return nil
}
