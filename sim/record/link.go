package record

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Mark is what stands before a link's text in the fragment of an address.
const Mark = "lab="

// first is the first character of a link: it tells how the rest is packed.
const first = "1"

// words are what labs have in common, so that a short one makes a short link.
// They belong to the format: another list is another first character.
const words = `"terminal":"two","kind":"file","path":"","kind":"answer","kind":"hangup","kind":"open","kind":"suspend"},` +
	`FROM alpine\nWORKDIR /app\nCOPY . .\nRUN apk add --no-cache \nENV \nEXPOSE 80\nENTRYPOINT [\"\nCMD [\"services:\n  web:\n    image: redis:postgres:ports:\n      - \"volumes:\n      - environment:\n` +
	`docker pull alpine"},{"text":"docker build -t --progress=plain .","text":"docker compose up -d","text":"docker compose down -v` +
	`docker network create docker volume create docker exec -it sh -c 'docker run --rm -it alpine shdocker logs -f --tail docker inspect --format '{{.State.Status}}'` +
	`docker rmi docker start docker stop docker rm -f docker images docker history docker run -d --name web -p 8080:80 -v data:/data nginx:latest` +
	`cat > Dockerfile <<EOFecho "hello" > curl -s localhost:8080","after_ms":1,"follows":{"text":"docker ps -a","after_ms":` +
	`{"kind":"interrupt","after_ms":{"kind":"wait","after_ms":10000},{"kind":"eof","at":,"line":,"lesson":"the-lifecycle","setup":["docker pull -q nginx"],` +
	`{"drydock":1,"seed":"","inputs":[{"text":"docker `

// Link is the lab as a text of letters, digits, - and _ that stands in the
// fragment of an address. ErrTooLarge when there is more in it than MostLink.
func (l Lab) Link() (string, error) {
	size := 0
	for _, e := range l.Entries {
		size += len(e.Input.Text) + 16
	}
	if size > mostPacked { // not worth writing down
		return "", ErrTooLarge
	}
	data := marshalled(l.written())
	if len(data) > mostPacked {
		return "", ErrTooLarge
	}
	var b bytes.Buffer
	b.WriteString(first)
	text := base64.NewEncoder(base64.RawURLEncoding, &b)
	zip, _ := zlib.NewWriterLevelDict(text, zlib.BestCompression, []byte(words)) // fails for an unknown level only
	_, _ = zip.Write(data)                                                       // a Buffer takes everything
	_, _ = zip.Close(), text.Close()
	if b.Len() > MostLink {
		return "", ErrTooLarge
	}
	return b.String(), nil
}

// ReadLink reads a link: a whole address, its fragment, or the text alone. Its
// errors are clauses about the link; ErrTooLarge is in those about a bound.
func ReadLink(link string) (Lab, error) {
	link = strings.TrimSpace(link)
	if _, fragment, ok := strings.Cut(link, "#"); ok {
		link = fragment
	}
	link = strings.TrimPrefix(link, Mark)
	switch {
	case link == "":
		return Lab{}, errors.New("there is nothing in it")
	case len(link) > MostLink:
		return Lab{}, fmt.Errorf("it has more than %d characters: %w", MostLink, ErrTooLarge)
	case !strings.HasPrefix(link, first):
		return Lab{}, errors.New("it is no lab, or one of a newer Drydock than this one")
	}
	packed, err := base64.RawURLEncoding.DecodeString(link[len(first):])
	if err != nil {
		return Lab{}, errors.New("it has characters that no link has, or lacks some")
	}
	zip, err := zlib.NewReaderDict(bytes.NewReader(packed), []byte(words))
	if err != nil {
		return Lab{}, errors.New("it is damaged")
	}
	data, err := io.ReadAll(io.LimitReader(zip, mostPacked+1))
	switch {
	case err != nil:
		return Lab{}, errors.New("it is damaged, or its end is missing")
	case len(data) > mostPacked:
		return Lab{}, fmt.Errorf("it unpacks to more than %d bytes: %w", mostPacked, ErrTooLarge)
	}
	return read(data)
}
