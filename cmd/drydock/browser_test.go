package main

import (
	"context"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"drydock/web"
	"drydock/web/sqlstore"
)

// browserTests are what a person can do on the page, each with a server, a
// database and a profile of its own.
var browserTests = []struct {
	name string
	test func(*testing.T, chromium)
}{
	{"FirstPaint", firstPaint},
	{"HelloWorld", helloWorld},
	{"Lifecycle", lifecycle},
	{"Refusal", refusal},
	{"InspectorByClick", inspectorByClick},
	{"LongPress", longPress},
	{"InspectorByKeyboard", inspectorByKeyboard},
	{"History", history},
	{"Completion", completion},
	{"NoTrap", noTrap},
	{"ClearScreen", clearScreen},
	{"Interrupt", interrupt},
	{"Interactive", interactive},
	{"LineEditing", lineEditing},
	{"Terminals", terminals},
	{"Editor", editor},
	{"Comfort", comfort},
	{"ManyCommands", manyCommands},
	{"Storybook", storybook},
	{"MotionControlled", motionControlled},
	{"TouchRow", touchRow},
	{"Why", why},
	{"Panes", panes},
	{"TimeTravel", timeTravel},
	{"TimeTravelWithoutScript", timeTravelWithoutScript},
	{"Reload", reload},
	{"Restart", restart},
	{"WithoutScript", withoutScript},
	{"Motion", motion},
	{"ReducedMotion", reducedMotion},
	{"ClassOfThree", classOfThree},
	{"FramedInClass", framedInClass},
	{"HostileInPane", hostileInPane},
	{"ShareLinks", shareLinks},
	{"LiveLink", liveLink},
	{"OpenPage", openPage},
	{"ShareOnPlainHost", shareOnPlainHost},
	{"FirstLessons", firstLessons},
	{"LessonShows", lessonShows},
	{"LessonReloads", lessonReloads},
	{"LessonTerminals", lessonTerminals},
	{"Phone", phone},
	{"Desktop", desktop},
	{"Names", names},
	{"FocusIsSeen", focusIsSeen},
	{"KeyboardOnly", keyboardOnly},
	{"Axe", accessible},
	{"LayersPage", layersPage},
	{"Traffic", traffic},
	{"Workshop", workshop},
	{"WorldExported", worldExported},
	{"WholeTakesOver", wholeTakesOver},
	{"Everywhere", everywhere},
	{"FromFile", fromFile},
	{"OpensFile", opensFile},
	{"Foreseen", foreseen},
	{"SameThere", sameThere},
	{"Embedded", embedded},
	{"Shortcodes", shortcodes},
	{"NamedLessons", namedLessons},
	{"FramePolicy", framePolicy},
}

// TestBrowser uses the page as a person would, in a real Chromium.
func TestBrowser(t *testing.T) {
	c := startChromium(t)
	for _, b := range browserTests {
		t.Run(b.name, func(t *testing.T) {
			t.Parallel()
			b.test(t, c)
		})
	}
}

// chromium is the context of a browser that runs until its test ends.
type chromium struct{ context.Context }

// startChromium starts Debian's Chromium with a fresh profile. Without one the
// test is skipped, but not where tests decide what is merged.
func startChromium(t testing.TB) chromium {
	t.Helper()
	program, err := exec.LookPath("chromium")
	switch {
	case err != nil && os.Getenv("CI") == "true":
		t.Fatalf("the browser tests need Chromium: %v", err)
	case err != nil:
		t.Skipf("the browser tests need Chromium (apt-get install chromium): %v", err)
	}
	allocator, stop := chromedp.NewExecAllocator(context.Background(),
		chromedp.ExecPath(program),
		chromedp.Flag("headless", "new"),
		chromedp.NoSandbox,
		chromedp.NoFirstRun,
		chromedp.NoDefaultBrowserCheck,
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-extensions", true),
		chromedp.Flag("disable-dev-shm-usage", true),
		// Windows that nobody looks at keep their pace.
		chromedp.Flag("disable-background-timer-throttling", true),
		chromedp.Flag("disable-backgrounding-occluded-windows", true),
		chromedp.Flag("disable-renderer-backgrounding", true),
	)
	ctx, quit := chromedp.NewContext(allocator)
	t.Cleanup(func() {
		wait, cancel := context.WithTimeout(ctx, 10*time.Second)
		defer cancel()
		if err := chromedp.Cancel(wait); err != nil {
			t.Logf("closing Chromium: %v", err)
		}
		quit()
		stop()
	})
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("Chromium does not start: %v", err)
	}
	return chromium{ctx}
}

// site is a Drydock that can be stopped and started again on its database.
type site struct {
	db, addr string
	lessons  string   // a directory of lessons that are being written, "" for none
	frames   []string // the sites that may show it
	stop     func()   // waits until it has stopped
}

func startSite(t testing.TB) *site {
	t.Helper()
	s := &site{db: filepath.Join(t.TempDir(), "drydock.db"), addr: "127.0.0.1:0"}
	s.start(t)
	t.Cleanup(func() { s.stop() })
	return s
}

// start serves what serve serves. The first start takes a free port, and later
// ones the same.
func (s *site) start(t testing.TB) {
	t.Helper()
	store, err := sqlstore.Open(t.Context(), s.db)
	if err != nil {
		t.Fatal(err)
	}
	config := web.Config{
		Store: store, Hosts: serveOptions{addr: s.addr}.names(), Frames: s.frames,
		Log: slog.New(slog.NewTextHandler(t.Output(), &slog.HandlerOptions{Level: slog.LevelWarn})),
	}
	var dir *lessonDir
	if s.lessons != "" {
		if dir, err = openLessons(s.lessons); err != nil {
			t.Fatal(err)
		}
		config.LessonFiles, config.Reading = dir.files, func() web.Lessons { return *dir.now.Load() }
	}
	handler, err := web.New(config)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", s.addr)
	if err != nil {
		t.Fatal(err)
	}
	s.addr = listener.Addr().String()
	ctx, cancel := context.WithCancel(context.Background())
	if dir != nil {
		go dir.follow(ctx, handler.LessonsChanged)
	}
	ended := make(chan error, 1)
	go func() { ended <- listen(ctx, listener, handler) }()
	s.stop = func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("the server ended with: %v", err)
		}
		if err := store.Close(); err != nil {
			t.Errorf("the store closed with: %v", err)
		}
		s.stop = func() {}
	}
}
