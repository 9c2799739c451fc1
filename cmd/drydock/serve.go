package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"
	"time"

	"drydock/web"
	"drydock/web/sqlstore"
)

// serveOptions are the flags of serve.
type serveOptions struct {
	addr, db string
	worlds   int
	hosts    string
	lessons  string
	public   string
	frames   string
	origins  string
	out      io.Writer // where the address is printed
}

// serve shows labs in browsers until it is told to stop.
func serve(args []string) int {
	o := serveOptions{out: os.Stdout}
	flags := flag.NewFlagSet("serve", flag.ContinueOnError)
	flags.StringVar(&o.addr, "addr", "127.0.0.1:8080", "listen here; port 0 takes a free one")
	flags.StringVar(&o.db, "db", "drydock.db", "keep the labs in this SQLite file")
	flags.IntVar(&o.worlds, "worlds", 1000, "keep at most so many worlds in memory")
	flags.StringVar(&o.hosts, "hosts", "", "answer to these names only, separated by commas (default: on a loopback address its own names, else every name)")
	flags.StringVar(&o.lessons, "lessons", "", "take the lessons from this directory, anew whenever a file there changes (default: the course)")
	flags.StringVar(&o.public, "public", "", "write links with this address, as in https://drydock.example (default: as the server was asked for)")
	flags.StringVar(&o.frames, "frames", "", "let these sites show pages in a frame, separated by commas, as in https://docs.example,https://*.example; * lets all (default: none)")
	flags.StringVar(&o.origins, "origins", "", "let pages of these sites use the JSON API, separated by commas (default: none)")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case flags.NArg() > 0:
		fmt.Fprintf(os.Stderr, "drydock: serve takes no argument %q\n", flags.Arg(0))
		return 2
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	if err := o.serve(ctx); err != nil {
		return fail(err)
	}
	return 0
}

// serve serves until the context ends, lets requests under way finish, and
// closes the store.
func (o serveOptions) serve(ctx context.Context) (err error) {
	store, err := sqlstore.Open(ctx, o.db)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	config := web.Config{
		Store: store, MaxWorlds: o.worlds, Simulator: version(), Hosts: o.names(),
		Public: o.public, Frames: listed(o.frames), Origins: listed(o.origins),
		Log: slog.New(slog.NewTextHandler(os.Stderr, nil)),
	}
	var dir *lessonDir
	if o.lessons != "" {
		if dir, err = openLessons(o.lessons); err != nil {
			return err
		}
		config.LessonFiles, config.Reading = dir.files, func() web.Lessons { return *dir.now.Load() }
	}
	handler, err := web.New(config)
	if err != nil {
		return err
	}
	if dir != nil {
		go dir.follow(ctx, handler.LessonsChanged)
	}
	listener, err := net.Listen("tcp", o.addr)
	if err != nil {
		return err
	}
	fmt.Fprintf(o.out, "drydock: listening on http://%s\n", listener.Addr())
	return listen(ctx, listener, handler)
}

// drain is how long requests under way have to finish.
const drain = 10 * time.Second

func listen(ctx context.Context, listener net.Listener, handler http.Handler) error {
	s := &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       15 * time.Second,
		WriteTimeout:      60 * time.Second, // rebuilding a long lab takes seconds
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    32 << 10,
	}
	if h, ok := handler.(*web.Handler); ok {
		s.RegisterOnShutdown(h.EndStreams)
		go sweep(ctx, h)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(listener) }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
	}
	wait, cancel := context.WithTimeout(context.Background(), drain)
	defer cancel()
	if err := s.Shutdown(wait); err != nil {
		return errors.Join(err, s.Close())
	}
	return nil
}

// sweepEvery is how often ended classes are looked for.
const sweepEvery = 10 * time.Minute

// sweep deletes what is left of classes a while after their end, until the
// context ends.
func sweep(ctx context.Context, h *web.Handler) {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		if err := h.Sweep(ctx); err != nil && ctx.Err() == nil {
			slog.Error("ended classes could not be deleted", "error", err.Error())
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// listed are the parts of a list with commas.
func listed(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ',' || r == ' ' })
}

// names are the hosts to answer to. A server that only this machine can reach
// answers to this machine's names, so that no page of another site can have
// its own name point here and read what it likes.
func (o serveOptions) names() []string {
	if o.hosts != "" {
		return strings.Split(strings.ToLower(o.hosts), ",")
	}
	host, _, err := net.SplitHostPort(o.addr)
	if ip := net.ParseIP(host); err == nil && (host == "localhost" || ip != nil && ip.IsLoopback()) {
		return []string{"localhost", "127.0.0.1", "::1", strings.ToLower(host)}
	}
	return nil
}

// version is the commit this program was built from, for the labs' records.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, s := range info.Settings {
		if s.Key == "vcs.revision" {
			return s.Value
		}
	}
	return info.Main.Version
}
